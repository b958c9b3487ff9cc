import { setTimeout as sleep } from 'node:timers/promises';
import { type FetchTimings, pauseAfter } from './timings.js';

/** How an attempt ended; a final failure is thrown instead. */
export type Attempt<T> =
  | { readonly done: T }
  | { readonly again: string; readonly after?: number | null; readonly progressed?: boolean; readonly cause?: unknown };

/** What stays the same over attempts. */
export interface Patience {
  readonly timings: FetchTimings;
  readonly signal: AbortSignal;
  /** In [0, 1). */
  readonly random: () => number;
  /** Told of a pause before it. */
  readonly onPause: (reason: string, milliseconds: number) => void;
}

/**
 * Tries until it is done, or as many attempts in a row brought nothing as `timings.attempts` allows; then `giveUp` says
 * what is thrown. A `Retry-After` is kept to, unless it asks for more than `timings.longestRetryAfter`.
 */
export async function persist<T>(
  attempt: () => Promise<Attempt<T>>,
  { timings, signal, random, onPause }: Patience,
  giveUp: (reason: string, cause: unknown) => Error,
): Promise<T> {
  for (let failures = 0; ; ) {
    const result = await attempt();
    if ('done' in result) return result.done;
    const { again, after = null, progressed = false, cause } = result;
    failures = progressed ? 1 : failures + 1;
    if (failures >= timings.attempts) throw giveUp(`${again} (${failures} attempts)`, cause);
    if (after !== null && after > timings.longestRetryAfter) {
      throw giveUp(`${again}, and it asks to wait for ${Math.ceil(after / 1000)} s`, cause);
    }
    const pause = Math.max(after ?? 0, pauseAfter(failures, timings, random()));
    onPause(again, pause);
    await sleep(pause, undefined, { signal });
  }
}
