import { TillbookError } from '../base/errors.js';
import { random } from '../base/random.js';
import { alone, type Crew } from './crew.js';
import { quantileSorted, quantiles } from './quantile.js';

/** A figure and between which bounds it would come out again with the confidence asked for. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  readonly seed: number;
  /** Default 1000. */
  readonly resamples?: number | undefined;
  /** Confidence, default 0.95. */
  readonly level?: number | undefined;
}

/** Statistics that threads know by name. */
export const statistics = {
  mean: (values: Float64Array): number => total(values) / values.length,
  sum: total,
  median: (values: Float64Array): number => quantileSorted(values.sort(), 0.5),
} satisfies Record<string, (values: Float64Array) => number>;
export type Statistic = keyof typeof statistics;

/**
 * Percentile bootstrap (Efron 1979): the statistic of `resamples` samples with replacement, each drawn from a stream of
 * its own, so that any division of the work gives the same bits.
 *
 * @param statistic a name, or a function of a resample, which it may reorder.
 * @throws TillbookError BAD_INPUT for no values or one that is not finite, BAD_PARAMETER for options out of range.
 * Cost: O(n resamples) for a mean. `bootstrap` shares it among threads.
 * @example
 * bootstrapSync(Float64Array.of(5, 5, 5), 'mean', { seed: 1 }) // => { estimate: 5, low: 5, high: 5 }
 */
export function bootstrapSync(
  values: Float64Array,
  statistic: Statistic | ((resample: Float64Array) => number),
  options: BootstrapOptions,
): Interval {
  const { resamples, level } = checkedBootstrap(values, options);
  const of = typeof statistic === 'string' ? statistics[statistic] : statistic;
  const found = new Float64Array(resamples);
  resample(alone, values, of, options.seed, found);
  return interval(of(Float64Array.from(values)), found, level);
}

/** What the members of a crew do: `found` gets the statistic of each resample. */
export function resample(
  crew: Crew,
  values: Float64Array,
  statistic: (values: Float64Array) => number,
  seed: number,
  found: Float64Array,
): void {
  const drawn = new Float64Array(values.length);
  crew.each(found.length, (i) => {
    const { uniform } = random(seed * 65537 + i);
    for (let j = 0; j < drawn.length; j++) drawn[j] = values[Math.floor(uniform() * drawn.length)]!;
    found[i] = statistic(drawn);
  });
}

export function interval(estimate: number, found: Float64Array, level: number): Interval {
  const [low, high] = quantiles(found, [(1 - level) / 2, (1 + level) / 2]);
  return { estimate, low: low!, high: high! };
}

export function checkedBootstrap(
  values: Float64Array,
  { seed, resamples = 1000, level = 0.95 }: BootstrapOptions,
): { resamples: number; level: number } {
  if (values.length === 0) throw new TillbookError('BAD_INPUT', 'there are no values to resample');
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new TillbookError('BAD_INPUT', `value ${bad} is ${values[bad]}`, { hint: 'filter it out first' });
  if (!Number.isSafeInteger(seed)) throw new TillbookError('BAD_PARAMETER', `seed is ${seed}: take a whole number`);
  if (!Number.isSafeInteger(resamples) || resamples < 1) {
    throw new TillbookError('BAD_PARAMETER', `resamples is ${resamples}: take a whole number from 1 on`);
  }
  if (!(level > 0 && level < 1))
    throw new TillbookError('BAD_PARAMETER', `level is ${level}: take more than 0, less than 1`);
  return { resamples, level };
}

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
