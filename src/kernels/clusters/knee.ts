import { TillbookError } from '../../base/errors.js';

/**
 * Where a falling curve bends: the place farthest below the straight line from its first to its last point, both axes
 * scaled to 0..1 (Satopaa et al. 2011, "Kneedle", without smoothing). Null where none lies 0.1 or more below: there is no knee.
 *
 * @param x ascending; @param y as many, for instance the inertia per number of clusters.
 * @throws TillbookError BAD_PARAMETER for different lengths or x that does not ascend.
 * @example
 * knee([2, 3, 4, 5, 6], [100, 40, 35, 30, 26]) // => 3
 */
export function knee(x: readonly number[], y: readonly number[]): number | null {
  if (x.length !== y.length) throw new TillbookError('BAD_PARAMETER', `${x.length} places and ${y.length} values`);
  if (x.some((place, i) => i > 0 && !(place > x[i - 1]!)))
    throw new TillbookError('BAD_PARAMETER', 'places must ascend');
  const width = x.at(-1)! - x[0]!;
  const height = y[0]! - y.at(-1)!;
  if (x.length < 3 || !(height > 0)) return null;
  const below = x.map((place, i) => 1 - (place - x[0]!) / width - (y[i]! - y.at(-1)!) / height);
  const deepest = Math.max(...below);
  return deepest >= 0.1 ? x[below.indexOf(deepest)]! : null;
}
