import { TillbookError } from '../../base/errors.js';

/** The three features, in the order in which scores are written. */
export const features = ['recency', 'frequency', 'monetary'] as const;

/** One of `features`. */
export type Feature = (typeof features)[number];

/** Something for each of the three features. */
export type PerFeature<T> = { readonly [feature in Feature]: T };

/**
 * How a value becomes a score. `edges`: quantile edges of the data, ties together. `ntile`: bins of equal size as
 * published, ties broken by customer_id. `cutpoints`: edges that somebody stated.
 */
export type Scoring = 'edges' | 'ntile' | 'cutpoints';

/** How customers are scored; what is left out has a default. */
export interface ScoringOptions {
  /** Default `edges`. */
  readonly scoring?: Scoring;
  /** How many scores there are, 2 to 10 (default 5). */
  readonly bins?: number;
  /**
   * For `cutpoints`: bins - 1 rising numbers a feature, each the highest value of its bin. A feature left out takes
   * declared cuts (recency 30, 90, 180, 365 days …; frequency 1, 2, 4, 9 …), monetary the data's edges in round numbers.
   */
  readonly cutpoints?: Partial<PerFeature<readonly number[]>>;
  /** Of recency, frequency and monetary in the combined score (default 1 each). */
  readonly weights?: PerFeature<number>;
}

/** The options with every default filled in. */
export interface ScoringPlan {
  readonly scoring: Scoring;
  readonly bins: number;
  readonly cutpoints: Partial<PerFeature<readonly number[]>>;
  readonly weights: PerFeature<number>;
}

/** @throws TillbookError BAD_PARAMETER for an unknown scoring, and bins, cut points or weights out of range. */
export function scoringPlan(options: ScoringOptions = {}): ScoringPlan {
  const { scoring = 'edges', bins = 5, cutpoints = {}, weights = { recency: 1, frequency: 1, monetary: 1 } } = options;
  if (!['edges', 'ntile', 'cutpoints'].includes(scoring)) {
    throw new TillbookError('BAD_PARAMETER', `no scoring "${scoring}"`, { hint: 'edges, ntile or cutpoints' });
  }
  if (!Number.isInteger(bins) || bins < 2 || bins > 10) {
    throw new TillbookError('BAD_PARAMETER', `bins is ${bins}`, { hint: 'a whole number from 2 to 10' });
  }
  for (const feature of features) checkCuts(feature, cutpoints[feature], bins, scoring);
  const all = features.map((feature) => weights[feature]);
  if (all.some((weight) => !(weight >= 0 && weight < Infinity)) || all.every((weight) => weight === 0)) {
    throw new TillbookError('BAD_PARAMETER', `the weights are ${all.join(', ')}`, {
      hint: 'three numbers from 0 on, not all 0',
    });
  }
  return { scoring, bins, cutpoints, weights };
}

function checkCuts(feature: Feature, cuts: readonly number[] | undefined, bins: number, scoring: Scoring): void {
  if (cuts === undefined) return;
  if (scoring !== 'cutpoints') {
    throw new TillbookError('BAD_PARAMETER', `cut points for ${feature} are given, the scoring is ${scoring}`, {
      hint: "take scoring 'cutpoints'",
    });
  }
  const isRising = cuts.every((cut, i) => Number.isFinite(cut) && (i === 0 || cut > cuts[i - 1]!));
  if (cuts.length === bins - 1 && isRising) return;
  throw new TillbookError('BAD_PARAMETER', `the cut points for ${feature} are ${cuts.join(', ') || 'none'}`, {
    hint: `${bins - 1} rising numbers make ${bins} bins`,
  });
}

/** The recency edges that are taken where nobody states others: days. */
const recencyCuts = [30, 90, 180, 365, 545, 730, 1095, 1460, 1825];
/** The first of them make 1, 2, 3-4, 5-9, 10+ orders. */
const frequencyCuts = [1, 2, 4, 9, 19, 49, 99, 199, 499];

/** Declared cuts of a feature that has some. */
export function declaredCuts(feature: 'recency' | 'frequency', bins: number): readonly number[] {
  return (feature === 'recency' ? recencyCuts : frequencyCuts).slice(0, bins - 1);
}
