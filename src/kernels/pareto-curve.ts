import { TillbookError } from '../base/errors.js';

export interface ParetoPoint {
  /** How many of the largest are counted. */
  readonly count: number;
  /** Their sum. */
  readonly sum: number;
}

/**
 * The running sum of values from the largest down, at no more than `points` places: the first 50 one by one (that is
 * where the curve bends), then evenly, the last always.
 *
 * @param values in any order; not changed. Negative values make the curve fall at its end.
 * @param points at least 2, default 300.
 * Cost: O(n log n) time, one copy. An empty array gives no points.
 * @throws TillbookError BAD_INPUT for a value that is not finite.
 * @example
 * paretoCurve(Float64Array.of(1, 5, 2)).map((point) => point.sum) // => [5, 7, 8]
 */
export function paretoCurve(values: Float64Array, points = 300): ParetoPoint[] {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new TillbookError('BAD_INPUT', `value ${bad} is ${values[bad]}`, { hint: 'filter it out first' });
  const sorted = Float64Array.from(values).sort().reverse();
  const kept = keptCounts(sorted.length, points);
  const curve: ParetoPoint[] = [];
  let sum = 0;
  sorted.forEach((value, i) => {
    sum += value;
    if (kept.has(i + 1)) curve.push({ count: i + 1, sum });
  });
  return curve;
}

function keptCounts(length: number, points: number): Set<number> {
  const singles = Math.min(50, length, points - 1);
  const steps = Math.min(points, length) - singles;
  const counts = Array.from({ length: singles }, (_, i) => i + 1);
  for (let step = 1; step <= steps; step++) counts.push(Math.round(singles + ((length - singles) * step) / steps));
  return new Set(counts);
}
