import { TillbookError } from '../../base/errors.js';
import { random } from '../../base/random.js';
import type { Interval } from '../bootstrap.js';
import { type Clustering, type Clusters, clusters, squaredDistance } from './clustering.js';

/**
 * Mean silhouette (Rousseeuw 1987) with squared Euclidean distances, exactly, as Spark's ClusteringEvaluator: from each cluster's mean
 * and spread instead of all pairs. Runs higher than the Euclidean one: do not compare the two. A point alone in its cluster counts 0.
 *
 * Errors as `silhouetteScore`. Cost: O(n k nFeatures).
 * @example
 * silhouetteSquared(Float64Array.of(0, 1, 10, 11), { nFeatures: 1, labels: Int32Array.of(0, 0, 1, 1) }).toFixed(5) // => '0.98995'
 */
export function silhouetteSquared(points: Float64Array, clustering: Clustering): number {
  const { nFeatures, labels } = clustering;
  const { n, k, sizes, means, within } = clusters(points, clustering);
  const spread = within.map((sum, j) => sum / sizes[j]!);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const label = labels[i]!;
    const size = sizes[label]!;
    if (size === 1) continue;
    let inside = 0;
    let outside = Number.POSITIVE_INFINITY;
    for (let j = 0; j < k; j++) {
      // The mean squared distance to a cluster's points is that to their mean plus their spread about it.
      const distance = squaredDistance(points, i, means, j, nFeatures) + spread[j]!;
      if (j === label) inside = (distance * size) / (size - 1);
      else if (distance < outside) outside = distance;
    }
    sum += value(inside, outside);
  }
  return sum / n;
}

/**
 * Mean silhouette with Euclidean distances, -1 to 1: exact up to `sampleSize` points, else on a sample stratified by cluster (each by its
 * share, at least 50 or all), distances taken within the sample, with a 95 % interval for the sampling (of the points and of the distances).
 *
 * @param options `sampleSize` default 5000; `seed` settles the sample.
 * @throws TillbookError BAD_INPUT unless there are 2 to n - 1 clusters, numbered from 0 without a gap, and finite points.
 * Cost: O(min(n, sampleSize)^2 nFeatures).
 * @example
 * silhouetteScore(Float64Array.of(0, 1, 10, 11), { nFeatures: 1, labels: Int32Array.of(0, 0, 1, 1), seed: 1 }).estimate.toFixed(5) // => '0.89975'
 */
export function silhouetteScore(
  points: Float64Array,
  options: Clustering & { readonly seed: number; readonly sampleSize?: number | undefined },
): Interval {
  const { nFeatures, labels, seed, sampleSize = 5000 } = options;
  if (!(sampleSize >= 2)) throw new TillbookError('BAD_PARAMETER', `sampleSize is ${sampleSize}: take at least 2`);
  const all = clusters(points, options);
  const rows = stratified(labels, all, sampleSize, seed);
  const bounds = new Int32Array(all.k + 1);
  for (const row of rows) bounds[labels[row]! + 1]!++;
  for (let j = 0; j < all.k; j++) bounds[j + 1]! += bounds[j]!;
  const taken = new Float64Array(rows.length * nFeatures);
  rows.forEach((row, i) => {
    taken.set(points.subarray(row * nFeatures, (row + 1) * nFeatures), i * nFeatures);
  });
  const parts = measured(taken, bounds, nFeatures, all.sizes);
  const share = (j: number) => all.sizes[j]! / all.n / (bounds[j + 1]! - bounds[j]!);
  let estimate = 0;
  let variance = 0;
  const influence = influences(taken, bounds, nFeatures, parts, share);
  for (let j = 0; j < all.k; j++) {
    const size = bounds[j + 1]! - bounds[j]!;
    let squares = 0;
    for (let i = bounds[j]!; i < bounds[j + 1]!; i++) {
      estimate += share(j) * parts[i]!.value;
      squares += influence[i]! ** 2;
    }
    if (size > 1) variance += (1 - size / all.sizes[j]!) * (size / (size - 1)) * squares;
  }
  const margin = 1.959963984540054 * Math.sqrt(variance);
  return { estimate, low: estimate - margin, high: estimate + margin };
}

