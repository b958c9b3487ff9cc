import { expect, test } from 'vitest';
import { bootstrapSync } from '../../src/kernels/bootstrap.js';

test('equal values leave nothing open, and the same seed gives the same bits', () => {
  expect(bootstrapSync(Float64Array.of(5, 5, 5), 'median', { seed: 1 })).toEqual({ estimate: 5, low: 5, high: 5 });
  const run = (seed: number) => bootstrapSync(Float64Array.of(1, 2, 4, 8), 'mean', { seed, resamples: 50 });
  expect(run(1)).toEqual(run(1));
  expect(run(1)).not.toEqual(run(2));
});
