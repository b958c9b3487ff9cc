import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../../src/base/random.js';
import { groupLift } from '../../src/kernels/lift.js';

const values = Float64Array.of(0, 0, 6, 2, 1, 3);
const labels = Int32Array.of(0, 0, 1, 1, 2, 2);

test('by hand: means 0, 4, 2 of 2 in all; capture is twice the area above the diagonal', () => {
  const { groups, capture } = groupLift(values, labels, 4, { seed: 1, resamples: 200 });
  expect(groups.map(({ lift }) => lift?.estimate)).toEqual([0, 2, 1, undefined]);
  expect(groups[1]).toMatchObject({ count: 2, mean: { estimate: 4 } });
  expect(groups[3]).toEqual({ count: 0, mean: null, lift: null });
  expect(capture!.estimate).toBeCloseTo(2 * ((1 / 3) * (1 / 3) + (1 / 3) * (5 / 6) + 1 / 3) - 1, 12);
  expect(groups[1].lift!.low).toBeLessThanOrEqual(2);
  expect(groups[1].lift!.high).toBeGreaterThanOrEqual(2);
});

test('the same seed gives the same bits, another one others', () => {
  const run = (seed: number) => groupLift(values, labels, 3, { seed, resamples: 100 });
  expect(run(1)).toEqual(run(1));
  expect(run(1)).not.toEqual(run(2));
});

test('groups of one: capture is the Gini coefficient of the values (mean absolute difference over twice the mean)', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }), (list) => {
      const each = Int32Array.from(list, (_, i) => i);
      const { capture } = groupLift(Float64Array.from(list), each, list.length, { seed: 1, resamples: 1 });
      const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
      const differences = list.flatMap((a) => list.map((b) => Math.abs(a - b))).reduce((sum, d) => sum + d, 0);
      expect(capture!.estimate).toBeCloseTo(differences / list.length ** 2 / (2 * mean), 10);
    }),
  );
});

test("the interval of a group's mean is about 1.96 standard errors to each side", () => {
  const { normal } = random(4);
  const sample = Float64Array.from({ length: 800 }, () => normal(10, 2));
  const two = Int32Array.from(sample, (_, i) => i % 2);
  const { mean } = groupLift(sample, two, 2, { seed: 1, resamples: 2000 }).groups[0];
  expect(mean!.estimate - mean!.low).toBeCloseTo(0.196, 1);
});

test.each([
  [Float64Array.of(), Int32Array.of(), 'no values'],
  [Float64Array.of(1, Number.NaN), Int32Array.of(0, 0), 'value 1 is NaN'],
  [Float64Array.of(1), Int32Array.of(0, 0), '1 values have 2 labels'],
  [Float64Array.of(1), Int32Array.of(3), 'label 0 is 3'],
])('%o with labels %o is refused', (given, of, message) => {
  expect(() => groupLift(given, of, 3, { seed: 1 })).toThrow(message);
});

test('values that are all zero have no lift', () => {
  const { groups, capture } = groupLift(new Float64Array(2), Int32Array.of(0, 1), 2, { seed: 1, resamples: 10 });
  expect([groups[0].lift, capture]).toEqual([null, null]);
});
