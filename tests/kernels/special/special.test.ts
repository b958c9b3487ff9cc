import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digamma } from '../../../src/kernels/special/digamma.js';
import { gaussLegendre } from '../../../src/kernels/special/gauss-legendre.js';
import { logGamma } from '../../../src/kernels/special/log-gamma.js';
import { logHyp2f1 } from '../../../src/kernels/special/log-hyp2f1.js';

const parameter = fc.double({ min: 1e-3, max: 200, noNaN: true });
const positive = fc.double({ min: 1e-3, max: 1e4, noNaN: true });

test.each([
  [0.5, 0.1026130407541255, 0.5, 1.5, 2.5, 0.3],
  [0.24, 0.6553378736160772, 0.24, 2.4, 2.2, 0.9],
  [2.24, 22.329920442839388, 2.24, 4.4, 4.2, 0.9999],
  [10.3, 7.987522660587411, 10.3, 12.5, 11.2, 0.5],
  [300.2, 66.85688225853795, 300.2, 250.5, 251, 0.2],
  [1000.3, 3509.3625620306902, 1000.3, 1002, 1001.5, 0.97],
  [0.01, 0.08812983308504306, 0.01, 0.02, 0.03, 0.999999],
  [5, 0.013404324216347656, 5, 0.1, 40, 0.99],
  [0.3, 152.80880749941718, 0.3, 80, 0.2, 0.85],
  [1200, 1733.0286105704256, 1200, 3, 0.5, 0.76],
  [1, 0.6143163324300619, 1, 1, 2, 0.75],
])('ln 2F1 with a = %d is %d, as mpmath 1.3 has it in 40 digits', (_, expected, a, b, c, z) => {
  const actual = logHyp2f1(a, b, c, z);
  expect(Math.abs(actual - expected)).toBeLessThan(2e-13 * Math.max(1, Math.abs(expected)));
});

test('2F1(a, b; b; z) is (1 - z)^-a, whatever b', () => {
  fc.assert(
    fc.property(parameter, parameter, fc.double({ min: 0, max: 0.9999, noNaN: true }), (a, b, z) => {
      const expected = -a * Math.log1p(-z);
      expect(Math.abs(logHyp2f1(a, b, b, z) - expected)).toBeLessThan(1e-12 * Math.max(1, expected));
    }),
    { numRuns: 200 },
  );
});

test('2F1 outside its range is refused', () => {
  for (const [a, b, c, z] of [
    [0, 1, 1, 0.5],
    [1, 1, -0.5, 0.5],
    [1, 1, 1, 1],
    [1, 1, 1, -0.1],
    [1, Number.NaN, 1, 0.5],
    [1, Infinity, 1, 0.5],
  ] as const) {
    expect(() => logHyp2f1(a, b, c, z)).toThrow(/outside its range/);
  }
});

test('ln G(x + 1) - ln G(x) is ln x, and psi is its derivative', () => {
  fc.assert(
    fc.property(positive, (x) => {
      const scale = Math.max(1, Math.abs(logGamma(x)));
      expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(4e-15 * scale);
      expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(1e-14 * Math.max(1, 1 / x));
    }),
  );
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
  expect(digamma(0.5)).toBeCloseTo(-0.5772156649015329 - 2 * Math.LN2, 13);
  expect([logGamma(0), logGamma(-1), digamma(0), logGamma(Number.NaN)]).toEqual(Array(4).fill(Number.NaN));
});

test('Gauss-Legendre with n nodes is exact for polynomials of degree 2n - 1', () => {
  for (const n of [1, 2, 5, 12, 16]) {
    const { nodes, weights } = gaussLegendre(n);
    for (let degree = 0; degree < 2 * n; degree++) {
      const sum = nodes.reduce((total, node, i) => total + weights[i] * node ** degree, 0);
      expect(sum).toBeCloseTo(1 / (degree + 1), 13);
    }
  }
});
