import type { Output } from '../notebook.js';
import { type Terminal, terminal } from './terminal.js';

type DisplayData = Extract<Output, { output_type: 'display_data' }>;
type ErrorOutput = Extract<Output, { output_type: 'error' }>;

/** The outputs of one cell, kept up to date in place as messages come. */
export interface CellOutputs {
  readonly outputs: Output[];
  /** Takes an iopub message; messages that are no output are passed over. */
  take(type: string, content: Record<string, unknown>): void;
}

/** The displays that can still be updated, of all cells of a kernel. */
export type Displays = Map<string, DisplayData[]>;

/** Joins streams and folds `\r`, applies updates to this and to earlier cells, keeps one error, the newest, last. */
export function cellOutputs(displays: Displays): CellOutputs {
  const outputs: Output[] = [];
  let failed: ErrorOutput | null = null;
  let open: { output: Extract<Output, { output_type: 'stream' }>; screen: Terminal } | null = null;
  let clearNext = false;

  function clear(): void {
    outputs.length = 0;
    open = null;
    failed = null;
    clearNext = false;
  }

  function push(output: Output): void {
    if (clearNext) clear();
    open = null;
    if (failed === null) outputs.push(output);
    else outputs.splice(outputs.indexOf(failed), 0, output);
  }

  function stream(name: 'stdout' | 'stderr', text: string): void {
    if (clearNext) clear();
    if (open?.output.name !== name) {
      const output = { output_type: 'stream' as const, name, text: '' };
      push(output);
      open = { output, screen: terminal() };
    }
    open.screen.write(text);
    open.output.text = open.screen.text();
  }

  return {
    outputs,
    take(type, content) {
      if (type === 'stream') stream(content.name === 'stderr' ? 'stderr' : 'stdout', String(content.text));
      else if (type === 'display_data') {
        const output: DisplayData = { output_type: 'display_data', ...shown(content) };
        const id = displayId(content);
        if (id !== null) displays.set(id, [...(displays.get(id) ?? []), output]);
        push(output);
      } else if (type === 'update_display_data') {
        for (const output of displays.get(displayId(content) ?? '') ?? []) Object.assign(output, shown(content));
      } else if (type === 'execute_result') {
        const execution_count = Number(content.execution_count);
        push({ output_type: 'execute_result', ...shown(content), execution_count });
      } else if (type === 'error') {
        const { ename, evalue, traceback } = content as unknown as ErrorOutput;
        const output: ErrorOutput = { output_type: 'error', ename, evalue, traceback };
        if (failed !== null) outputs.splice(outputs.indexOf(failed), 1);
        failed = null;
        push(output);
        failed = output;
      } else if (type === 'clear_output') {
        if (content.wait === true) clearNext = true;
        else clear();
      }
    },
  };
}

/** The display that a message makes or updates. */
export function displayId(content: Record<string, unknown>): string | null {
  const { display_id } = (content.transient ?? {}) as { display_id?: unknown };
  return typeof display_id === 'string' ? display_id : null;
}

/** Data and metadata as nbformat wants them: JSON types as values. */
export function shown(content: Record<string, unknown>): {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
} {
  const data = Object.entries((content.data ?? {}) as Record<string, unknown>).map(([type, value]) => [
    type,
    /[/+]json$/.test(type) && typeof value === 'string' ? parsed(value) : value,
  ]);
  return { data: Object.fromEntries(data), metadata: { ...(content.metadata as Record<string, unknown>) } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
