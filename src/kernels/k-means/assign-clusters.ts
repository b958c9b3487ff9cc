import { TillbookError } from '../../base/errors.js';
import { finitePoints } from '../points.js';

/**
 * The nearest centroid of each row, the first of equally near ones: what a fitted K-Means says of new rows, which must have been scaled alike.
 *
 * @throws TillbookError BAD_INPUT for no rows or values that are not finite; BAD_PARAMETER for centroids that are no rows of nFeatures.
 * Cost: O(n k nFeatures).
 * @example
 * assignClusters(Float64Array.of(1, 8, 5), { nFeatures: 1, centroids: Float64Array.of(10, 0) }) // => Int32Array.of(1, 0, 0)
 */
export function assignClusters(
  points: Float64Array,
  { nFeatures, centroids }: { readonly nFeatures: number; readonly centroids: Float64Array },
): Int32Array {
  const n = finitePoints(points, nFeatures);
  if (centroids.length === 0 || centroids.length % nFeatures !== 0) {
    throw new TillbookError('BAD_PARAMETER', `${centroids.length} numbers are no centroids of ${nFeatures} features`);
  }
  const labels = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j * nFeatures < centroids.length; j++) {
      let distance = 0;
      for (let c = 0; c < nFeatures; c++) {
        const difference = points[i * nFeatures + c]! - centroids[j * nFeatures + c]!;
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        labels[i] = j;
      }
    }
  }
  return labels;
}
