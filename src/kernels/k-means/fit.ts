import { type Random, random } from '../../base/random.js';
import type { Crew } from '../crew.js';
import { type Fit, lloyd } from './lloyd.js';
import { type Member, member, potentialSlot, total } from './member.js';
import { buildPointTree } from './point-tree.js';
import { mostPolished, polished } from './polish.js';
import { plant, plusPlusSeeds, randomSeeds } from './seed.js';
import { assign, inertia } from './steps.js';
import { doubles, type Layout } from './workspace.js';

/** One K-Means over the points of a workspace, checked and complete. */
export interface FitOrder {
  readonly layout: Layout;
  /** The tree stands already, from an earlier order over the same workspace. */
  readonly built: boolean;
  readonly nClusters: number;
  readonly seed: number;
  readonly nInit: number;
  readonly maxIter: number;
  readonly tol: number;
  readonly init: 'k-means++' | 'random' | Float64Array;
  readonly polish: boolean;
}

export interface FitAnswer extends Fit {
  /** Weight (without weights: points) per cluster. */
  readonly sizes: number[];
}

/**
 * The program of a K-Means, run by every member of a crew: the tree, then `nInit` starts, the best of which is kept
 * (the first of equals) and renumbered. Every second start is the best so far with one centroid moved elsewhere: among
 * many starts, that finds what fresh ones miss. Labels by row are left in the workspace's `cells`.
 */
export function fitTogether(crew: Crew, order: FitOrder): FitAnswer {
  const self = member(crew, order.layout);
  if (!order.built) buildPointTree(self);
  const { nFeatures } = order.layout;
  const tolerance = order.tol === 0 ? 0 : order.tol * meanVariance(self);
  const seeds = random(order.seed);
  /** The centroids that the labels in the workspace belong to. */
  let labelled: Float64Array | undefined;
  const run = (start: number, soFar?: Fit): Fit => {
    const stream = seeds.fork(start);
    const places = soFar && start % 2 === 1 ? swapped(self, soFar.centroids, stream) : initial(self, order, stream);
    let fit = lloyd(self, places, order.nClusters, order.maxIter, tolerance);
    labelled = fit.centroids;
    while (order.polish && order.layout.n <= mostPolished && fit.converged) {
      const better = polished(self, fit.centroids);
      // All have read the labels before anybody writes new ones.
      crew.each(0, () => undefined);
      if (better === null) break;
      const { nIter } = fit;
      const next = lloyd(self, better, order.nClusters, order.maxIter, tolerance);
      labelled = next.centroids;
      if (!(next.inertia < fit.inertia)) break;
      fit = { ...next, nIter: nIter + next.nIter };
    }
    return fit;
  };
  let best = run(0);
  for (let start = 1; start < order.nInit; start++) {
    const fit = run(start, best);
    if (fit.inertia < best.inertia) best = fit;
  }
  if (labelled !== best.centroids) {
    assign(self, best.centroids, order.nClusters, 0);
    inertia(self, best.centroids);
  }
  const sizes = weightPerCluster(self, order.nClusters);
  const rank = bySize(best.centroids, sizes, nFeatures);
  rank.forEach((cluster, number) => {
    self.integers[cluster] = number;
  });
  crew.each(order.layout.tasks, (task) => self.run.publish(self.space, task, self.integersAt));
  const centroids = new Float64Array(order.nClusters * nFeatures);
  rank.forEach((cluster, number) => {
    centroids.set(best.centroids.subarray(cluster * nFeatures, (cluster + 1) * nFeatures), number * nFeatures);
  });
  return { ...best, centroids, sizes: rank.map((cluster) => sizes[cluster]!) };
}

function weightPerCluster({ labels, weights }: Member, nClusters: number): number[] {
  const sizes = new Float64Array(nClusters);
  for (let i = 0; i < labels.length; i++) sizes[labels[i]!]! += weights === null ? 1 : weights[i]!;
  return [...sizes];
}

function initial(self: Member, { init, nClusters }: FitOrder, stream: Random): Float64Array {
  if (init === 'k-means++') return plusPlusSeeds(self, nClusters, stream);
  if (init === 'random') return randomSeeds(self, nClusters, stream);
  return init;
}

/** The best so far with one of its centroids put on a random point (Fränti 2018). */
function swapped(self: Member, centroids: Float64Array, { integer }: Random): Float64Array {
  const { n, nFeatures } = self.layout;
  const places = Float64Array.from(centroids);
  places.set(self.point(integer(0, n - 1)), integer(0, centroids.length / nFeatures - 1) * nFeatures);
  return places;
}

/** scikit-learn's yardstick for `tol`: the mean of the columns' variances (here weighted, if there are weights). */
function meanVariance(self: Member): number {
  const { layout, crew } = self;
  const width = layout.nFeatures + 1;
  const roots = doubles(layout, layout.addresses.sums + 8 * layout.tasks * width, layout.tasks * width);
  const sums = new Float64Array(width);
  roots.forEach((sum, i) => {
    sums[i % width]! += sum;
  });
  const weight = sums[layout.nFeatures]!;
  plant(
    self,
    sums.subarray(0, layout.nFeatures).map((sum) => sum / weight),
    true,
  );
  const squares = total(self, potentialSlot);
  // The seeds leave their potentials in the same place: not before all have read this one.
  crew.each(0, () => undefined);
  return squares / weight / layout.nFeatures;
}

/** The rule of the numbers: the largest cluster is 0; of equal sizes the one whose centroid comes first, column by column. */
function bySize(centroids: Float64Array, sizes: readonly number[], nFeatures: number): number[] {
  const before = (a: number, b: number): number => {
    if (sizes[a] !== sizes[b]) return sizes[b]! - sizes[a]!;
    for (let c = 0; c < nFeatures; c++) {
      const difference = centroids[a * nFeatures + c]! - centroids[b * nFeatures + c]!;
      if (difference !== 0) return difference;
    }
    return a - b;
  };
  return sizes.map((_, cluster) => cluster).sort(before);
}
