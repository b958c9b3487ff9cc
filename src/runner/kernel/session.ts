import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel, Client } from './client.js';
import { type Flight, newFlight } from './flight.js';
import type { CellResult, ExecuteOptions, Kernel } from './kernel.js';
import { type CellOutputs, cellOutputs, type Displays, displayId, shown } from './outputs.js';
import type { KernelProcess } from './processes.js';
import { died, failureOf, interrupted, timedOut } from './results.js';
import type { Message } from './wire.js';

type CellError = CellResult['error'];

/** Milliseconds that a process has after each signal. */
const patience = 1000;

/** A kernel that answers, over its process and its sockets; `take` is to be called with every message. */
export function session(
  child: KernelProcess,
  client: Client,
): { kernel: Kernel; take(message: Message, channel: Channel | 'iopub'): void } {
  const displays: Displays = new Map();
  let flight: Flight | null = null;
  let drained: ((error: CellError) => void) | null = null;
  let latest: { id: string; cell: CellOutputs; options: ExecuteOptions } | null = null;
  let closing: Promise<void> | null = null;

  function take(message: Message, channel: Channel | 'iopub'): void {
    const { header, parent, content } = message;
    if (channel === 'iopub') {
      if (latest === null || parent.msg_id !== latest.id) return;
      if (header.msg_type === 'status') {
        if (content.execution_state === 'idle') flight?.idle(latest.id);
      } else output(latest, header.msg_type, content);
    } else if (header.msg_type === 'execute_reply') flight?.reply(parent.msg_id, message);
    else if (header.msg_type === 'tillbook_drain_reply') drained?.((content.error ?? null) as CellError);
  }

  function output({ cell, options }: NonNullable<typeof latest>, type: string, content: Message['content']): void {
    cell.take(type, content);
    const id = displayId(content);
    if (type === 'update_display_data' && id !== null) {
      const { data, metadata } = shown(content);
      options.onUpdate?.(id, data, metadata);
    }
    if (flight !== null && type !== 'execute_input') options.onOutput?.(cell.outputs);
  }

  async function execute(code: string, options: ExecuteOptions): Promise<CellResult> {
    if (flight !== null) throw new Error('a cell is already running in this kernel');
    const started = performance.now();
    const cell = cellOutputs(displays);
    const seconds = (): number => (performance.now() - started) / 1000;
    if (closing !== null) return interrupted(cell, seconds());
    if (child.end() !== null) return died(cell, child, seconds());
    const content = { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: true };
    const id = client.send('shell', 'execute_request', content);
    latest = { id, cell, options };
    flight = newFlight(id);
    const timer = setTimeout(() => void escalate(), options.timeout);
    void child.ended.then(() => sleep(50)).then(flight.die);
    let late = false;
    async function escalate(): Promise<void> {
      late = true;
      const mine = flight;
      for (const name of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
        if (mine === null || mine !== flight) return;
        child.signalGroup(name);
        await Promise.race([mine.done, sleep(patience)]);
      }
    }
    const landed = await flight.done;
    clearTimeout(timer);
    flight = null;
    const executionCount = landed === 'died' || landed === 'closed' ? null : landed.executionCount;
    if (late) return timedOut(cell, executionCount, options.timeout, seconds());
    if (landed === 'closed') return interrupted(cell, seconds());
    if (landed === 'died') return died(cell, child, seconds());
    const error = failureOf(landed.message);
    const status = error === null ? 'ok' : 'error';
    return { status, executionCount, outputs: cell.outputs, error, seconds: seconds() };
  }

  async function drain(): Promise<CellError> {
    if (child.end() === null) {
      const reply = new Promise<CellError>((resolve) => {
        drained = resolve;
      });
      client.send('shell', 'tillbook_drain_request', {});
      const error = await Promise.race([reply, child.ended.then(() => 'died' as const), sleep(5000, null)]);
      drained = null;
      if (error !== 'died') return error;
    }
    return died(cellOutputs(displays), child, 0).error;
  }

  async function close(): Promise<void> {
    const busy = flight !== null;
    flight?.close();
    client.send('control', 'shutdown_request', { restart: false });
    await Promise.race([child.ended, sleep(busy ? patience / 4 : patience)]);
    if (child.end() === null) {
      child.signalGroup('SIGTERM');
      await Promise.race([child.ended, sleep(patience)]);
    }
    child.destroy();
    await Promise.race([child.ended, sleep(patience)]);
    client.close();
  }

  void child.ended.then(child.destroy);
  const shutdown = (): Promise<void> => {
    closing ??= close();
    return closing;
  };
  return { kernel: { pid: child.pid, execute, drain, shutdown }, take };
}
