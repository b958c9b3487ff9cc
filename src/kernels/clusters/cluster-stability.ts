import { random } from '../../base/random.js';
import { assignClusters } from '../k-means/assign-clusters.js';
import { kmeansFitter } from '../k-means/k-means.js';
import { quick } from './quick.js';

/**
 * How much of each cluster comes back when K-Means sees a resample instead (Hennig 2007): the mean, over resamples with
 * replacement, of the Jaccard index with the most similar new cluster, all points assigned to the new centroids.
 * Above 0.75 a cluster counts as stable, below 0.6 as dissolved. Evenly spread points can be cut stably: stable is not yet real.
 *
 * @param options `centroids` of the clustering in question; `resamples` default 20.
 * @returns one index per centroid, 0 to 1; 0 for one without points.
 * @throws TillbookError as `kmeansSync`, which runs once per resample with 3 starts: take a sample of 20,000 or less.
 * @example
 * clusterStability(Float64Array.of(0, 1, 2, 90, 91, 92), { nFeatures: 1, centroids: Float64Array.of(1, 91), seed: 1 }) // => [1, 1]
 */
export function clusterStability(
  points: Float64Array,
  options: {
    readonly nFeatures: number;
    readonly centroids: Float64Array;
    readonly seed: number;
    readonly resamples?: number | undefined;
  },
): number[] {
  const { nFeatures, centroids, seed, resamples = 20 } = options;
  const sums = new Float64Array(centroids.length / nFeatures);
  for (let i = 0; i < resamples; i++) {
    recovered(points, nFeatures, [centroids], seed * 65537 + i)[0]!.forEach((index, cluster) => {
      sums[cluster]! += index;
    });
  }
  return Array.from(sums, (sum) => sum / resamples);
}

/** For one resample and several clusterings: per cluster the Jaccard index with the most similar new one. */
export function recovered(
  points: Float64Array,
  nFeatures: number,
  clusterings: readonly Float64Array[],
  seed: number,
): number[][] {
  const n = points.length / nFeatures;
  const { integer } = random(seed);
  const drawn = new Float64Array(points.length);
  for (let i = 0; i < n; i++) {
    const row = integer(0, n - 1);
    drawn.set(points.subarray(row * nFeatures, (row + 1) * nFeatures), i * nFeatures);
  }
  const different = distinctRows(drawn, nFeatures, Math.max(...clusterings.map((one) => one.length / nFeatures)));
  const fit = kmeansFitter(drawn, nFeatures, Math.max(...clusterings.map((one) => one.length / nFeatures)));
  return clusterings.map((centroids) => {
    const k = centroids.length / nFeatures;
    const again = fit({ nClusters: Math.min(k, different), seed: Math.abs(seed), ...quick });
    const before = assignClusters(points, { nFeatures, centroids });
    const after = assignClusters(points, { nFeatures, centroids: again.centroids });
    return jaccard(before, after, k, again.centroids.length / nFeatures);
  });
}

/** Per cluster of the first labelling, the largest share of points in both over points in either. */
export function jaccard(before: Int32Array, after: Int32Array, kBefore: number, kAfter: number): number[] {
  const both = new Float64Array(kBefore * kAfter);
  const sizesBefore = new Float64Array(kBefore);
  const sizesAfter = new Float64Array(kAfter);
  before.forEach((label, i) => {
    both[label * kAfter + after[i]!]!++;
    sizesBefore[label]!++;
    sizesAfter[after[i]!]!++;
  });
  return Array.from(sizesBefore, (size, a) => {
    if (size === 0) return 0;
    const shares = Array.from(sizesAfter, (other, b) => both[a * kAfter + b]! / (size + other - both[a * kAfter + b]!));
    return Math.max(...shares);
  });
}

/** How many different rows there are, counted up to `enough`. */
function distinctRows(points: Float64Array, nFeatures: number, enough: number): number {
  const seen = new Set<string>();
  for (let i = 0; i < points.length && seen.size < enough; i += nFeatures)
    seen.add(points.subarray(i, i + nFeatures).join());
  return seen.size;
}
