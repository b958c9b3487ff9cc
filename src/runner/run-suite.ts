import { join } from 'node:path';
import { exitCodes } from '../base/errors.js';
import { earlierRecords } from './earlier-records.js';
import { withOutputFolder } from './output-folder.js';
import type { SuitePlan } from './plan-suite.js';
import type { RunRecord } from './record.js';
import { renderIndex } from './report/render-index.js';
import { type RunNotebookOptions, runNotebook } from './run-notebook.js';
import { saveFile } from './save-file.js';

export interface RunSuiteOptions extends Omit<RunNotebookOptions, 'deadline'> {
  /** Milliseconds that all notebooks together may take; null for no limit. */
  readonly totalTimeout: number | null;
}

export interface SuiteResult {
  /** One per notebook that was begun, in their order. */
  readonly records: readonly RunRecord[];
  readonly exitCode: number;
}

/**
 * Runs planned notebooks one after the other, each for itself: one that fails does not stop the next. Ends with the index of
 * every report in the folder, those of earlier runs included.
 *
 * @throws TillbookError CANNOT_WRITE, before a kernel starts if the folder cannot be written or another run is at it.
 */
export async function runSuite({ plans, refused }: SuitePlan, options: RunSuiteOptions): Promise<SuiteResult> {
  const { outDir, signal, totalTimeout } = options;
  return withOutputFolder(outDir, async () => {
    const deadline = totalTimeout === null ? null : { at: Date.now() + totalTimeout, limit: totalTimeout };
    const records: RunRecord[] = [];
    for (const plan of plans) {
      if (signal.aborted) break;
      records.push(await runNotebook(plan, { ...options, deadline }));
    }
    await saveFile(join(outDir, 'index.html'), renderIndex(await earlierRecords(outDir)));
    const codes = [...records.map((record) => record.exitCode), ...refused.map(({ error }) => exitCodes[error.code])];
    return { records, exitCode: signal.aborted ? exitCodes.INTERRUPTED : mostSevere(codes) };
  });
}

const severity: readonly number[] = [130, 5, 4, 8, 7, 3, 2, 1, 6];

/** The exit code that stands for several. */
export function mostSevere(codes: readonly number[]): number {
  return severity.find((code) => codes.includes(code)) ?? 0;
}
