import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BtydModelName, btydModels } from '../../../src/kernels/lifetime-value/btyd-models.js';
import { conditionalExpectedOrders } from '../../../src/kernels/lifetime-value/conditional-expected-orders.js';
import { customerGroups } from '../../../src/kernels/lifetime-value/customer-groups.js';
import { discountedOrders } from '../../../src/kernels/lifetime-value/discounted-orders.js';
import { expectedOrders } from '../../../src/kernels/lifetime-value/expected-orders.js';
import { leftIntegral } from '../../../src/kernels/lifetime-value/left-integral.js';
import { ordersIfAlive } from '../../../src/kernels/lifetime-value/orders-if-alive.js';
import { probabilityAlive } from '../../../src/kernels/lifetime-value/probability-alive.js';
import { logGamma } from '../../../src/kernels/special/log-gamma.js';
import { cdnow, oneCustomer } from '../../helpers/cdnow.js';

const names = Object.keys(btydModels) as BtydModelName[];
const rate = fc.double({ min: 0.05, max: 20, noNaN: true });
const parameters = fc.tuple(rate, rate, rate, rate).map((values) => Float64Array.from(values));
const history = fc
  .record({
    x: fc.integer({ min: 0, max: 60 }),
    T: fc.double({ min: 0.5, max: 300, noNaN: true }),
    at: fc.double({ min: 0.01, max: 1, noNaN: true }),
  })
  .map(({ x, T, at }) => ({ x, tx: x > 0 ? T * at : 0, T }));
const fitOf = (model: BtydModelName, values: Float64Array) => ({
  model,
  parameters: Object.fromEntries(btydModels[model].names.map((name, i) => [name, values[i]])),
});

/** The likelihood of one customer as the papers print it, with no care for large numbers. */
function printed(h: number, [r, alpha, a, b]: Float64Array, x: number, tx: number, T: number): number {
  const beta = (u: number, v: number) => Math.exp(logGamma(u) + logGamma(v) - logGamma(u + v));
  const still = (beta(a, b + x + h) / beta(a, b)) * (alpha + T) ** -(r + x);
  const left = x + h > 0 ? (beta(a + 1, b + x + h - 1) / beta(a, b)) * (alpha + tx) ** -(r + x) : 0;
  return logGamma(r + x) - logGamma(r) + r * Math.log(alpha) + Math.log(still + left);
}

test.each([
  ['bg-nbd', 0],
  ['mbg-nbd', 1],
] as const)('%s: the log-likelihood is the printed one', (model, h) => {
  fc.assert(
    fc.property(parameters, fc.array(history, { minLength: 1, maxLength: 30 }), (values, rows) => {
      const column = (key: 'x' | 'tx' | 'T') => Float64Array.from(rows, (row) => row[key]);
      const groups = customerGroups({ repeatFrequency: column('x'), ageAtLastOrder: column('tx'), T: column('T') });
      const naive = rows.reduce((sum, { x, tx, T }) => sum + printed(h, values, x, tx, T), 0);
      const value = btydModels[model].logLikelihood(groups, values, new Float64Array(4));
      expect(Math.abs(value - naive)).toBeLessThan(1e-10 * Math.max(1, Math.abs(naive)) * rows.length);
    }),
    { numRuns: 300 },
  );
});

test.each(names)('%s: the gradient is the slope of the log-likelihood', (model) => {
  const { logLikelihood } = btydModels[model];
  const spare = new Float64Array(4);
  fc.assert(
    fc.property(parameters, history, (values, { x, tx, T }) => {
      const groups = customerGroups(oneCustomer(x, tx, T));
      const gradient = new Float64Array(4);
      logLikelihood(groups, values, gradient);
      for (let i = 0; i < 4; i++) {
        const step = 1e-5 * values[i];
        const moved = (sign: number) => values.map((value, j) => (i === j ? value + sign * step : value));
        const slope = (logLikelihood(groups, moved(1), spare) - logLikelihood(groups, moved(-1), spare)) / (2 * step);
        expect(Math.abs(gradient[i] - slope) * values[i]).toBeLessThan(1e-5 * Math.max(1, Math.abs(slope * values[i])));
      }
    }),
    { numRuns: 200 },
  );
});

test.each([
  [-3.650738834670572, 0.55, 10.6, 0.6, 11.7, 0, 38.9],
  [-15.050474363979292, 3.55, 10.6, 0.6, 11.7, 12.4, 38.9],
  [-107.41699059971991, 26.55, 10.6, 0.6, 11.7, 30.86, 31],
  [-183.11231186778937, 150.5, 2, 1.5, 300, 1, 400],
  [0.9540091044483692, 0.2, 0.001, 0.1, 0.001, 0, 500],
  [4.74852826111862, 2.2, 500, 4, 0.01, 0, 1000],
  [-4158.7620026794475, 900, 0.5, 0.3, 20, 100, 365],
  [-8.1025146500195, 1.3, 7, 2, 7, 3, 50],
])('the Pareto/NBD integral whose logarithm is %d: mpmath 1.3, 40 digits', (expected, ...args) => {
  const out = new Float64Array(5);
  leftIntegral(...(args as unknown as [number, number, number, number, number, number]), out);
  expect(Math.abs(out[0] - expected)).toBeLessThan(1e-12 * Math.max(1, Math.abs(expected)));
});

