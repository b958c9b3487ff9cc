import { parentPort } from 'node:worker_threads';
import { TillbookError } from '../base/errors.js';
import type { Crew } from '../kernels/crew.js';
import { disband, sharedCrew } from './shared-crew.js';

/** What the pool asks of a thread: be member `rank` of a crew that runs the export `name` of `module`. */
export interface Order {
  readonly module: string;
  readonly name: string;
  readonly input: unknown;
  readonly control: Int32Array;
  readonly rank: number;
  readonly size: number;
}

parentPort?.on('message', async ({ module, name, input, control, rank, size }: Order) => {
  try {
    const program = ((await import(module)) as Record<string, (crew: Crew, input: unknown) => unknown>)[name]!;
    const value = program(sharedCrew(control, rank, size), input);
    parentPort?.postMessage({ value: rank === 0 ? value : undefined });
  } catch (error) {
    disband(control);
    // An error's class does not survive the way; TillbookError is put together again on the other side.
    const known = error instanceof TillbookError ? { code: error.code, hint: error.hint } : null;
    parentPort?.postMessage({ error, known });
  }
});
