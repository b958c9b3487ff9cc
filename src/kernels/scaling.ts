import { TillbookError } from '../base/errors.js';
import { finitePoints } from './points.js';

/** How columns were shifted and divided; keep it to scale next month's rows alike. */
export interface Scaling {
  readonly means: Float64Array;
  /** What each column was divided by; 1 where it is constant. */
  readonly scales: Float64Array;
}

/** By the sample standard deviation (n - 1, as Spark), the population one (n, as scikit-learn), or not at all. */
export type Standardize = 'sample' | 'population' | 'none';

/**
 * Columns brought to mean 0 and standard deviation 1.
 *
 * @param points n x nFeatures, row by row; not changed. A constant column becomes 0.
 * @throws TillbookError BAD_INPUT for no points and values that are not finite.
 * Cost: O(n nFeatures), one copy. The deviation is taken in two passes, which keeps it right far from 0.
 * @example
 * standardize(Float64Array.of(1, 5, 3, 5), 2, 'population').points // => Float64Array.of(-1, 0, 1, 0)
 */
export function standardize(
  points: Float64Array,
  nFeatures: number,
  by: Standardize,
): Scaling & { readonly points: Float64Array } {
  const n = finitePoints(points, nFeatures);
  const means = new Float64Array(nFeatures);
  const scales = new Float64Array(nFeatures).fill(1);
  if (by !== 'none') {
    for (let c = 0; c < nFeatures; c++) {
      let sum = 0;
      let constant = true;
      for (let i = c; i < points.length; i += nFeatures) {
        sum += points[i]! / n;
        constant &&= points[i] === points[c];
      }
      if (constant) sum = points[c]!;
      let squares = 0;
      for (let i = c; i < points.length; i += nFeatures) squares += (points[i]! - sum) ** 2;
      means[c] = sum;
      const deviation = Math.sqrt(squares / Math.max(1, by === 'sample' ? n - 1 : n));
      scales[c] = deviation > 0 ? deviation : 1;
    }
  }
  return { points: scaled(points, { means, scales }), means, scales };
}

/**
 * Rows scaled as others were before.
 *
 * @example
 * scaled(Float64Array.of(7), { means: Float64Array.of(5), scales: Float64Array.of(2) }) // => Float64Array.of(1)
 */
export function scaled(points: Float64Array, { means, scales }: Scaling): Float64Array {
  const nFeatures = means.length;
  return points.map((value, i) => (value - means[i % nFeatures]!) / scales[i % nFeatures]!);
}

/**
 * ln(1 + value) in the columns named by number, the others as they are.
 *
 * @throws TillbookError BAD_INPUT for a value of such a column that is not above -1, with row and column; BAD_PARAMETER for a column that is not there.
 * @example
 * log1p(Float64Array.of(0, 0, Math.E - 1, 8), 2, [0]) // => Float64Array.of(0, 0, 1, 8)
 */
export function log1p(points: Float64Array, nFeatures: number, columns: readonly number[]): Float64Array {
  finitePoints(points, nFeatures);
  const logged = Float64Array.from(points);
  for (const column of columns) {
    if (!Number.isInteger(column) || column < 0 || column >= nFeatures) {
      throw new TillbookError('BAD_PARAMETER', `log1p of column ${column}, but there are ${nFeatures} (from 0)`);
    }
    for (let i = column; i < points.length; i += nFeatures) {
      if (!(points[i]! > -1)) {
        const message = `log1p of ${points[i]} at row ${Math.floor(i / nFeatures)}, column ${column} (both from 0)`;
        throw new TillbookError('BAD_INPUT', message, { hint: 'log1p takes values above -1' });
      }
      logged[i] = Math.log1p(points[i]!);
    }
  }
  return logged;
}
