import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, TillbookError } from '../../base/errors.js';
import type { CellBatch } from './cell-batch.js';
import type { SheetTask } from './scan-part.js';
import type { SheetSummary } from './scan-sheet.js';

/** What the worker says: a batch, or in the end what the sheet came to or why it could not be read. */
export interface FromWorker {
  readonly batch?: CellBatch;
  readonly summary?: SheetSummary;
  readonly failure?: {
    readonly code: ErrorCode | undefined;
    readonly message: string;
    readonly hint: string | undefined;
    readonly stack: string | undefined;
  };
}

/** The compiled worker, also where this file runs from its source under a test. */
const here = import.meta.url;
const script = new URL(
  here.endsWith('.ts') ? '../../../dist/datasets/xlsx/sheet-worker.js' : './sheet-worker.js',
  here,
);

/** `scanPart` on a thread of its own, with at most two batches under way. */
export async function* scanInWorker(task: SheetTask): AsyncGenerator<CellBatch, SheetSummary> {
  const worker = new Worker(script, { workerData: task, name: `tillbook ${task.part}` });
  const ended = new AbortController();
  let code = 0;
  worker.on('exit', (exit) => {
    code = exit;
    ended.abort();
  });
  try {
    for await (const [message] of on(worker, 'message', { signal: ended.signal }) as AsyncIterable<[FromWorker]>) {
      const { batch, summary, failure } = message;
      if (batch) {
        yield batch;
        worker.postMessage('next');
      }
      if (summary) return summary;
      if (failure) throw rebuilt(failure);
    }
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
  } finally {
    await worker.terminate();
  }
  throw new TillbookError('BAD_INPUT', `${task.scan.place}: the thread that read it ended with code ${code}`, {
    hint: 'this is a fault of Tillbook or a lack of memory: run again, then report it',
  });
}

function rebuilt({ code, message, hint, stack }: NonNullable<FromWorker['failure']>): Error {
  if (code !== undefined) return new TillbookError(code, message, hint === undefined ? {} : { hint });
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
