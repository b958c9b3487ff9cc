import { TillbookError } from '../base/errors.js';

/**
 * The number of rows of row-major points, checked: nFeatures divides their length, there are some, and each is finite.
 *
 * @param largest the largest size of a value that the caller can work with.
 * @throws TillbookError BAD_PARAMETER for nFeatures, BAD_INPUT for the points, with row and column.
 */
export function finitePoints(points: Float64Array, nFeatures: number, largest = Number.MAX_VALUE): number {
  if (!Number.isSafeInteger(nFeatures) || nFeatures < 1) {
    throw new TillbookError('BAD_PARAMETER', `nFeatures is ${nFeatures}`, { hint: 'take a whole number from 1 on' });
  }
  if (points.length % nFeatures !== 0) {
    const message = `${points.length} numbers do not make rows of ${nFeatures} features`;
    throw new TillbookError('BAD_PARAMETER', message, { hint: 'give points row by row, and the right nFeatures' });
  }
  if (points.length === 0)
    throw new TillbookError('BAD_INPUT', 'there are no points', { hint: 'give at least one row' });
  for (let i = 0; i < points.length; i++) {
    if (!(Math.abs(points[i]!) <= largest)) {
      const where = `row ${Math.floor(i / nFeatures)}, column ${i % nFeatures} (both from 0)`;
      const hint = Number.isFinite(points[i])
        ? `scale the column below ${largest}`
        : 'filter such rows out, or fill them';
      throw new TillbookError('BAD_INPUT', `${where} is ${points[i]}`, { hint });
    }
  }
  return points.length / nFeatures;
}
