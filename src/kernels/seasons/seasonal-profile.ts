import { TillbookError } from '../../base/errors.js';

export interface SeasonalProfile {
  /** For each place in the cycle how many times the level of the year it takes; the mean of all is 1. NaN where unknown. */
  readonly index: Float64Array;
  /** 95 % limits of the index; NaN where fewer than two cycles tell. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Periods that tell of each place. */
  readonly seen: Float64Array;
  /** The smallest of `seen`: how often every place of the cycle was seen whole. */
  readonly cycles: number;
}

const tTable = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/**
 * A seasonal profile by the ratio-to-moving-average method: each period over the level around it (a centred average one
 * cycle wide, which takes trend and season apart), then the mean ratio at each place of the cycle, scaled to a mean of 1.
 * With fewer than two whole cycles there is no such average: the ratio is then to the mean of all periods, and trend and
 * season cannot be told apart; `cycles` says so, and there are no limits.
 *
 * @param values one a period, in order without gaps; NaN for a period that is not to count (a partial month).
 * @param cycle periods in a cycle: 12 for months, 2 or more.
 * @param first place in the cycle of the first value, 0 up.
 * Cost: O(n cycle).
 * @throws TillbookError BAD_PARAMETER for a cycle or first place out of range; BAD_INPUT for an infinite value.
 * Source: the limits are Student's t over the ratios of a place, and therefore wide with two or three cycles;
 * Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3.4.
 * @example
 * Array.from(seasonalProfile(Float64Array.of(1, 3, 1, 3, 1, 3, 1, 3), 2).index) // => [0.5, 1.5]
 */
export function seasonalProfile(values: Float64Array, cycle: number, first = 0): SeasonalProfile {
  if (!Number.isInteger(cycle) || cycle < 2 || !Number.isInteger(first) || first < 0 || first >= cycle) {
    throw new TillbookError('BAD_PARAMETER', `a cycle of ${cycle} periods that starts at ${first}`, {
      hint: 'a whole number from 2 up, and a place in it from 0 up',
    });
  }
  const bad = values.findIndex((value) => Math.abs(value) === Infinity);
  if (bad >= 0) throw new TillbookError('BAD_INPUT', `value ${bad} is ${values[bad]}`, { hint: 'NaN masks a period' });
  const whole = placed(values, cycle, first).map((found) => found.length);
  const cycles = Math.min(...whole);
  const moving = cycles >= 2 ? movingLevel(values, cycle) : new Float64Array(values.length).fill(mean(values));
  const ratios = placed(
    values.map((value, i) => (moving[i]! > 0 ? value / moving[i]! : Number.NaN)),
    cycle,
    first,
  );
  const raw = Float64Array.from(ratios, mean);
  const scale = mean(raw);
  const half = ratios.map((found) => {
    if (found.length < 2 || cycles < 2) return Number.NaN;
    const centre = mean(found);
    const variance = found.reduce((sum, ratio) => sum + (ratio - centre) ** 2, 0) / (found.length - 1);
    return ((tTable[found.length - 2] ?? 2.1) * Math.sqrt(variance / found.length)) / scale;
  });
  const index = raw.map((ratio) => ratio / scale);
  return {
    index,
    lower: index.map((value, i) => Math.max(0, value - half[i]!)),
    upper: index.map((value, i) => value + half[i]!),
    seen: Float64Array.from(ratios, (found) => found.length),
    cycles,
  };
}

/**
 * The mean of the cycle around each period, its two ends counted half where the cycle is even; at the ends of the series,
 * where no whole cycle is around, the line that the last cycle of levels makes, within half and
 * twice the nearest. A masked period takes no part.
 */
function movingLevel(values: Float64Array, cycle: number): Float64Array {
  const reach = Math.floor(cycle / 2);
  const level = values.map((_, i) => {
    if (i < reach || i + reach >= values.length) return Number.NaN;
    let sum = 0;
    let weight = 0;
    for (let j = i - reach; j <= i + reach; j++) {
      const share = cycle % 2 === 0 && (j === i - reach || j === i + reach) ? 0.5 : 1;
      if (Number.isNaN(values[j]!)) continue;
      sum += share * values[j]!;
      weight += share;
    }
    return weight > 0.7 * cycle ? sum / weight : Number.NaN;
  });
  const known = [...level.keys()].filter((i) => !Number.isNaN(level[i]!));
  if (known.length === 0) return level;
  const first = known[0]!;
  const last = known.at(-1)!;
  const slope = (from: number, to: number) => (to > from ? (level[to]! - level[from]!) / (to - from) : 0);
  const rise = slope(first, known.findLast((i) => i <= first + cycle)!);
  const fall = slope(known.find((i) => i >= last - cycle)!, last);
  return level.map((value, i) => {
    if (!Number.isNaN(value)) return value;
    if (i < first) return within(level[first]!, -(first - i) * rise);
    if (i > last) return within(level[last]!, (i - last) * fall);
    return level[known.findLast((k) => k < i)!]!;
  });
}

function within(level: number, change: number): number {
  return Math.min(2 * level, Math.max(level / 2, level + change));
}

function placed(values: Float64Array, cycle: number, first: number): number[][] {
  const places: number[][] = Array.from({ length: cycle }, () => []);
  values.forEach((value, i) => {
    if (!Number.isNaN(value)) places[(first + i) % cycle]!.push(value);
  });
  return places;
}

function mean(values: Float64Array | readonly number[]): number {
  const known = Array.from(values).filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
