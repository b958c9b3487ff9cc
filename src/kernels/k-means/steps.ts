import { inertiaSlot, type Member, total } from './member.js';

/** One assignment step; answers whether a point changed its cluster. `step` alternates the places of its sums. */
export function assign(self: Member, centroids: Float64Array, nClusters: number, step: number): boolean {
  const { crew, layout, run, space, changed, centroidsAt } = self;
  const set = step % 2;
  self.centroids.set(centroids);
  crew.each(layout.tasks, (task) => run.assign(space, task, centroidsAt, nClusters, set));
  for (let task = 0; task < layout.tasks; task++) if (changed[set * layout.tasks + task] === 1) return true;
  return false;
}

/** Sum of weight x squared distance to the own centroid; leaves each point's label and distance behind. */
export function inertia(self: Member, centroids: Float64Array): number {
  self.centroids.set(centroids);
  self.crew.each(self.layout.tasks, (task) => self.run.settle(self.space, task, self.centroidsAt));
  return total(self, inertiaSlot);
}
