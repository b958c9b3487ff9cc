import type { CellResult } from './kernel.js';
import type { CellOutputs } from './outputs.js';
import type { KernelProcess } from './processes.js';
import type { Message } from './wire.js';

type CellError = NonNullable<CellResult['error']>;

/** What a reply says went wrong; null only for `ok`. */
export function failureOf({ content, metadata }: Message): CellError | null {
  if (content.status === 'ok') return null;
  const { code, hint } = (metadata.tillbook ?? {}) as { code?: string | null; hint?: string | null };
  const { ename, evalue, traceback } = content as Partial<CellError>;
  return {
    ename: ename ?? 'NotRun',
    evalue: evalue ?? `the kernel answered "${String(content.status)}"`,
    traceback: traceback ?? [],
    code: code ?? null,
    hint: hint ?? null,
  };
}

export function timedOut(
  cell: CellOutputs,
  executionCount: number | null,
  timeout: number,
  seconds: number,
): CellResult {
  const evalue = `the cell had not ended after ${timeout / 1000} s`;
  const hint = 'raise the limit with --timeout, or look for a loop or a promise that never ends';
  return failed('timeout', cell, executionCount, seconds, { ename: 'CellTimeout', evalue, code: 'CELL_TIMEOUT', hint });
}

/** The end of a kernel with its exit code or signal, and what it said last. */
export function died(cell: CellOutputs, child: KernelProcess, seconds: number): CellResult {
  const tail = child.tail().trim();
  const evalue = `the kernel ended (${child.end() ?? 'unknown'})${tail === '' ? '' : `:\n${tail}`}`;
  const hint = 'look for process.exit, for memory that ran out, or for a crash in a native module';
  return failed('died', cell, null, seconds, { ename: 'KernelDied', evalue, code: 'KERNEL_DIED', hint });
}

export function interrupted(cell: CellOutputs, seconds: number): CellResult {
  const evalue = 'the run was interrupted while this cell ran';
  return failed('interrupted', cell, null, seconds, { ename: 'Interrupted', evalue, code: 'INTERRUPTED', hint: null });
}

function failed(
  status: CellResult['status'],
  cell: CellOutputs,
  executionCount: number | null,
  seconds: number,
  { ename, evalue, code, hint }: Omit<CellError, 'traceback'>,
): CellResult {
  const traceback = [`${ename}: ${evalue}`, ...(hint === null ? [] : [`What to do: ${hint}`])];
  // Takes the place of the error that the kernel itself may have reported for an interrupt.
  cell.take('error', { ename, evalue, traceback });
  return {
    status,
    executionCount,
    outputs: cell.outputs,
    error: { ename, evalue, traceback, code, hint },
    seconds,
  };
}
