/** How patient a fetch is; times in milliseconds. */
export interface FetchTimings {
  /** Silence of the other side after which an attempt is given up. */
  readonly idle: number;
  /** Attempts in a row that bring no new byte. */
  readonly attempts: number;
  readonly firstPause: number;
  readonly pauseFactor: number;
  readonly longestPause: number;
  /** A `Retry-After` that is longer ends the fetch. */
  readonly longestRetryAfter: number;
  /** A lock that nobody has renewed for so long counts as left behind; 2000 or more. */
  readonly staleLock: number;
}

export const defaultTimings: FetchTimings = {
  idle: 60_000,
  attempts: 5,
  firstPause: 500,
  pauseFactor: 2,
  longestPause: 30_000,
  longestRetryAfter: 300_000,
  staleLock: 10_000,
};

/**
 * The pause after the n-th failure in a row: it grows by a factor up to a bound, and a random half of it keeps many
 * clients from coming back together.
 *
 * @param failures from 1.
 * @param random in [0, 1).
 */
export function pauseAfter(failures: number, timings: FetchTimings, random: number): number {
  const { firstPause, pauseFactor, longestPause } = timings;
  return Math.min(longestPause, firstPause * pauseFactor ** (failures - 1)) * (0.5 + random / 2);
}

/** Milliseconds that a `Retry-After` asks for: seconds, or a date; null where it says neither. RFC 9110, 10.2.3. */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
