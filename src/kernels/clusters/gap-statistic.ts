import { TillbookError } from '../../base/errors.js';
import { random } from '../../base/random.js';
import { kmeansFitter } from '../k-means/k-means.js';
import { quick } from './quick.js';
import { type ReferenceBox, referenceData } from './reference-data.js';
import { silhouetteSquared } from './silhouette.js';

/** How tight clusters are in one set of points, for each number of clusters asked for. */
export interface Tightness {
  /** ln of the inertia; -Infinity where it is 0. */
  readonly logInertia: number;
  /** Null for one cluster, or as many as points. */
  readonly silhouetteSquared: number | null;
}

export interface Gap {
  readonly k: number;
  /** How much lower ln(inertia) is than the mean of data without clusters. */
  readonly gap: number;
  /** Standard deviation over the reference sets, x sqrt(1 + 1 / references). */
  readonly error: number;
}

export interface GapOptions {
  readonly nFeatures: number;
  readonly kMax: number;
  readonly seed: number;
  /** Sets of points without clusters, default 20. */
  readonly references?: number | undefined;
  readonly box?: ReferenceBox | undefined;
}

/**
 * Gap statistic (Tibshirani, Walther & Hastie 2001) for k = 1 to kMax. `k` is the smallest whose gap is at least the
 * next one's less its error: 1 says that there are no clusters, null that none up to kMax qualifies.
 *
 * @throws TillbookError as `kmeansSync`, which runs (references + 1) x kMax times with 3 starts each: take a sample of 20,000 or less.
 * @example
 * gapStatistic(Float64Array.of(0, 1, 2, 3, 50, 51, 52, 53), { nFeatures: 1, kMax: 3, seed: 1 }).k // => 2
 */
export function gapStatistic(
  points: Float64Array,
  options: GapOptions,
): { readonly k: number | null; readonly gaps: Gap[] } {
  const { nFeatures, kMax, seed, references = 20, box = 'range' } = options;
  if (!Number.isSafeInteger(references) || references < 2) {
    throw new TillbookError('BAD_PARAMETER', `references is ${references}: take at least 2`);
  }
  const ks = Array.from({ length: kMax }, (_, i) => i + 1);
  const logs = (one: readonly Tightness[]) => one.map(({ logInertia }) => logInertia);
  const own = logs(tightness(points, nFeatures, ks, seed));
  const draw = referenceData(points, nFeatures, box);
  const others = Array.from({ length: references }, (_, i) =>
    logs(tightness(draw(random(seed * 65537 + i)), nFeatures, ks, seed)),
  );
  const gaps = ks.map((k, i) => {
    const { mean, deviation } = moments(others.map((one) => one[i]!));
    return { k, gap: mean - own[i]!, error: deviation * Math.sqrt(1 + 1 / references) };
  });
  return { k: firstPlateau(gaps), gaps };
}

/** The rule of 2001 over gaps of successive k. */
export function firstPlateau(gaps: readonly Gap[]): number | null {
  return gaps.find(({ gap }, i) => i + 1 < gaps.length && gap >= gaps[i + 1]!.gap - gaps[i + 1]!.error)?.k ?? null;
}

export function tightness(points: Float64Array, nFeatures: number, ks: readonly number[], seed: number): Tightness[] {
  const fit = kmeansFitter(points, nFeatures, Math.max(...ks));
  return ks.map((nClusters) => {
    const { inertia, labels } = fit({ nClusters, seed, ...quick });
    const silhouette =
      nClusters < 2 || nClusters >= labels.length ? null : silhouetteSquared(points, { nFeatures, labels });
    return { logInertia: Math.log(inertia), silhouetteSquared: silhouette };
  });
}

/** Mean and population standard deviation. */
export function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}
