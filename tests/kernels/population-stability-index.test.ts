import fc from 'fast-check';
import { expect, test } from 'vitest';
import { populationStabilityIndex } from '../../src/kernels/population-stability-index.js';

test('by hand: halves that become a quarter and three quarters move by 0.5 ln 3 / 2', () => {
  expect(populationStabilityIndex([10, 10], [5, 15])).toBeCloseTo(0.25 * Math.log(3), 12);
});

test('it is symmetric, never negative, 0 for equal shares, and finite for an empty bin', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 4, maxLength: 4 });
  const filled = counts.filter((list) => list.some((count) => count > 0));
  fc.assert(
    fc.property(filled, filled, (a, b) => {
      const index = populationStabilityIndex(a, b);
      expect(index).toBeGreaterThanOrEqual(-1e-12);
      expect(index).toBeLessThan(Infinity);
      expect(populationStabilityIndex(b, a)).toBeCloseTo(index, 10);
    }),
  );
  expect(populationStabilityIndex([1, 2, 3], [10, 20, 30])).toBeCloseTo(0, 12);
});

test.each([
  [[1], [1, 2], '1 bins before, 2 after'],
  [[], [], '0 bins'],
  [[0, 0], [1, 2], 'no bin has a member'],
  [[1, -1], [1, 2], 'bin 1 has -1'],
])('%j and %j are refused', (a, b, message) => {
  expect(() => populationStabilityIndex(a, b)).toThrow(message);
});
