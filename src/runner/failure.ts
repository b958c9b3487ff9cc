import { type ErrorCode, exitCodes, TillbookError } from '../base/errors.js';
import type { CellResult } from './kernel/kernel.js';
import { type Cell, type Notebook, sourceText } from './notebook.js';
import { cellNumber } from './plan-run.js';
import type { Failure } from './record.js';

/** What a failure says of the cell it happened in. */
export function failedCell(notebook: Notebook, cell: Cell): NonNullable<Failure['cell']> {
  return {
    number: cellNumber(notebook, cell),
    id: cell.id,
    tags: cell.metadata.tags ?? [],
    source: sourceText(cell.source),
  };
}

/** The failure that an error of a cell stands for: a TillbookError keeps its own code. */
export function errorFailure(error: CellResult['error'], fallback: ErrorCode, cell: Failure['cell']): Failure {
  const name = error?.ename ?? '';
  const text = error?.evalue ?? '';
  const own = error?.code != null && Object.hasOwn(exitCodes, error.code);
  return {
    code: own && fallback === 'CELL_FAILED' ? (error.code as ErrorCode) : fallback,
    message: name === '' || own || fallback !== 'CELL_FAILED' ? text || name : `${name}: ${text}`,
    hint: error?.hint ?? null,
    cell,
  };
}

export function timeoutFailure(seconds: number, isTotal: boolean, cell: Failure['cell']): Failure {
  const limit = `${Number(seconds.toFixed(3))} s`;
  return {
    code: 'CELL_TIMEOUT',
    message: isTotal ? `the run did not end within ${limit}` : `the cell did not end within ${limit}`,
    hint: `give it longer with ${isTotal ? '--total-timeout' : '--timeout'} SECONDS, or find what it waits for`,
    cell,
  };
}

export function interruptedFailure(cell: Failure['cell']): Failure {
  return { code: 'INTERRUPTED', message: 'the run was interrupted', hint: 'run it again', cell };
}

/** What was thrown while no cell ran, such as a kernel that does not start. */
export function thrownFailure(error: unknown): Failure {
  const known = error instanceof TillbookError;
  return {
    code: known ? error.code : 'KERNEL_DIED',
    message: error instanceof Error ? error.message : String(error),
    hint: (known && error.hint) || null,
    cell: null,
  };
}
