import { inspect } from 'node:util';
import { describe, type Failure, lateFailure } from './failure.js';
import { answer } from './info.js';
import type { LateFailures } from './late.js';
import type { Request, Server } from './server.js';
import type { Ran, Tslab } from './tslab.js';

interface Parts {
  readonly server: Server;
  readonly streams: { flush(): void };
  readonly late: LateFailures;
  readonly tslab: Promise<Tslab>;
  /** Printed on stderr of the first cell. */
  readonly notice: Promise<string | null>;
}

/**
 * Handles requests: cells one after the other, everything else at once. After a cell has failed, the cells that were
 * already waiting are answered `aborted`; one that comes later runs.
 */
export function cellRunner(parts: Parts): (request: Request, channel: 'shell' | 'control') => void {
  const { server } = parts;
  const run = cells(parts);
  const waiting: Request[] = [];
  let running = false;

  async function work(): Promise<void> {
    running = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const request = next;
      await during(server, request, async () => {
        if (request.type === 'tillbook_drain_request') return run.drain(request);
        const ok = await run.execute(request);
        if (ok || request.content.stop_on_error === false) return;
        for (const aborted of waiting.splice(0)) during(server, aborted, () => abort(aborted));
      });
    }
    running = false;
  }

  return (request, channel) => {
    if (request.type !== 'execute_request' && request.type !== 'tillbook_drain_request') {
      void during(server, request, () => answer(request, channel, parts));
      return;
    }
    waiting.push(request);
    if (!running) void work();
  };
}

async function during(server: Server, request: Request, work: () => unknown): Promise<void> {
  const status = (execution_state: string) => server.publish('status', { execution_state }, { parent: request.header });
  status('busy');
  try {
    await work();
  } finally {
    status('idle');
  }
}

function abort(request: Request): void {
  if (request.type === 'execute_request') request.reply('execute_reply', { status: 'aborted' });
  else request.reply('tillbook_drain_reply', { error: null });
}

function cells({ server, streams, late, tslab, notice }: Parts) {
  let count = 0;

  async function attempt(code: string): Promise<Ran> {
    const before = late.take();
    if (before !== null) return { failure: lateFailure(before.error), value: undefined };
    const { run, interrupt } = await tslab;
    late.onFailure = interrupt;
    const ran = await run(code);
    await turns();
    late.onFailure = null;
    const behind = late.take();
    return behind === null ? ran : { failure: describe(behind.error), value: undefined };
  }

  return {
    async execute(request: Request): Promise<boolean> {
      const code = String(request.content.code ?? '');
      server.setParent(request.header);
      const first = count === 0;
      if (request.content.silent !== true) count++;
      server.publish('execute_input', { code, execution_count: count });
      const text = first ? await notice : null;
      if (text !== null) process.stderr.write(`${text}\n`);
      const { failure, value } = await attempt(code);
      streams.flush();
      if (failure === null) {
        if (value !== undefined && value !== null) {
          server.publish('execute_result', { data: asText(value), metadata: {}, execution_count: count });
        }
        request.reply('execute_reply', { status: 'ok', execution_count: count, payload: [], user_expressions: {} });
        return true;
      }
      const [content, metadata] = split(failure);
      server.publish('error', content, { metadata });
      request.reply('execute_reply', { status: 'error', execution_count: count, ...content }, metadata);
      return false;
    },
    async drain(request: Request): Promise<void> {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await turns();
      streams.flush();
      const failed = late.take();
      const error = failed === null ? null : lateFailure(failed.error);
      request.reply('tillbook_drain_reply', { error });
    },
  };
}

function asText(value: unknown): Record<string, string> {
  return { 'text/plain': typeof value === 'string' ? value : inspect(value) };
}

function split({ code, hint, ...content }: Failure): [Omit<Failure, 'code' | 'hint'>, Record<string, unknown>] {
  return [content, code === null ? {} : { tillbook: { code, hint } }];
}

/** Time for rejections to be noticed, for timers of 0 ms to fire, and for requests that wait in a socket to come in. */
async function turns(): Promise<void> {
  for (let i = 0; i < 2; i++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
