import type { Member } from './member.js';
import { integers } from './workspace.js';

/**
 * Regroups the points into the leaves of a k-d tree, so that near points lie near in memory and a whole subtree can be
 * given to one centroid at once. Splits are medians of a sample, a row every so often; each row then finds its leaf by
 * comparing, and a stable counting sort moves it there. Equal points always share a leaf.
 * Cost: O(n log n) comparisons, three passes over memory.
 */
export function buildPointTree({ crew, layout, run, space, leafStart }: Member): void {
  const { n, leaves, tasks, chunks, sampled, addresses } = layout;
  const sample = integers(layout, addresses.sample, sampled);
  const top = leaves >= 64 ? 16 : 1;
  const chunkStart = (chunk: number) => Math.floor((n * chunk) / chunks);
  crew.each(1, () => {
    for (let i = 0; i < sampled; i++) sample[i] = Math.floor((i * n) / sampled);
    run.split(space, 1, 0, sampled, top);
  });
  crew.each(top, (i) => {
    if (top < leaves) run.split(space, top + i, leafStart[2 * i]!, leafStart[2 * i + 1]!, leaves);
  });
  crew.each(chunks, (chunk) => run.route(space, chunk, chunkStart(chunk), chunkStart(chunk + 1)));
  crew.each(1, () => run.place(space));
  crew.each(chunks, (chunk) => run.move(space, chunk, chunkStart(chunk), chunkStart(chunk + 1)));
  crew.each(tasks, (task) => run.measure(space, task));
}
