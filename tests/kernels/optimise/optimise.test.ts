import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hessian } from '../../../src/kernels/optimise/hessian.js';
import { minimise } from '../../../src/kernels/optimise/minimise.js';
import { positiveDefiniteInverse } from '../../../src/kernels/optimise/positive-definite-inverse.js';

const rosenbrock = (x: Float64Array, gradient: Float64Array) => {
  gradient[0] = -400 * x[0] * (x[1] - x[0] ** 2) - 2 * (1 - x[0]);
  gradient[1] = 200 * (x[1] - x[0] ** 2);
  return 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2;
};

test('Rosenbrock (1960): from (-1.2, 1) to (1, 1)', () => {
  const found = minimise(rosenbrock, Float64Array.of(-1.2, 1));
  expect(found.converged).toBe(true);
  expect(found.x[0]).toBeCloseTo(1, 7);
  expect(found.x[1]).toBeCloseTo(1, 7);
  expect(found.nEval).toBeLessThan(80);
});

test('any convex parabola in three dimensions is solved, from anywhere', () => {
  const entry = fc.double({ min: -3, max: 3, noNaN: true });
  const spread = fc.double({ min: 0.01, max: 100, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(spread, { minLength: 3, maxLength: 3 }),
      fc.array(entry, { minLength: 3, maxLength: 3 }),
      (widths, centre) => {
        const parabola = (x: Float64Array, gradient: Float64Array) =>
          x.reduce((sum, value, i) => {
            gradient[i] = 2 * widths[i] * (value - centre[i]);
            return sum + widths[i] * (value - centre[i]) ** 2;
          }, 0);
        const found = minimise(parabola, new Float64Array(3));
        expect(found.converged).toBe(true);
        found.x.forEach((value, i) => {
          expect(value).toBeCloseTo(centre[i], 5);
        });
      },
    ),
  );
});

test('a function without a minimum ends without convergence, and with its gradient', () => {
  const slope = (_: Float64Array, gradient: Float64Array) => {
    gradient[0] = 1;
    return _[0];
  };
  const found = minimise(slope, Float64Array.of(0), { maxIter: 5 });
  expect(found).toMatchObject({ converged: false });
  expect(found.gradient).toEqual(Float64Array.of(1));
});

test('values that are not finite are stepped back from', () => {
  const log = (x: Float64Array, gradient: Float64Array) => {
    gradient[0] = 1 - 1 / x[0];
    return x[0] > 0 ? x[0] - Math.log(x[0]) : Number.NaN;
  };
  expect(minimise(log, Float64Array.of(40)).x[0]).toBeCloseTo(1, 6);
});

test("Rosenbrock's Hessian at (1, 1) is 802, -400, -400, 200, and its inverse by hand 0.5, 1, 1, 2.005", () => {
  const matrix = hessian(rosenbrock, Float64Array.of(1, 1));
  [802, -400, -400, 200].forEach((value, i) => {
    expect(matrix[i]).toBeCloseTo(value, 3);
  });
  const inverse = positiveDefiniteInverse(Float64Array.of(802, -400, -400, 200));
  [0.5, 1, 1, 2.005].forEach((value, i) => {
    expect(inverse?.[i]).toBeCloseTo(value, 9);
  });
  expect(positiveDefiniteInverse(Float64Array.of(1, 2, 2, 1))).toBeNull();
});
