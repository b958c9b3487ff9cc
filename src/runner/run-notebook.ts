import { dirname, join, resolve } from 'node:path';
import { exitCodes } from '../base/errors.js';
import { type ExecuteCellsOptions, executeCells } from './execute-cells.js';
import { interruptedFailure, thrownFailure, timeoutFailure } from './failure.js';
import type { Kernel } from './kernel/kernel.js';
import { startKernel } from './kernel/start.js';
import type { Notebook } from './notebook.js';
import { codeCells, type Plan } from './plan-run.js';
import type { Failure, RunRecord } from './record.js';
import { recorded } from './recorded.js';
import { renderReport } from './report/render-report.js';
import type { Reporter } from './reporter.js';
import { saveFile } from './save-file.js';
import { versions } from './versions.js';

export interface RunNotebookOptions
  extends Pick<ExecuteCellsOptions, 'timeout' | 'deadline' | 'allowErrors' | 'signal'> {
  /** A folder that exists. */
  readonly outDir: string;
  /** Whether the report holds the code. */
  readonly code: boolean;
  /** The environment of the kernel's process. */
  readonly environment: NodeJS.ProcessEnv;
  readonly reporter: Reporter;
}

const saveInterval = 1000;

/**
 * Runs a planned notebook in a kernel of its own, in the notebook's folder, and writes the executed notebook, its record and
 * its report, also when it fails. While it runs, the executed notebook is saved at most once a second.
 *
 * @throws TillbookError CANNOT_WRITE. Whatever goes wrong with the notebook stands in the record's `failure`.
 */
export async function runNotebook(plan: Plan, options: RunNotebookOptions): Promise<RunRecord> {
  const started = Date.now();
  const { name, notebook } = plan;
  const { outDir, reporter } = options;
  const cells = codeCells(notebook).length;
  let saved = 0;
  const record = (status: RunRecord['status'], failure: Failure | null, run: number): RunRecord => ({
    name,
    title: plan.title,
    status,
    exitCode: failure === null ? 0 : exitCodes[failure.code],
    failure,
    startedAt: new Date(started).toISOString(),
    seconds: (Date.now() - started) / 1000,
    cells: { code: cells, run },
    parameters: plan.parameters,
    ...recorded(notebook),
    versions: versions(),
  });

  reporter.notebookStarted(name, cells);
  const { failure, run } = await execute(plan, {
    ...options,
    onStart: (rank) => reporter.cellStarted(rank),
    onEnd: async () => {
      if (Date.now() - saved < saveInterval) return;
      saved = Date.now();
      await saveNotebook(plan, 'running', started, outDir);
    },
  });
  const status = failure === null ? 'ok' : failure.code === 'INTERRUPTED' ? 'interrupted' : 'failed';
  const result = record(status, failure, run);
  const executed = await saveNotebook(plan, status, started, outDir);
  await saveFile(
    join(outDir, `${name}.html`),
    renderReport({ notebook: executed, record: result, code: options.code }),
  );
  await saveFile(join(outDir, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  reporter.notebookFinished(result, outDir);
  return result;
}

async function execute(
  { path, notebook }: Plan,
  options: ExecuteCellsOptions & Pick<RunNotebookOptions, 'environment'>,
): Promise<{ failure: Failure | null; run: number }> {
  const { signal, deadline, environment } = options;
  if (signal.aborted) return { failure: interruptedFailure(null), run: 0 };
  if (deadline !== null && Date.now() >= deadline.at) {
    return { failure: timeoutFailure(deadline.limit / 1000, true, null), run: 0 };
  }
  let kernel: Kernel;
  try {
    kernel = await startKernel({ cwd: dirname(resolve(path)), env: environment });
  } catch (error) {
    return { failure: thrownFailure(error), run: 0 };
  }
  const stop = (): void => void kernel.shutdown();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await executeCells(kernel, notebook, options);
  } finally {
    signal.removeEventListener('abort', stop);
    await kernel.shutdown();
  }
}

/** Writes the notebook as Jupyter does, marked with the state of the run, and returns what it wrote. */
async function saveNotebook(plan: Plan, status: string, started: number, outDir: string): Promise<Notebook> {
  const { notebook, name, parameters } = plan;
  const tillbook = { status, startedAt: new Date(started).toISOString(), parameters };
  const executed = { ...notebook, metadata: { ...notebook.metadata, tillbook } };
  await saveFile(join(outDir, `${name}.ipynb`), `${JSON.stringify(executed, null, 1)}\n`);
  return executed;
}
