import type { Member } from './member.js';
import { inertia } from './steps.js';

/**
 * Gives each empty cluster the point that lies farthest from its centroid, and takes it from the cluster that had it
 * (scikit-learn's rule). Of equally far points the first in the tree's order; a cluster's only point is left where it is.
 */
export function relocateEmpty(self: Member, centroids: Float64Array, sums: Float64Array, nClusters: number): void {
  const width = self.layout.nFeatures + 1;
  const weightAt = (cluster: number) => cluster * width + width - 1;
  const empty = Array.from({ length: nClusters }, (_, cluster) => cluster).filter((i) => sums[weightAt(i)] === 0);
  if (empty.length === 0) return;
  inertia(self, centroids);
  const { nearest, labels, weights } = self;
  const taken = new Set<number>();
  for (const cluster of empty) {
    let farthest = -1;
    for (let i = 0; i < nearest.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      if (weight > 0 && (farthest < 0 || nearest[i]! > nearest[farthest]!) && !taken.has(i)) {
        if (sums[weightAt(labels[i]!)]! > weight) farthest = i;
      }
    }
    if (farthest < 0) break;
    taken.add(farthest);
    const weight = weights === null ? 1 : weights[farthest]!;
    const from = labels[farthest]! * width;
    self.point(farthest).forEach((value, c) => {
      sums[from + c]! -= weight * value;
      sums[cluster * width + c] = weight * value;
    });
    sums[from + width - 1]! -= weight;
    sums[weightAt(cluster)] = weight;
  }
  // All have read labels and distances before anybody writes new ones.
  self.crew.each(0, () => undefined);
}
