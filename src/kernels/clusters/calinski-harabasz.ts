import { type Clustering, clusters } from './clustering.js';

/**
 * Calinski and Harabasz's variance ratio (1974): spread between clusters over spread within, each by its degrees of
 * freedom. Higher is better; there is no scale of its own. Infinity where all points lie on their means.
 *
 * Errors as `silhouetteScore`. Cost: O(n nFeatures).
 * @example
 * calinskiHarabaszScore(Float64Array.of(0, 2, 10, 12), { nFeatures: 1, labels: Int32Array.of(0, 0, 1, 1) }) // => 50
 */
export function calinskiHarabaszScore(points: Float64Array, clustering: Clustering): number {
  const { nFeatures } = clustering;
  const { n, k, sizes, means, within } = clusters(points, clustering);
  let between = 0;
  for (let c = 0; c < nFeatures; c++) {
    let centre = 0;
    for (let j = 0; j < k; j++) centre += (means[j * nFeatures + c]! * sizes[j]!) / n;
    for (let j = 0; j < k; j++) between += sizes[j]! * (means[j * nFeatures + c]! - centre) ** 2;
  }
  return between / (k - 1) / (within.reduce((a, b) => a + b, 0) / (n - k));
}
