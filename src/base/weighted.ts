import type { Random } from './random.js';

/**
 * Draws an index with a probability in proportion to its weight, in constant time (Walker's alias method, Vose 1991).
 *
 * @param weights not negative, at least one of them positive.
 * @throws RangeError for no weights, a negative one, or none positive.
 */
export function weighted(weights: readonly number[]): (random: Random) => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0) || !Number.isFinite(total) || weights.some((weight) => weight < 0)) {
    throw new RangeError(`weights must be finite, not negative, and one of them positive: ${weights.length} given`);
  }
  const n = weights.length;
  const share = Float64Array.from(weights, (weight) => (weight * n) / total);
  const alias = new Int32Array(n);
  const small: number[] = [];
  const large: number[] = [];
  share.forEach((value, i) => {
    (value < 1 ? small : large).push(i);
  });
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!;
    const more = large.pop()!;
    alias[less] = more;
    share[more] = share[more]! + share[less]! - 1;
    (share[more]! < 1 ? small : large).push(more);
  }
  for (const rest of [...small, ...large]) share[rest] = 1;
  return (random) => {
    const i = random.integer(0, n - 1);
    return random.uniform() < share[i]! ? i : alias[i]!;
  };
}
