/**
 * The one error of the project, and the exit code that each of its codes stands for.
 *
 * `message` says what was asked and what was found, `hint` says what to do next.
 *
 * @example
 * exitCode(new TillbookError('BAD_PARAMETER', 'no parameter "topn"', { hint: 'did you mean topN?' })) // => 2
 */
export const exitCodes = {
  CELL_FAILED: 1,
  BAD_USAGE: 2,
  BAD_PARAMETER: 2,
  BAD_NOTEBOOK: 2,
  CANNOT_WRITE: 2,
  DATA_MISSING: 3,
  BAD_INPUT: 3,
  QUERY_FAILED: 3,
  CELL_TIMEOUT: 4,
  KERNEL_DIED: 5,
  OUTPUT_DRIFT: 6,
  ENGINE_UNAVAILABLE: 7,
  BUDGET_EXCEEDED: 8,
  INTERRUPTED: 130,
} as const;

/** Names the kind of failure; `exitCodes` maps it to what the process answers. */
export type ErrorCode = keyof typeof exitCodes;

/** What Tillbook throws on purpose: `code` for programs, `message` and `hint` for people. */
export class TillbookError extends Error {
  override readonly name = 'TillbookError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/** The process exit code for anything thrown: a TillbookError's own, else 1. */
export function exitCode(error: unknown): number {
  return error instanceof TillbookError ? exitCodes[error.code] : 1;
}
