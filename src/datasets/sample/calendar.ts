import type { Random } from '../../base/random.js';

const day = 86_400;

/** Seconds since 1970 at the start of a day, on the shop's clock. */
const at = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1000;

export const opened = at('2009-12-01');
export const secondFile = at('2010-12-01');
export const firstFileEnd = at('2010-12-10');
export const closed = at('2011-12-10');
export const days = (closed - opened) / day;

/** Orders of a month against the average month, January first. */
const season = [0.75, 0.78, 1.0, 0.9, 1.05, 1.02, 0.98, 0.92, 1.2, 1.5, 2.15, 2.0];
/** Monday first: the shop is all but shut on Saturdays. */
const weekdays = [1.05, 1.2, 1.2, 1.38, 1.0, 0.005, 0.85];
/** Share of orders by hour from 7 to 20. */
const hours = [0.2, 2.5, 7, 11.7, 12.4, 16.2, 14.4, 12.8, 11.5, 6.9, 3.5, 1.2, 0.8, 0.15];

/** Cumulative weight of the days: entry i is what comes before day i. */
const before = dayWeights();
const hourBefore = hours.map((_, i) => hours.slice(0, i + 1).reduce((sum, share) => sum + share, 0));

function dayWeights(): Float64Array {
  const sums = new Float64Array(days + 1);
  for (let i = 0; i < days; i++) {
    const date = new Date((opened + i * day) * 1000);
    const [month, dayOfMonth] = [date.getUTCMonth(), date.getUTCDate()];
    const shut = (month === 11 && dayOfMonth > 23) || (month === 0 && dayOfMonth < 4);
    const lull = month === 11 && dayOfMonth > 14 ? 0.35 : 1;
    const weekday = (date.getUTCDay() + 6) % 7;
    const growth = 1 + (0.08 * i) / days;
    sums[i + 1] = sums[i]! + (shut ? 0 : season[month]! * weekdays[weekday]! * growth * lull);
  }
  return sums;
}

/** A moment in the shop's opening hours between two days (numbered from the first, `to` excluded), busy times likelier. */
export function moment(random: Random, from = 0, to: number = days): number {
  const low = before[Math.max(0, Math.floor(from))]!;
  const high = before[Math.min(days, Math.ceil(to))]!;
  const target = low + random.uniform() * (high - low);
  let [left, right] = [0, days - 1];
  while (left < right) {
    const middle = (left + right) >> 1;
    if (before[middle + 1]! > target) right = middle;
    else left = middle + 1;
  }
  const point = random.uniform() * hourBefore.at(-1)!;
  const hour = 7 + hourBefore.findIndex((sum) => sum > point);
  return opened + left * day + hour * 3600 + random.integer(0, 59) * 60;
}

/** True for the nine days that stand in both files. */
export const inBothFiles = (time: number): boolean => time >= secondFile && time < firstFileEnd;

/** Day number of a moment, 0 the first. */
export const dayOf = (time: number): number => Math.floor((time - opened) / day);