test('orders of a customer who has not left: the closed form and the integral of (1 - (alpha/(alpha + p t))^r)/p agree', () => {
  const shape = fc.double({ min: 1.2, max: 30, noNaN: true });
  fc.assert(
    fc.property(rate, rate, shape, shape, fc.double({ min: 0.01, max: 200, noNaN: true }), (r, alpha, a, b, t) => {
      const naive = betaMean(a, b, (p) => -Math.expm1(-r * Math.log1p((p * t) / alpha)) / p);
      expect(Math.abs(ordersIfAlive(r, alpha, a, b, t) / naive - 1)).toBeLessThan(1e-4);
    }),
    { numRuns: 100 },
  );
  for (const a of [1 - 1e-9, 1, 1 + 1e-12, 0.9901, 1.00999]) {
    const sides = (ordersIfAlive(2.3, 5, a - 0.03, 3, 40) + ordersIfAlive(2.3, 5, a + 0.03, 3, 40)) / 2;
    expect(Math.abs(ordersIfAlive(2.3, 5, a, 3, 40) / sides - 1)).toBeLessThan(2e-3);
  }
});

/** The mean of f over a beta distribution, by the midpoint rule after p = sin^2: slow and plain. */
function betaMean(a: number, b: number, f: (p: number) => number): number {
  let sum = 0;
  let mass = 0;
  const n = 40_000;
  for (let i = 0; i < n; i++) {
    const angle = ((i + 0.5) / n) * (Math.PI / 2);
    const p = Math.sin(angle) ** 2;
    const weight = Math.sin(angle) ** (2 * a - 1) * Math.cos(angle) ** (2 * b - 1);
    sum += weight * f(p);
    mass += weight;
  }
  return sum / mass;
}

describe.each(names)('%s', (model) => {
  test('P(alive) lies in 0..1 and falls the longer ago the last order is', () => {
    fc.assert(
      fc.property(parameters, history, fc.double({ min: 0, max: 500, noNaN: true }), (values, { x, tx, T }, more) => {
        const fit = fitOf(model, values);
        const [now] = probabilityAlive(fit, oneCustomer(x, tx, T));
        const [later] = probabilityAlive(fit, oneCustomer(x, tx, T + more));
        expect(now).toBeGreaterThanOrEqual(0);
        expect(now).toBeLessThanOrEqual(1);
        expect(later).toBeLessThanOrEqual(now + 1e-12);
      }),
    );
  });

  test('expected orders rise with the time, from 0, and a discount takes away', () => {
    fc.assert(
      fc.property(parameters, history, rate, (values, { x, tx, T }, t) => {
        const fit = fitOf(model, values);
        const customer = oneCustomer(x, tx, T);
        const [orders] = conditionalExpectedOrders(fit, customer, t);
        const [more] = conditionalExpectedOrders(fit, customer, 2 * t);
        expect(conditionalExpectedOrders(fit, customer, 0)[0]).toBe(0);
        expect(orders).toBeGreaterThanOrEqual(0);
        expect(more).toBeGreaterThanOrEqual(orders * (1 - 1e-9));
        expect(discountedOrders(fit, customer, t, 0)[0]).toBeCloseTo(orders, 12);
        expect(discountedOrders(fit, customer, t, 0.01)[0]).toBeLessThanOrEqual(orders * (1 + 1e-9));
        const [once, twice] = expectedOrders(fit, Float64Array.of(t, 2 * t));
        expect(twice).toBeGreaterThanOrEqual(once * (1 - 1e-9));
      }),
      { numRuns: 60 },
    );
  });

  test('discounted orders are the sum over many small steps', () => {
    const fit = fitOf(model, Float64Array.of(0.6, 6, 0.9, 3));
    const customer = oneCustomer(4, 20, 39);
    let sum = 0;
    let before = 0;
    for (let step = 1; step <= 2000; step++) {
      const [upTo] = conditionalExpectedOrders(fit, customer, step * 0.05);
      sum += (upTo - before) * 1.01 ** -((step - 0.5) * 0.05);
      before = upTo;
    }
    expect(Math.abs(discountedOrders(fit, customer, 100, 0.01)[0] / sum - 1)).toBeLessThan(1e-6);
  });
});

test('grouping loses nobody, whatever the stride', () => {
  const customers = cdnow();
  for (const stride of [1, 7]) {
    const groups = customerGroups(customers, stride);
    expect(groups.weights.reduce((sum, weight) => sum + weight, 0)).toBe(Math.ceil(2357 / stride));
    expect(groups.xWeights.reduce((sum, weight) => sum + weight, 0)).toBe(groups.n);
  }
  expect(customerGroups(customers).size).toBe(1016);
});
