import { type Clustering, clusters, squaredDistance } from './clustering.js';

/**
 * Davies and Bouldin's index (1979): for each cluster the neighbour it is least parted from, by mean distance to the own mean over the
 * distance of the means; averaged. Lower is better, 0 best. Infinity where two means coincide.
 *
 * Errors as `silhouetteScore`. Cost: O(n nFeatures + k^2 nFeatures).
 * @example
 * daviesBouldinScore(Float64Array.of(0, 2, 10, 12), { nFeatures: 1, labels: Int32Array.of(0, 0, 1, 1) }) // => 0.2
 */
export function daviesBouldinScore(points: Float64Array, clustering: Clustering): number {
  const { nFeatures, labels } = clustering;
  const { n, k, sizes, means } = clusters(points, clustering);
  const spread = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    spread[labels[i]!]! += Math.sqrt(squaredDistance(points, i, means, labels[i]!, nFeatures)) / sizes[labels[i]!]!;
  }
  let sum = 0;
  for (let a = 0; a < k; a++) {
    let worst = 0;
    for (let b = 0; b < k; b++) {
      if (a === b) continue;
      const apart = Math.sqrt(squaredDistance(means, a, means, b, nFeatures));
      worst = Math.max(worst, apart === 0 ? Number.POSITIVE_INFINITY : (spread[a]! + spread[b]!) / apart);
    }
    sum += worst;
  }
  return sum / k;
}
