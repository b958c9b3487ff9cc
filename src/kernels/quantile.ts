import { TillbookError } from '../base/errors.js';

/**
 * Quantiles by linear interpolation between order statistics: Hyndman & Fan's type 7, as numpy, R, Spark's percentile.
 *
 * @param values in any order; not changed.
 * @param shares each in 0..1.
 * @throws TillbookError BAD_INPUT for no values or one that is not finite, BAD_PARAMETER for a share outside 0..1.
 * Cost: O(n log n), one copy.
 * @example
 * quantiles(Float64Array.of(4, 1, 3, 2), [0, 0.5, 0.75]) // => [1, 2.5, 3.25]
 */
export function quantiles(values: Float64Array, shares: readonly number[]): number[] {
  if (values.length === 0) throw new TillbookError('BAD_INPUT', 'there are no values to take quantiles of');
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new TillbookError('BAD_INPUT', `value ${bad} is ${values[bad]}`, { hint: 'filter it out first' });
  const sorted = Float64Array.from(values).sort();
  return shares.map((share) => {
    if (!(share >= 0 && share <= 1)) throw new TillbookError('BAD_PARAMETER', `quantile ${share}: take 0 to 1`);
    return quantileSorted(sorted, share);
  });
}

/** One quantile (type 7) of values that are sorted already, and some. */
export function quantileSorted(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place - Math.floor(place));
}
