import {
  type BootstrapOptions,
  checkedBootstrap,
  type Interval,
  interval,
  resample,
  type Statistic,
  statistics,
} from '../kernels/bootstrap.js';
import type { Crew } from '../kernels/crew.js';
import { compiledUrl, defaultWorkers, runTogether } from './run-together.js';

interface Order {
  readonly values: Float64Array;
  readonly statistic: Statistic;
  readonly seed: number;
  readonly found: Float64Array;
}

/** Draws worth the start of a thread. */
const drawsWorthThreads = 5_000_000;

/**
 * `bootstrapSync` shared among threads, to the same bits.
 *
 * @example
 * await bootstrap(Float64Array.of(2, 2), 'sum', { seed: 1, workers: 2 }) // => { estimate: 4, low: 4, high: 4 }
 */
export async function bootstrap(
  values: Float64Array,
  statistic: Statistic,
  options: BootstrapOptions & { readonly workers?: number | undefined },
): Promise<Interval> {
  const { resamples, level } = checkedBootstrap(values, options);
  const workers = options.workers ?? (values.length * resamples < drawsWorthThreads ? 1 : defaultWorkers());
  const shared = new Float64Array(new SharedArrayBuffer(8 * values.length));
  shared.set(values);
  const found = new Float64Array(new SharedArrayBuffer(8 * resamples));
  const program = { url: compiledUrl('./bootstrap.js', import.meta.url), run: resampleTogether };
  await runTogether(program, { values: shared, statistic, seed: options.seed, found }, workers);
  return interval(statistics[statistic](Float64Array.from(values)), Float64Array.from(found), level);
}

export function resampleTogether(crew: Crew, { values, statistic, seed, found }: Order): void {
  resample(crew, values, statistics[statistic], seed, found);
}
