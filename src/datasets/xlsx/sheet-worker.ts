import { parentPort, workerData } from 'node:worker_threads';
import { TillbookError } from '../../base/errors.js';
import type { CellBatch } from './cell-batch.js';
import type { FromWorker } from './scan-in-worker.js';
import { type SheetTask, scanPart } from './scan-part.js';

/** Batches that may be on their way at once. */
const ahead = 2;

const port = parentPort!;
let credit = ahead;
let resume: (() => void) | undefined;
port.on('message', () => {
  credit++;
  resume?.();
});

const send = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

function buffers({ rows, columns }: CellBatch): ArrayBuffer[] {
  const all = columns.flatMap(({ kinds, values }) => [kinds.buffer, values.buffer]);
  return [rows.buffer, ...all] as ArrayBuffer[];
}

try {
  const batches = scanPart(workerData as SheetTask);
  for (;;) {
    const { done, value } = await batches.next();
    if (done) {
      send({ summary: value });
      break;
    }
    while (credit === 0) {
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
    }
    credit--;
    send({ batch: value }, buffers(value));
  }
} catch (error) {
  const { message, stack } = error as Error;
  const { code, hint } = error instanceof TillbookError ? error : { code: undefined, hint: undefined };
  send({ failure: { code, message, hint, stack } });
} finally {
  port.close();
}
