import { basename, dirname } from 'node:path';
import { Worker } from 'node:worker_threads';

/**
 * Ends this process, its group and its files once its parent is gone. A thread of its own watches, because a timer on
 * the main thread never fires while a cell loops or blocks in `execSync`.
 *
 * `owner` is the parent as it wrote itself down: one that died before we looked is noticed too.
 */
export function watchParent(connectionFile: string, owner: number = process.ppid): void {
  const folder = dirname(connectionFile);
  const workerData = { owner, folder: basename(folder).startsWith('tillbook-') ? folder : null };
  new Worker(new URL('./parent-watch-thread.js', import.meta.url), { workerData }).unref();
}
