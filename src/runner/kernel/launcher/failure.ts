import { inspect } from 'node:util';

/** What Jupyter calls an error, and what Tillbook adds to it in the message's metadata. */
export interface Failure {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
  readonly code: string | null;
  readonly hint: string | null;
}

/** Describes anything thrown; frames of the kernel are left out of the stack. */
export function describe(error: unknown): Failure {
  if (!isError(error)) {
    const evalue = typeof error === 'string' ? error : inspect(error);
    return { ename: 'Thrown', evalue, traceback: [`Thrown: ${evalue}`], code: null, hint: null };
  }
  if (interrupted(error)) return plain('Interrupted', 'the cell was interrupted');
  const ename = String(error.name ?? 'Error');
  const evalue = String(error.message);
  if (ename !== 'TillbookError') return { ename, evalue, traceback: lines(error), code: null, hint: null };
  const { code, hint, cause } = error as { code?: unknown; hint?: unknown; cause?: unknown };
  return {
    ename,
    evalue,
    traceback: [
      `TillbookError [${String(code)}]: ${evalue}`,
      ...(hint === undefined ? [] : [`What to do: ${String(hint)}`]),
      ...withoutKernelFrames(String(error.stack ?? '')).filter((line) => /^\s+at /.test(line)),
      ...(cause === undefined ? [] : ['Caused by:', ...lines(cause)]),
    ],
    code: typeof code === 'string' ? code : null,
    hint: typeof hint === 'string' ? hint : null,
  };
}

/** A cell that the compiler refused; `diagnostics` are `line:column - text`. */
export function compileFailure(diagnostics: readonly string[]): Failure {
  const more = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : '';
  const traceback = ['CompileError: the cell does not compile', ...diagnostics.map((line) => `    ${line}`)];
  return { ename: 'CompileError', evalue: `${diagnostics[0] ?? ''}${more}`, traceback, code: null, hint: null };
}

/** A failure that came between two cells: the cell that reports it has not run. */
export function lateFailure(error: unknown): Failure {
  const failure = describe(error);
  const evalue = `${failure.evalue} (failed behind the back of an earlier cell, after it had ended)`;
  return { ...failure, evalue, traceback: ['Behind the back of an earlier cell:', ...failure.traceback] };
}

function plain(ename: string, evalue: string): Failure {
  return { ename, evalue, traceback: [`${ename}: ${evalue}`], code: null, hint: null };
}

function isError(value: unknown): value is Error {
  return (
    value instanceof Error || (typeof value === 'object' && value !== null && 'message' in value && 'name' in value)
  );
}

function interrupted(error: Error): boolean {
  return (
    error.message === 'Interrupted asynchronously' ||
    (error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED'
  );
}

function lines(error: unknown): string[] {
  return withoutKernelFrames(inspect(error));
}

function withoutKernelFrames(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s+at .*(tslab[\\/]dist|runner[\\/]kernel[\\/]launcher|\(?node:)/.test(line));
}
