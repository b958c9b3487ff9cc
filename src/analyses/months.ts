import type { Window } from './base.js';

/** The first days of the months that a window touches, in order. */
export function monthsOf({ from, to }: Window): string[] {
  const months: string[] = [];
  for (let month = `${from.slice(0, 7)}-01`; month < to; month = monthAfter(month)) months.push(month);
  return months;
}

/** The first day of the month after, `yyyy-mm-01`. */
export function monthAfter(month: string): string {
  const date = new Date(`${month}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + 1);
  return date.toISOString().slice(0, 10);
}
