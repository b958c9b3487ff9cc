import { openZip, type ZipLimits, type ZipSource } from '../zip/zip-archive.js';
import type { CellBatch } from './cell-batch.js';
import { type SheetScanOptions, type SheetSummary, sheetScanner } from './scan-sheet.js';
import { utf8Chunks } from './xml-text.js';

/** One sheet to read: plain data, so that it can go to a worker thread. */
export interface SheetTask {
  readonly source: ZipSource;
  readonly label: string;
  readonly part: string;
  readonly scan: SheetScanOptions;
  readonly limits: ZipLimits;
}

/** Reads a sheet as a stream of batches, and answers what it came to. Opens the zip on its own. */
export async function* scanPart(task: SheetTask): AsyncGenerator<CellBatch, SheetSummary> {
  const zip = await openZip(task.source, task.label, task.limits);
  try {
    let ready: CellBatch[] = [];
    const scanner = sheetScanner(task.scan, (batch) => ready.push(batch));
    for await (const chunk of utf8Chunks(zip.read(zip.find(task.part)!), task.scan.place)) {
      scanner.push(chunk);
      yield* ready;
      ready = [];
    }
    const summary = scanner.end();
    yield* ready;
    return summary;
  } finally {
    zip.close();
  }
}
