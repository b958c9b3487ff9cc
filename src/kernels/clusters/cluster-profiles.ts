import { TillbookError } from '../../base/errors.js';
import type { Interval } from '../bootstrap.js';
import { finitePoints } from '../points.js';
import { quantileSorted } from '../quantile.js';

export interface ClusterProfile {
  readonly cluster: number;
  readonly size: number;
  /** Of all rows. */
  readonly share: number;
  /** Per column, in the units given. */
  readonly columns: {
    /** With a 95 % interval by the normal approximation; no wider than the figure itself for a single row. */
    readonly mean: Interval;
    /** With a 95 % interval by order statistics, which assumes no distribution. */
    readonly median: Interval;
    readonly quartiles: readonly [number, number];
  }[];
}

export interface ClusterProfiles {
  readonly clusters: ClusterProfile[];
  /** The same of all rows together. */
  readonly all: ClusterProfile;
}

const z = 1.959963984540054;

/**
 * Who is in each cluster, in original units: give the rows as they were before any logarithm and scaling.
 *
 * @param points n x nFeatures, row by row, with the labels of a K-Means over the same rows in the same order.
 * @throws TillbookError BAD_INPUT for values that are not finite, other than n labels, or a label below 0.
 * Cost: O(n log n nFeatures).
 * @example
 * const { clusters } = clusterProfiles(Float64Array.of(10, 30, 7), { nFeatures: 1, labels: Int32Array.of(0, 0, 1) });
 * clusters.map(({ size, columns }) => [size, columns[0]?.mean.estimate]) // => [[2, 20], [1, 7]]
 */
export function clusterProfiles(
  points: Float64Array,
  { nFeatures, labels }: { readonly nFeatures: number; readonly labels: Int32Array },
): ClusterProfiles {
  const n = finitePoints(points, nFeatures);
  if (labels.length !== n) throw new TillbookError('BAD_INPUT', `${labels.length} labels for ${n} points`);
  const members: number[][] = [];
  labels.forEach((label, row) => {
    if (label < 0) throw new TillbookError('BAD_INPUT', `the label of row ${row} is ${label}`);
    while (members.length <= label) members.push([]);
    members[label]!.push(row);
  });
  const profile = (rows: readonly number[], cluster: number): ClusterProfile => ({
    cluster,
    size: rows.length,
    share: rows.length / n,
    columns: Array.from({ length: nFeatures }, (_, c) =>
      column(Float64Array.from(rows, (row) => points[row * nFeatures + c]!).sort()),
    ),
  });
  return {
    clusters: members.map(profile).filter(({ size }) => size > 0),
    all: profile(
      Array.from(labels, (_, row) => row),
      -1,
    ),
  };
}

function column(sorted: Float64Array): ClusterProfile['columns'][number] {
  const n = sorted.length;
  const mean = sorted.reduce((sum, value) => sum + value / n, 0);
  const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, n - 1);
  const margin = z * Math.sqrt(variance / n);
  const reach = (z * Math.sqrt(n)) / 2;
  const rank = (place: number): number => sorted[Math.min(n - 1, Math.max(0, place))]!;
  return {
    mean: { estimate: mean, low: mean - margin, high: mean + margin },
    median: {
      estimate: quantileSorted(sorted, 0.5),
      low: rank(Math.floor(n / 2 - reach) - 1),
      high: rank(Math.ceil(n / 2 + reach)),
    },
    quartiles: [quantileSorted(sorted, 0.25), quantileSorted(sorted, 0.75)],
  };
}
