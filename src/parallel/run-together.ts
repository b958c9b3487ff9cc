import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, TillbookError } from '../base/errors.js';
import { alone, type Crew } from '../kernels/crew.js';
import { controlLength, crewFailed, disband } from './shared-crew.js';
import type { Order } from './worker.js';

/** The threads that wait for work. They do not keep the process alive. */
const idle: Worker[] = [];

/** How many threads this machine has a core for. */
export function defaultWorkers(): number {
  return Math.min(availableParallelism(), 64);
}

/**
 * Runs a program on a crew of worker threads and answers what its member 0 returns; with one worker, here and at once.
 *
 * @param program `url` of a compiled module (see compiledUrl), and its export `(crew, input) => value`. It has to come to the same value for any crew: see Crew.
 * @param input reaches every member; large arrays belong on SharedArrayBuffer, anything else is copied.
 * @throws TillbookError BAD_PARAMETER for fewer than 1 or more than 64 workers; whatever the program throws.
 */
export async function runTogether<Input, Value>(
  program: { url: string; run: (crew: Crew, input: Input) => Value },
  input: Input,
  workers: number,
): Promise<Value> {
  if (checkedWorkers(workers) === 1) return program.run(alone, input);
  const control = new Int32Array(new SharedArrayBuffer(4 * controlLength));
  const crew = Array.from({ length: workers }, () => idle.pop() ?? start());
  const answers = crew.map((worker, rank) =>
    answer(worker, { module: program.url, name: program.run.name, input, control, rank, size: workers }),
  );
  const settled = await Promise.allSettled(answers);
  crew.forEach((worker, rank) => {
    worker.unref();
    if (settled[rank]?.status === 'fulfilled') idle.push(worker);
    else void worker.terminate();
  });
  const errors = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (errors.length > 0) throw errors.find((error) => !String(error).includes(crewFailed)) ?? errors[0];
  return (settled[0] as PromiseFulfilledResult<Value>).value;
}

interface Reply {
  readonly value?: unknown;
  readonly error?: unknown;
  readonly known?: { readonly code: ErrorCode; readonly hint: string | undefined } | null;
}

function asThrown({ error, known }: Reply): unknown {
  if (!known || !(error instanceof Error)) return error;
  const { code, hint } = known;
  return new TillbookError(code, error.message, { cause: error, ...(hint === undefined ? {} : { hint }) });
}

function answer(worker: Worker, order: Order): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const listeners = {
      message: (reply: Reply) => ('error' in reply ? fail(asThrown(reply)) : done(reply.value)),
      error: (error: unknown) => fail(error),
      exit: (code: number) => fail(new Error(`a worker thread ended with ${code}`)),
    };
    const leave = () => {
      for (const [event, listener] of Object.entries(listeners)) worker.off(event, listener);
    };
    const done = (value: unknown) => {
      leave();
      resolve(value);
    };
    const fail = (error: unknown) => {
      leave();
      disband(order.control);
      reject(error);
    };
    for (const [event, listener] of Object.entries(listeners)) worker.on(event, listener);
    worker.ref();
    worker.postMessage(order);
  });
}

function start(): Worker {
  return new Worker(new URL(compiledUrl('./worker.js', import.meta.url)));
}

/**
 * The address of a module beside another. Threads run compiled code: where that other is TypeScript in src, as the tests
 * load it, the module is looked for in dist.
 */
export function compiledUrl(module: string, beside: string): string {
  return new URL(module, beside.replace(/^(.*)\/src\/(.*)\.ts$/, '$1/dist/$2.js')).href;
}

/** @throws TillbookError BAD_PARAMETER for anything but a whole number from 1 to 64. */
export function checkedWorkers(workers: number): number {
  if (!Number.isInteger(workers) || workers < 1 || workers > 64) {
    throw new TillbookError('BAD_PARAMETER', `workers is ${workers}`, { hint: 'take a whole number from 1 to 64' });
  }
  return workers;
}
