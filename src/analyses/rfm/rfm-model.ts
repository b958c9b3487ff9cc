import { TillbookError } from '../../base/errors.js';
import type { Relation } from '../../engine/engine.js';
import { populationStabilityIndex } from '../../kernels/population-stability-index.js';
import { type Basis, bases } from '../base.js';
import { readSegmentMap } from '../segments/read-segment-map.js';
import type { SegmentMap } from '../segments/segment-map.js';
import { type Rfm, type RfmScoring, rfm, scoreCounts } from './rfm.js';
import { scoredRelation } from './scored-relation.js';
import { type Feature, features, type PerFeature, type Scoring } from './scoring.js';

/** All that scoring other customers in the same way needs, as JSON can hold it. */
export interface RfmModel extends RfmScoring {
  readonly kind: 'rfm';
  readonly version: 1;
  readonly basis: Basis;
  readonly analysisDate: string;
  readonly customers: number;
  /** How many customers had each score at the fit. */
  readonly scores: PerFeature<readonly number[]>;
  /** How scores become segments; null where there were none. */
  readonly map: SegmentMap | null;
}

/** How far a feature has moved from the fit. */
export interface Drift {
  readonly feature: Feature;
  /** Over the model's bins; see the kernel of that name. */
  readonly populationStabilityIndex: number;
  /** `stable` below 0.1, `moved` above 0.25, `shifting` between. */
  readonly verdict: 'stable' | 'shifting' | 'moved';
  /** Customers by score, from 1 up, as shares. */
  readonly fitted: readonly number[];
  readonly found: readonly number[];
}

/** Customers scored by a model, and how far they have moved from those it was fitted to. */
export interface RfmScored extends Rfm {
  readonly drift: readonly Drift[];
}

/** What a fit leaves behind for customers to come. */
export function rfmModel(fitted: Rfm, map: SegmentMap | null = null): RfmModel {
  const { base, analysisDate, customers, scoring, bins, edges, weights, scores } = fitted;
  return {
    kind: 'rfm',
    version: 1,
    basis: base.basis,
    analysisDate,
    customers,
    scoring,
    bins,
    edges,
    weights,
    scores,
    map,
  };
}

/**
 * Scores customers by a model's edges, and says how far their recency, frequency and monetary value have moved from those
 * it was fitted to. A model of `ntile` is applied by the highest values of its bins: equal values score alike.
 *
 * @throws TillbookError as `rfm` does.
 */
export async function applyRfm(
  transactions: Relation,
  model: RfmModel,
  options: { readonly analysisDate?: string } = {},
): Promise<RfmScored> {
  const { bins, edges, weights, scoring } = model;
  const own = await rfm(transactions, { ...options, basis: model.basis, bins, weights });
  const relation = await scoredRelation(own.relation, { scoring: 'edges', bins, edges, weights });
  await transactions.engine.drop(own.relation);
  const scores = await scoreCounts(relation, bins);
  return {
    ...own,
    scoring,
    edges,
    scores,
    relation,
    notes: scoring === 'ntile' ? ['The fit tore ties apart (ntile); here equal values have equal scores.'] : [],
    drift: features.map((feature) => driftOf(feature, model.scores[feature], scores[feature])),
  };
}

function driftOf(feature: Feature, before: readonly number[], after: readonly number[]): Drift {
  const index = populationStabilityIndex(before, after);
  return {
    feature,
    populationStabilityIndex: index,
    verdict: index < 0.1 ? 'stable' : index > 0.25 ? 'moved' : 'shifting',
    fitted: shares(before),
    found: shares(after),
  };
}

function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

/**
 * A model as JSON gives it, checked.
 *
 * @throws TillbookError BAD_INPUT for whatever is no model of this kind.
 */
export function readRfmModel(given: unknown): RfmModel {
  const model = (given ?? {}) as Partial<RfmModel>;
  const wrong = (what: string) =>
    new TillbookError('BAD_INPUT', `this is no RFM model: ${what}`, {
      hint: 'make one with tillbook rfm … --save MODEL',
    });
  if (model.kind !== 'rfm') throw wrong(`its kind is ${JSON.stringify(model.kind)}`);
  if (model.version !== 1) throw wrong(`its version is ${JSON.stringify(model.version)}, known is 1`);
  const { bins, edges, scores, weights, basis, scoring, analysisDate, customers, map } = model;
  if (!Number.isInteger(bins) || bins! < 2 || bins! > 10) throw wrong(`bins is ${JSON.stringify(bins)}`);
  if (!['edges', 'ntile', 'cutpoints'].includes(scoring as string))
    throw wrong(`scoring is ${JSON.stringify(scoring)}`);
  if (!Object.hasOwn(bases, String(basis))) throw wrong(`basis is ${JSON.stringify(basis)}`);
  for (const feature of features) {
    if (!isNumbers(edges?.[feature], bins! - 1)) throw wrong(`the edges of ${feature} are not ${bins! - 1} numbers`);
    if (!isNumbers(scores?.[feature], bins!)) throw wrong(`the scores of ${feature} are not ${bins} numbers`);
    if (typeof weights?.[feature] !== 'number') throw wrong(`${feature} has no weight`);
  }
  return {
    kind: 'rfm',
    version: 1,
    basis: basis!,
    analysisDate: String(analysisDate),
    customers: Number(customers),
    scoring: scoring as Scoring,
    bins: bins!,
    edges: edges!,
    weights: weights!,
    scores: scores!,
    map: map == null ? null : namedOrRead(map),
  };
}

/** A published map, holes and all, is known by its name; any other must be sound. */
function namedOrRead(map: SegmentMap): SegmentMap {
  const isNamed = map.name === 'published' || map.name === 'rfm';
  return isNamed ? readSegmentMap(map.name as 'published') : readSegmentMap(map);
}

function isNumbers(values: readonly number[] | undefined, length: number): boolean {
  return Array.isArray(values) && values.length === length && values.every((value) => Number.isFinite(value));
}
