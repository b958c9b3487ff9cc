import { errorFailure, failedCell, interruptedFailure, timeoutFailure } from './failure.js';
import type { CellResult, Kernel } from './kernel/kernel.js';
import { type Cell, type Notebook, sourceText } from './notebook.js';
import { hasTag } from './parameters.js';
import { codeCells } from './plan-run.js';
import type { Failure } from './record.js';

export interface ExecuteCellsOptions {
  /** Milliseconds that one cell may take. */
  readonly timeout: number;
  /** When the whole run must be over: milliseconds since 1970, and the limit that this comes from. */
  readonly deadline: { readonly at: number; readonly limit: number } | null;
  /** Go on behind a failing cell. */
  readonly allowErrors: boolean;
  readonly signal: AbortSignal;
  readonly onStart: (rank: number) => void;
  /** Awaited after each cell. */
  readonly onEnd: () => Promise<void>;
}

const longestTimer = 2 ** 31 - 1;

/**
 * Runs the code cells of a notebook in order, writes their outputs into it, and stops at the first that fails.
 * A cell tagged `raises-exception` may fail.
 *
 * @returns The first failure, or null, and how many cells were run.
 */
export async function executeCells(
  kernel: Kernel,
  notebook: Notebook,
  options: ExecuteCellsOptions,
): Promise<{ failure: Failure | null; run: number }> {
  let first: Failure | null = null;
  let run = 0;
  for (const cell of codeCells(notebook)) {
    if (options.signal.aborted) return { failure: interruptedFailure(null), run };
    options.onStart(++run);
    const { failure, stop } = await executeCell(kernel, notebook, cell, options);
    first ??= failure;
    await options.onEnd();
    if (stop || (failure !== null && !options.allowErrors)) return { failure: first, run };
  }
  const late = options.signal.aborted ? null : await kernel.drain();
  if (late === null) return { failure: options.signal.aborted ? interruptedFailure(null) : first, run };
  codeCells(notebook)
    .at(-1)
    ?.outputs?.push({ output_type: 'error', ename: late.ename, evalue: late.evalue, traceback: [...late.traceback] });
  return { failure: first ?? errorFailure(late, 'CELL_FAILED', null), run };
}

async function executeCell(
  kernel: Kernel,
  notebook: Notebook,
  cell: Cell,
  { timeout, deadline, signal }: ExecuteCellsOptions,
): Promise<{ failure: Failure | null; stop: boolean }> {
  const left = deadline === null ? Number.POSITIVE_INFINITY : deadline.at - Date.now();
  const allowed = Math.max(1, Math.min(timeout, left, longestTimer));
  const result: CellResult = await kernel.execute(sourceText(cell.source), { timeout: allowed });
  cell.outputs = result.outputs;
  cell.execution_count = result.executionCount;
  if (result.status === 'ok') return { failure: null, stop: false };
  const where = failedCell(notebook, cell);
  if (signal.aborted || result.status === 'interrupted') return { failure: interruptedFailure(where), stop: true };
  if (result.status === 'timeout') {
    const isTotal = deadline !== null && left < timeout;
    return { failure: timeoutFailure((isTotal ? deadline.limit : timeout) / 1000, isTotal, where), stop: true };
  }
  if (result.status === 'died') return { failure: errorFailure(result.error, 'KERNEL_DIED', where), stop: true };
  if (hasTag(cell, 'raises-exception')) return { failure: null, stop: false };
  return { failure: errorFailure(result.error, 'CELL_FAILED', where), stop: false };
}
