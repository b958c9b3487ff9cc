import { TillbookError } from '../../base/errors.js';
import { finitePoints } from '../points.js';

/** Points with the cluster of each, however it was found. */
export interface Clustering {
  readonly nFeatures: number;
  /** Per row 0 to k - 1. */
  readonly labels: Int32Array;
}

export interface Clusters {
  readonly n: number;
  readonly k: number;
  readonly sizes: Int32Array;
  /** k x nFeatures. */
  readonly means: Float64Array;
  /** Per cluster the sum of squared distances to its mean. */
  readonly within: Float64Array;
}

/**
 * Sizes, means and spread of clusters.
 *
 * @throws TillbookError BAD_INPUT where labels do not fit the points, a cluster of 0..k-1 has no point, or there are fewer than two
 * clusters or as many as points: an index of how well clusters part says nothing then.
 */
export function clusters(points: Float64Array, { nFeatures, labels }: Clustering): Clusters {
  const n = finitePoints(points, nFeatures);
  if (labels.length !== n) throw new TillbookError('BAD_INPUT', `${labels.length} labels for ${n} points`);
  let k = 0;
  labels.forEach((label, row) => {
    if (label < 0) throw new TillbookError('BAD_INPUT', `the label of row ${row} is ${label}`);
    if (label >= k) k = label + 1;
  });
  if (k < 2 || k >= n) {
    throw new TillbookError('BAD_INPUT', `${k} clusters of ${n} points: an index needs 2 to n - 1 clusters`);
  }
  const sizes = new Int32Array(k);
  const means = new Float64Array(k * nFeatures);
  const within = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    sizes[labels[i]!]!++;
    for (let c = 0; c < nFeatures; c++) means[labels[i]! * nFeatures + c]! += points[i * nFeatures + c]!;
  }
  const vacant = sizes.indexOf(0);
  if (vacant >= 0) throw new TillbookError('BAD_INPUT', `cluster ${vacant} of 0 to ${k - 1} has no points`);
  for (let i = 0; i < means.length; i++) means[i]! /= sizes[Math.floor(i / nFeatures)]!;
  for (let i = 0; i < n; i++) within[labels[i]!]! += squaredDistance(points, i, means, labels[i]!, nFeatures);
  return { n, k, sizes, means, within };
}

export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, nFeatures: number): number {
  let sum = 0;
  for (let c = 0; c < nFeatures; c++) {
    const difference = a[i * nFeatures + c]! - b[j * nFeatures + c]!;
    sum += difference * difference;
  }
  return sum;
}
