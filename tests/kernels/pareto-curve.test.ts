import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paretoCurve } from '../../src/kernels/pareto-curve.js';

const finite = fc.double({ noNaN: true, min: -1e6, max: 1e6 });

test('every kept point equals the naive running sum', () => {
  fc.assert(
    fc.property(fc.array(finite, { maxLength: 700 }), fc.integer({ min: 2, max: 400 }), (values, points) => {
      const sorted = values.toSorted((a, b) => b - a);
      const curve = paretoCurve(Float64Array.from(values), points);
      expect(curve.length).toBeLessThanOrEqual(points);
      for (const { count, sum } of curve) {
        expect(sum).toBeCloseTo(
          sorted.slice(0, count).reduce((a, b) => a + b, 0),
          4,
        );
      }
      expect(curve.at(-1)?.count).toBe(values.length > 0 ? values.length : undefined);
      expect(curve.every((point, i) => i === 0 || point.count > curve[i - 1].count)).toBe(true);
    }),
  );
});

test('an empty array has no points; what is not finite is refused by its place', () => {
  expect(paretoCurve(new Float64Array())).toEqual([]);
  expect(() => paretoCurve(Float64Array.of(1, Number.NaN))).toThrow(/value 1 is NaN/);
});