/** A point among others that lie cluster by cluster: mean distance to its own, to the next cluster, and which that is. */
interface Part {
  readonly inside: number;
  readonly outside: number;
  readonly next: number;
  readonly value: number;
}

function measured(points: Float64Array, bounds: Int32Array, nFeatures: number, sizes: Int32Array): Part[] {
  const parts: Part[] = [];
  for (let label = 0; label + 1 < bounds.length; label++) {
    for (let i = bounds[label]!; i < bounds[label + 1]!; i++) {
      let inside = 0;
      let outside = Number.POSITIVE_INFINITY;
      let next = -1;
      for (let j = 0; j + 1 < bounds.length; j++) {
        const from = bounds[j]!;
        const to = bounds[j + 1]!;
        let sum = 0;
        for (let other = from; other < to; other++)
          sum += Math.sqrt(squaredDistance(points, i, points, other, nFeatures));
        if (j === label) inside = sum / Math.max(1, to - from - 1);
        else if (sum / (to - from) < outside) {
          outside = sum / (to - from);
          next = j;
        }
      }
      parts.push({ inside, outside, next, value: sizes[label] === 1 ? 0 : value(inside, outside) });
    }
  }
  return parts;
}

/**
 * How much each sampled point moves the estimate: by its own silhouette, and by the distances that others measure to it
 * (infinitesimal jackknife). The first alone would make the interval much too narrow.
 */
function influences(
  points: Float64Array,
  bounds: Int32Array,
  nFeatures: number,
  parts: readonly Part[],
  share: (label: number) => number,
): Float64Array {
  const found = new Float64Array(parts.length);
  for (let label = 0; label + 1 < bounds.length; label++) {
    const from = bounds[label]!;
    const to = bounds[label + 1]!;
    let mean = 0;
    for (let i = from; i < to; i++) mean += parts[i]!.value / (to - from);
    for (let i = from; i < to; i++) {
      const { inside, outside, next, value } = parts[i]!;
      found[i]! += share(label) * (value - mean);
      const larger = Math.max(inside, outside);
      if (larger === 0 || to - from < 2) continue;
      const byInside = inside < outside ? -1 / outside : -outside / inside ** 2;
      const byOutside = inside < outside ? inside / outside ** 2 : 1 / inside;
      spread(i, label, inside, (share(label) * byInside) / (to - from - 1));
      spread(i, next, outside, (share(label) * byOutside) / (bounds[next + 1]! - bounds[next]!));
    }
  }
  return found;

  function spread(i: number, label: number, mean: number, rate: number): void {
    for (let other = bounds[label]!; other < bounds[label + 1]!; other++) {
      if (other === i) continue;
      found[other]! += rate * (Math.sqrt(squaredDistance(points, i, points, other, nFeatures)) - mean);
    }
  }
}

function value(inside: number, outside: number): number {
  const larger = Math.max(inside, outside);
  return larger === 0 ? 0 : (outside - inside) / larger;
}

/** Rows of a sample, cluster by cluster; all rows if they are no more than asked for. */
function stratified(labels: Int32Array, { n, k, sizes }: Clusters, sampleSize: number, seed: number): Int32Array {
  const least = 50;
  const quota = Array.from(sizes, (size) =>
    n <= sampleSize ? size : Math.min(size, Math.max(least, Math.round((size / n) * sampleSize))),
  );
  const rows = Array.from({ length: k }, () => [] as number[]);
  const left = Int32Array.from(sizes);
  const { uniform } = random(seed);
  for (let row = 0; row < n; row++) {
    const label = labels[row]!;
    // Knuth's algorithm S: each row is taken with what is still wanted over what is still left.
    if (uniform() * left[label]! < quota[label]! - rows[label]!.length) rows[label]!.push(row);
    left[label]!--;
  }
  return Int32Array.from(rows.flat());
}
