import { closest, distance } from 'fastest-levenshtein';

/** The known name that a wrong one was probably meant to be, or null if none is near. */
export function nearest(name: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const lower = name.toLowerCase();
  const byLower = new Map(known.map((one) => [one.toLowerCase(), one]));
  const match = closest(lower, [...byLower.keys()]);
  return distance(lower, match) <= Math.max(2, name.length / 3) ? (byLower.get(match) ?? null) : null;
}
