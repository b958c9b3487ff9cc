import type { Crew } from '../crew.js';
import { doubles, type Functions, header, instantiate, integers, type Layout, resultsPerTask } from './workspace.js';

/** What one member of a crew works with: the shared arrays as views, and its own place for centroids. */
export interface Member {
  readonly crew: Crew;
  readonly layout: Layout;
  readonly run: Functions;
  readonly space: number;
  readonly centroidsAt: number;
  readonly centroids: Float64Array;
  readonly integersAt: number;
  readonly integers: Int32Array;
  /** Leaf by leaf, in each leaf column by column. */
  readonly points: Float64Array;
  readonly labels: Int32Array;
  readonly nearest: Float64Array;
  readonly weights: Float64Array | null;
  readonly leafStart: Int32Array;
  readonly leafPotential: Float64Array;
  readonly partial: Float64Array;
  readonly changed: Int32Array;
  readonly results: Float64Array;
  /** Copies the point at a place of the tree's order. */
  point(place: number): Float64Array;
}

export function member(crew: Crew, layout: Layout): Member {
  const { n, nFeatures, nClusters, leaves, tasks, addresses } = layout;
  const own = layout.own[crew.rank]!;
  const places = Math.max(nClusters, resultsPerTask);
  const points = doubles(layout, addresses.points, n * nFeatures);
  const leafStart = integers(layout, addresses.leafStart, leaves + 1);
  return {
    crew,
    layout,
    run: instantiate(layout),
    space: header,
    centroidsAt: own.centroids,
    centroids: doubles(layout, own.centroids, places * nFeatures),
    integersAt: own.integers,
    integers: integers(layout, own.integers, places),
    points,
    labels: integers(layout, addresses.labels, n),
    nearest: doubles(layout, addresses.nearest, n),
    weights: layout.weighted ? doubles(layout, addresses.weights, n) : null,
    leafStart,
    leafPotential: doubles(layout, addresses.leafPotential, leaves),
    partial: doubles(layout, addresses.partial, 2 * tasks * nClusters * (nFeatures + 1)),
    changed: integers(layout, addresses.changed, 2 * tasks),
    results: doubles(layout, addresses.results, tasks * resultsPerTask),
    point(place) {
      const leaf = lastNotAbove(leafStart, place);
      const start = leafStart[leaf]!;
      const size = leafStart[leaf + 1]! - start;
      return Float64Array.from({ length: nFeatures }, (_, c) => points[start * nFeatures + c * size + place - start]!);
    },
  };
}

/** Results that k-means.as leaves per task beside those of its trials, so that nobody overwrites what another still reads. */
export const inertiaSlot = 62;
export const potentialSlot = 63;

/** Adds up what every task left as its result number `which`, in the order of the tasks. */
export function total({ results, layout }: Member, which: number): number {
  let sum = 0;
  for (let task = 0; task < layout.tasks; task++) sum += results[task * resultsPerTask + which]!;
  return sum;
}

/** The last place in an ascending array whose value is not above `value`. */
function lastNotAbove(ascending: Int32Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}
