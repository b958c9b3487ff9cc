import type { Member } from './member.js';
import { relocateEmpty } from './relocate.js';
import { assign, inertia } from './steps.js';

export interface Fit {
  readonly centroids: Float64Array;
  readonly inertia: number;
  readonly nIter: number;
  readonly converged: boolean;
}

/**
 * Lloyd's iteration from given centroids: assign (by the filtering algorithm of k-means.as), take means, until no point
 * changes its cluster, or the centroids' squared shift is at most `tolerance`, or `maxIter` assignments are done.
 *
 * In one step, going down the tree, a centroid is dropped once another is nearer to every place of a node's box, and a
 * node with one centroid left is added as a whole (Pelleg & Moore 1999, Kanungo et al. 2002). So a step costs the leaves
 * that the borders between clusters cross, instead of all n points. A centroid is dropped only by more than rounding
 * could account for: the labels are exactly those of comparing each point with each centroid, the first of equals taken.
 */
export function lloyd(self: Member, start: Float64Array, nClusters: number, maxIter: number, tolerance: number): Fit {
  const { nFeatures } = self.layout;
  let centroids = start;
  let converged = false;
  let settled = false;
  let nIter = 0;
  while (nIter < maxIter && !converged) {
    const moved = assign(self, centroids, nClusters, nIter);
    nIter++;
    if (nIter > 1 && !moved) {
      converged = true;
      settled = true;
    } else {
      const sums = clusterSums(self, nClusters, nIter - 1);
      relocateEmpty(self, centroids, sums, nClusters);
      const next = means(sums, centroids, nFeatures);
      converged = squaredShift(centroids, next) <= tolerance && tolerance > 0;
      centroids = next;
    }
  }
  if (!settled) assign(self, centroids, nClusters, nIter);
  return { centroids, inertia: inertia(self, centroids), nIter, converged };
}

function clusterSums({ layout, partial }: Member, nClusters: number, step: number): Float64Array {
  const width = layout.nFeatures + 1;
  const room = layout.nClusters * width;
  const sums = new Float64Array(nClusters * width);
  for (let task = 0; task < layout.tasks; task++) {
    const from = ((step % 2) * layout.tasks + task) * room;
    for (let i = 0; i < sums.length; i++) sums[i]! += partial[from + i]!;
  }
  return sums;
}

/** A cluster that is empty in spite of all keeps its centroid. */
function means(sums: Float64Array, before: Float64Array, nFeatures: number): Float64Array {
  return before.map((place, i) => {
    const from = Math.floor(i / nFeatures) * (nFeatures + 1);
    const weight = sums[from + nFeatures]!;
    return weight > 0 ? sums[from + (i % nFeatures)]! / weight : place;
  });
}

function squaredShift(before: Float64Array, after: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < before.length; i++) sum += (after[i]! - before[i]!) ** 2;
  return sum;
}
