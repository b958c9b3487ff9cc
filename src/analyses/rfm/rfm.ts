import { rows } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import type { Relation } from '../../engine/engine.js';
import { type AnalysisOptions, type Base, selection } from '../base.js';
import { customerFeatures } from './customer-features.js';
import { edgesOf } from './edges.js';
import { scoredRelation } from './scored-relation.js';
import { features, type PerFeature, type Scoring, type ScoringOptions, scoringPlan } from './scoring.js';

/** What is counted, as of when, and how it is scored. */
export interface RfmOptions extends AnalysisOptions, ScoringOptions {
  /** The day that recency counts to (default: the day after the window's last); the window never runs beyond it. */
  readonly analysisDate?: string;
}

/** How scores are given: enough to score other customers in the same way. */
export interface RfmScoring {
  readonly scoring: Scoring;
  readonly bins: number;
  /**
   * bins - 1 a feature; a score counts the edges below the value, and recency's counts backwards. Under `ntile` they are
   * the highest value of each bin, where ties may stand on both sides.
   */
  readonly edges: PerFeature<readonly number[]>;
  readonly weights: PerFeature<number>;
}

export interface Rfm extends RfmScoring {
  readonly base: Base;
  readonly analysisDate: string;
  readonly customers: number;
  /** How many customers have each score, from score 1 up. */
  readonly scores: PerFeature<readonly number[]>;
  /**
   * One row a customer: customer_id, recency (whole days), frequency (distinct orders), monetary, recency_score,
   * frequency_score, monetary_score (1..bins, 5 of 5 best), rfm_cell (the three as text) and rfm_score (their weighted
   * mean).
   */
  readonly relation: Relation;
  readonly notes: readonly string[];
}

/**
 * Recency, frequency and monetary value of every customer with an order, and their scores from 1 to `bins`, the highest
 * the best (Hughes 1994; edges as in R's and numpy's quantile type 7).
 *
 * A cancellation is no order, but where the basis holds cancellations they are taken off `monetary`. Equal values have
 * equal scores, except under `ntile`, which fills bins of equal size: recency falling, frequency and monetary rising, each
 * with ties in the order of customer_id.
 *
 * Cost: two passes of the lines' aggregate; three doubles a customer leave the engine.
 * @throws TillbookError BAD_PARAMETER for options out of range, or an analysis date before the window's last day;
 * BAD_INPUT where nobody ordered.
 */
export async function rfm(transactions: Relation, options: RfmOptions = {}): Promise<Rfm> {
  const plan = scoringPlan(options);
  const { analysisDate: stated, window } = options;
  if (stated !== undefined) checkDay(stated);
  const until = window?.to ?? (stated === undefined ? undefined : await earlierOf(transactions, dayAfter(stated)));
  const chosen = await selection(transactions, {
    ...options,
    window: { ...window, ...(until !== undefined && { to: until }) },
  });
  const { base } = chosen;
  const analysisDate = stated ?? base.window.to;
  if (dayAfter(analysisDate) < base.window.to) {
    throw new TillbookError(
      'BAD_PARAMETER',
      `the analysis date ${analysisDate} lies before the window's end, ${base.window.to}`,
      { hint: 'recency would be negative: end the window with the analysis date' },
    );
  }
  const { engine } = transactions;
  const unscored = await customerFeatures(transactions, chosen, analysisDate);
  try {
    const values = await featureValues(unscored);
    if (values.recency.length === 0) {
      throw new TillbookError('BAD_INPUT', `nobody ordered: ${base.text}`, { hint: 'check basis and window' });
    }
    const { edges, notes } = edgesOf(values, plan);
    const scoring: RfmScoring = { scoring: plan.scoring, bins: plan.bins, edges, weights: plan.weights };
    const relation = await scoredRelation(unscored, scoring);
    const ties =
      plan.scoring === 'ntile'
        ? [
            'Bins are of equal size: customers with equal values can have different scores, in the order of customer_id.',
          ]
        : [];
    return {
      ...scoring,
      base,
      analysisDate,
      customers: values.recency.length,
      scores: await scoreCounts(relation, plan.bins),
      relation,
      notes: [...ties, ...notes],
    };
  } finally {
    await engine.drop(unscored);
  }
}

async function featureValues({ engine, name }: Relation): Promise<PerFeature<Float64Array>> {
  const columns = await engine.query(
    `select cast(recency as double) as recency, cast(frequency as double) as frequency,
            cast(monetary as double) as monetary from ${name} order by customer_id nulls last`,
  );
  const numbers = (feature: string) => Float64Array.from(columns.getChild(feature)!.toArray() as ArrayLike<number>);
  return { recency: numbers('recency'), frequency: numbers('frequency'), monetary: numbers('monetary') };
}

/** How many rows of a scored relation have each score. */
export async function scoreCounts({ engine, name }: Relation, bins: number): Promise<PerFeature<readonly number[]>> {
  const counts = features.flatMap((feature) =>
    Array.from(
      { length: bins },
      (_, i) => `count(case when ${feature}_score = ${i + 1} then 1 end) as ${feature}_${i + 1}`,
    ),
  );
  const [row] = rows<Record<string, number>>(await engine.query(`select ${counts.join(', ')} from ${name}`));
  const of = (feature: string) => Array.from({ length: bins }, (_, i) => row![`${feature}_${i + 1}`]!);
  return { recency: of('recency'), frequency: of('frequency'), monetary: of('monetary') };
}

async function earlierOf(transactions: Relation, day: string): Promise<string> {
  const { base } = await selection(transactions);
  return day < base.window.to ? day : base.window.to;
}

function checkDay(day: string): void {
  if (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))) return;
  throw new TillbookError('BAD_PARAMETER', `the analysis date "${day}" is not a day`, {
    hint: 'write it as 2011-12-10',
  });
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
