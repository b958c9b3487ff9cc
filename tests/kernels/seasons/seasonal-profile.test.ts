import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seasonalProfile } from '../../../src/kernels/seasons/seasonal-profile.js';

const months = (n: number, of: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => of(i));
const shape = [1, 1, 1, 1, 1, 1, 0.5, 0.5, 1, 1.5, 1.5, 1];

test('by hand: a pure season comes back as it is, its limits closed', () => {
  const { index, lower, upper, cycles } = seasonalProfile(
    months(36, (i) => 100 * shape[i % 12]),
    12,
  );
  shape.forEach((value, i) => {
    expect(index[i]).toBeCloseTo(value, 12);
    expect(upper[i] - lower[i]).toBeLessThan(1e-9);
  });
  expect(cycles).toBe(3);
});

test('a trend is no season: 2 % a month over five years leaves the indices within 3 % of the truth', () => {
  const { index } = seasonalProfile(
    months(60, (i) => 100 * 1.02 ** i * shape[(i + 4) % 12]),
    12,
    4,
  );
  shape.forEach((value, i) => {
    expect(Math.abs(index[i] / value - 1)).toBeLessThan(0.03);
  });
});

test('a masked period changes nothing where the season is pure', () => {
  const masked = months(48, (i) => (i === 0 || i === 47 ? Number.NaN : 7 * shape[i % 12]));
  const { index, seen } = seasonalProfile(masked, 12);
  shape.forEach((value, i) => {
    expect(Math.abs(index[i] - value)).toBeLessThan(0.02);
  });
  expect([seen[0], seen[5], seen[11]]).toEqual([3, 4, 3]);
});

test('fewer than two cycles have no limits and say how many they are', () => {
  const once = seasonalProfile(
    months(13, (i) => 1 + (i % 12)),
    12,
  );
  expect(once.cycles).toBe(1);
  expect([...once.lower, ...once.upper].every(Number.isNaN)).toBe(true);
  expect(seasonalProfile(Float64Array.of(5), 12)).toMatchObject({ cycles: 0 });
  expect(seasonalProfile(new Float64Array(0), 12)).toMatchObject({ cycles: 0 });
});

test('scale does not matter, the indices have a mean of 1, and limits enclose them', () => {
  const values = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 24, maxLength: 80 });
  fc.assert(
    fc.property(values, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (list, factor) => {
      const profile = seasonalProfile(Float64Array.from(list), 12);
      const scaled = seasonalProfile(
        Float64Array.from(list, (value) => value * factor),
        12,
      );
      profile.index.forEach((value, i) => {
        expect(scaled.index[i]).toBeCloseTo(value, 9);
        expect(profile.lower[i]).toBeLessThanOrEqual(value);
        expect(profile.upper[i]).toBeGreaterThanOrEqual(value);
      });
      expect(profile.index.reduce((sum, value) => sum + value, 0)).toBeCloseTo(12, 9);
    }),
  );
});

test('nothing sold, infinite values and cycles that are none', () => {
  expect(seasonalProfile(new Float64Array(36), 12).index.every(Number.isNaN)).toBe(true);
  expect(() => seasonalProfile(Float64Array.of(1, Infinity), 12)).toThrow(/value 1 is Infinity/);
  for (const [cycle, first] of [
    [1, 0],
    [2.5, 0],
    [12, 12],
    [12, -1],
  ]) {
    expect(() => seasonalProfile(new Float64Array(36), cycle, first)).toThrow(/a cycle of/);
  }
});
