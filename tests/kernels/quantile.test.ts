import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantiles } from '../../src/kernels/quantile.js';

test('1, 2, 3, 4: quartiles 1.75, 2.5, 3.25 (numpy.percentile, R quantile type 7)', () => {
  expect(quantiles(Float64Array.of(3, 1, 4, 2), [0, 0.25, 0.5, 0.75, 1])).toEqual([1, 1.75, 2.5, 3.25, 4]);
});

test('quantiles ascend, stay inside, and do not depend on the order of the values', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1, maxLength: 50 }), (values) => {
      const shares = [0, 0.1, 0.5, 0.9, 1];
      const found = quantiles(Float64Array.from(values), shares);
      expect(found[0]).toBe(Math.min(...values) + 0);
      expect(found[4]).toBe(Math.max(...values) + 0);
      expect(found.every((value, i) => i === 0 || value >= found[i - 1] - 1e-6)).toBe(true);
      expect(quantiles(Float64Array.from(values.toReversed()), shares)).toEqual(found);
    }),
  );
});

test('what has no quantile is refused', () => {
  expect(() => quantiles(new Float64Array(), [0.5])).toThrow('no values');
  expect(() => quantiles(Float64Array.of(1, Number.NaN), [0.5])).toThrow('value 1 is NaN');
  expect(() => quantiles(Float64Array.of(1), [1.1])).toThrow('quantile 1.1');
});
