import type { Output } from '../notebook.js';

/** What came of one cell. `ok` only if its reply said so, its idle came, and nothing failed behind its back. */
export interface CellResult {
  readonly status: 'ok' | 'error' | 'timeout' | 'died' | 'interrupted';
  readonly executionCount: number | null;
  /**
   * Streams joined and `\r` folded, display updates applied, JSON MIME parsed, an error output last where it failed.
   * Live: what the cell still sends after it has ended, and updates of its displays by later cells, arrive in place.
   */
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
  /** An update of a display, of this cell or of an earlier one; the outputs handed over are already up to date. */
  readonly onUpdate?: (displayId: string, data: Record<string, unknown>, metadata: Record<string, unknown>) => void;
}

/** A running kernel process: one cell in flight at a time. */
export interface Kernel {
  readonly pid: number;
  execute(code: string, options: ExecuteOptions): Promise<CellResult>;
  /** After the last cell: waits briefly and returns a late failure that no cell has reported, or null. */
  drain(): Promise<CellResult['error']>;
  /** Ends the process, its children, its sockets and files; never throws, may be called twice. */
  shutdown(): Promise<void>;
}
