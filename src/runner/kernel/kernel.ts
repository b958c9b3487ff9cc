import type { Output } from '../notebook.js';

/** What came of one cell. `ok` only if its reply said so, its idle came, and nothing failed behind its back. */
export interface CellResult {
  readonly status: 'ok' | 'error' | 'timeout' | 'died' | 'interrupted';
  readonly executionCount: number | null;
  /** Streams joined and `\r` folded, display updates applied, JSON MIME parsed, an error output last where it failed. */
  readonly outputs: Output[];
  readonly error: {
    readonly ename: string;
    readonly evalue: string;
    readonly traceback: readonly string[];
    readonly code: string | null;
    readonly hint: string | null;
  } | null;
  readonly seconds: number;
}

export interface ExecuteOptions {
  /** Milliseconds. */
  readonly timeout: number;
  /** Called as outputs arrive, with all outputs of the cell so far. */
  readonly onOutput?: (outputs: Output[]) => void;
  /** An update of a display that an earlier cell made. */
  readonly onUpdate?: (displayId: string, data: Record<string, unknown>, metadata: Record<string, unknown>) => void;
}

/** A running kernel process: one cell in flight at a time. */
export interface Kernel {
  readonly pid: number;
  execute(code: string, options: ExecuteOptions): Promise<CellResult>;
  /** Ends the process, its children, its sockets and files; never throws, may be called twice. */
  shutdown(): Promise<void>;
}
