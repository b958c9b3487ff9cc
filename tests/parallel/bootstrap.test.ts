import { expect, test } from 'vitest';
import { random } from '../../src/base/random.js';
import { bootstrapSync } from '../../src/kernels/bootstrap.js';
import { bootstrap } from '../../src/parallel/bootstrap.js';

const { normal } = random(1);
const values = Float64Array.from({ length: 400 }, () => normal(10, 2));

test.each(['mean', 'sum', 'median'] as const)('the same bits for 1, 2, 5 workers and here: %s', async (statistic) => {
  const here = bootstrapSync(values, statistic, { seed: 3, resamples: 200 });
  for (const workers of [1, 2, 5])
    expect(await bootstrap(values, statistic, { seed: 3, resamples: 200, workers })).toEqual(here);
});

test('the interval of a mean is about 1.96 standard errors to each side', () => {
  const { estimate, low, high } = bootstrapSync(values, 'mean', { seed: 2, resamples: 4000 });
  expect(estimate - low).toBeCloseTo(0.196, 1);
  expect(high - estimate).toBeCloseTo(0.196, 1);
});

test('a statistic of your own; another seed; the values stay as they were', () => {
  const before = Float64Array.from(values);
  const range = (sample: Float64Array) => Math.max(...sample) - Math.min(...sample);
  expect(bootstrapSync(values, range, { seed: 1, resamples: 50 }).high).toBeLessThanOrEqual(range(values));
  expect(bootstrapSync(values, 'median', { seed: 1 })).not.toEqual(bootstrapSync(values, 'median', { seed: 2 }));
  expect(values).toEqual(before);
});

test.each([
  [new Float64Array(), {}, 'there are no values to resample'],
  [Float64Array.of(1, Number.POSITIVE_INFINITY), {}, 'value 1 is Infinity'],
  [Float64Array.of(1), { resamples: 0 }, 'resamples is 0'],
  [Float64Array.of(1), { level: 1 }, 'level is 1'],
  [Float64Array.of(1), { seed: 0.5 }, 'seed is 0.5'],
])('%o %o is refused: %s', async (sample, more, message) => {
  expect(() => bootstrapSync(sample, 'mean', { seed: 1, ...more })).toThrow(message);
  await expect(bootstrap(sample, 'mean', { seed: 1, ...more })).rejects.toThrow(message);
});
