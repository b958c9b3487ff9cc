import { expect, test } from 'vitest';
import { log1p, scaled, standardize } from '../../src/kernels/scaling.js';

const points = Float64Array.of(1, 5, 2, 5, 6, 5);

test("population deviation as scikit-learn's StandardScaler, sample deviation as Spark's, by hand", () => {
  const population = standardize(points, 2, 'population');
  expect(population.scales[0]).toBeCloseTo(Math.sqrt(14 / 3), 12);
  const sample = standardize(points, 2, 'sample');
  expect(sample.scales[0]).toBeCloseTo(Math.sqrt(7), 12);
  expect(sample.points[4]).toBeCloseTo(3 / Math.sqrt(7), 12);
  expect(standardize(points, 2, 'none').points).toEqual(points);
});

test('a constant column becomes 0, also where the mean is rounded; one row is constant', () => {
  const constant = standardize(
    Float64Array.from({ length: 999 }, () => 0.1),
    1,
    'sample',
  );
  expect(constant.points.every((value) => Math.abs(value) < 1e-12)).toBe(true);
  expect(standardize(Float64Array.of(3, 4), 2, 'sample').points).toEqual(Float64Array.of(0, 0));
});

test('far from 0 the deviation is right', () => {
  expect(standardize(Float64Array.of(1e9, 1e9 + 1, 1e9 + 2), 1, 'sample').scales[0]).toBeCloseTo(1, 9);
});

test('new rows are scaled as the old ones were', () => {
  const fitted = standardize(points, 2, 'sample');
  expect(scaled(points, fitted)).toEqual(fitted.points);
});

test('log1p names row and column of what has no logarithm, and a column that is not there', () => {
  expect(log1p(Float64Array.of(0, -5), 2, [0])).toEqual(Float64Array.of(0, -5));
  expect(() => log1p(Float64Array.of(1, 2, 3, -1), 2, [0, 1])).toThrow('log1p of -1 at row 1, column 1');
  expect(() => log1p(points, 2, [2])).toThrow('log1p of column 2, but there are 2');
  expect(() => standardize(new Float64Array(), 2, 'sample')).toThrow('there are no points');
  expect(() => standardize(Float64Array.of(Number.NaN), 1, 'sample')).toThrow('row 0, column 0 (both from 0) is NaN');
});
