import { TillbookError } from '../base/errors.js';

/**
 * How far a distribution has moved from another over the same bins: the sum of (q - p) ln(q / p) of the bins' shares
 * (Siddiqi 2006). Below 0.1 counts as stable, above 0.25 as moved. A bin without members counts as half a member, so that
 * the index stays finite.
 *
 * @param before counts, not negative, one a bin; `after` likewise.
 * @throws TillbookError BAD_INPUT for different numbers of bins, a bad count, or no members on a side.
 * @example
 * populationStabilityIndex([50, 50], [50, 50]) // => 0
 */
export function populationStabilityIndex(before: readonly number[], after: readonly number[]): number {
  if (before.length !== after.length || before.length === 0) {
    throw new TillbookError('BAD_INPUT', `${before.length} bins before, ${after.length} after`);
  }
  const p = shares(before);
  const q = shares(after);
  return p.reduce((sum, share, i) => sum + (q[i]! - share) * Math.log(q[i]! / share), 0);
}

function shares(counts: readonly number[]): number[] {
  const bad = counts.findIndex((count) => !(count >= 0 && count < Infinity));
  if (bad >= 0) throw new TillbookError('BAD_INPUT', `bin ${bad} has ${counts[bad]} members`);
  if (counts.every((count) => count === 0)) throw new TillbookError('BAD_INPUT', 'no bin has a member');
  const filled = counts.map((count) => (count === 0 ? 0.5 : count));
  const total = filled.reduce((sum, count) => sum + count, 0);
  return filled.map((count) => count / total);
}
