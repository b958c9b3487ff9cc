import { expect, test } from 'vitest';
import { conditionalExpectedOrders } from '../../../src/kernels/lifetime-value/conditional-expected-orders.js';
import { discountedOrders } from '../../../src/kernels/lifetime-value/discounted-orders.js';
import { expectedOrderValue } from '../../../src/kernels/lifetime-value/expected-order-value.js';
import { expectedOrders } from '../../../src/kernels/lifetime-value/expected-orders.js';
import { fitBtyd } from '../../../src/kernels/lifetime-value/fit-btyd.js';
import { fitGammaGamma } from '../../../src/kernels/lifetime-value/fit-gamma-gamma.js';
import { probabilityAlive } from '../../../src/kernels/lifetime-value/probability-alive.js';
import { cdnow, oneCustomer } from '../../helpers/cdnow.js';

const fit = { model: 'bg-nbd', parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } } as const;

test.each([
  ['no customers', [], [], [], /no customers/],
  ['columns of different lengths', [1], [1, 2], [3], /repeatFrequency 1, ageAtLastOrder 2, T 1/],
  ['half an order', [0.5], [1], [3], /customer 0 has repeatFrequency 0.5/],
  ['a negative number of orders', [-1], [0], [3], /repeatFrequency -1/],
  ['a last order after the end', [0, 1], [0, 4], [3, 3], /customer 1 has repeatFrequency 1, ageAtLastOrder 4, T 3/],
  ['a repeat order without an age', [1], [0], [3], /ageAtLastOrder 0/],
  ['an age without a repeat order', [0], [2], [3], /repeatFrequency 0, ageAtLastOrder 2/],
  ['not a number', [1], [Number.NaN], [3], /NaN/],
  ['an infinite age', [1], [1], [Infinity], /T Infinity/],
  ['nobody who ordered twice', [0, 0], [0, 0], [3, 4], /none of 2 customers ordered twice/],
])('%s is refused with its numbers', (_, x, tx, T, message) => {
  const customers = {
    repeatFrequency: Float64Array.from(x),
    ageAtLastOrder: Float64Array.from(tx),
    T: Float64Array.from(T),
  };
  for (const model of ['bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const) {
    expect(() => fitBtyd(model, customers)).toThrow(message);
    expect(() => fitBtyd(model, customers)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  }
});

test('a fit that finds no inner maximum is an error that carries the gradient', () => {
  const alike = {
    repeatFrequency: new Float64Array(50).fill(3),
    ageAtLastOrder: new Float64Array(50).fill(10),
    T: new Float64Array(50).fill(10),
  };
  for (const model of ['bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const) {
    expect(() => fitBtyd(model, alike)).toThrow(/gradient of the mean log-likelihood .* is r /);
  }
  const customers = cdnow();
  expect(() => fitBtyd('bg-nbd', customers, { maxIter: 2 })).toThrow(/has not converged: at r .* after 2 steps/);
});

test('a penalty keeps equal rates from running off', () => {
  const x = Float64Array.from({ length: 60 }, (_, i) => 2 + (i % 3));
  const T = x.map(() => 30);
  const alike = { repeatFrequency: x, ageAtLastOrder: x.map((_, i) => 8 + (i % 20)), T };
  expect(() => fitBtyd('bg-nbd', alike)).toThrow(/gradient/);
  const { parameters } = fitBtyd('bg-nbd', alike, { penalty: 0.001 });
  expect(Object.values(parameters).every((value) => value > 1e-3 && value < 1e3)).toBe(true);
});

test('one customer on the last day has no future of its own yet: the mean of all', () => {
  const fresh = oneCustomer(0, 0, 0);
  expect(probabilityAlive(fit, fresh)[0]).toBe(1);
  expect(conditionalExpectedOrders(fit, fresh, 10)[0]).toBeCloseTo(expectedOrders(fit, Float64Array.of(10))[0], 12);
});

test('BG/NBD says P(alive) = 1 of whoever ordered once; MBG/NBD and Pareto/NBD do not', () => {
  const once = oneCustomer(0, 0, 300);
  expect(probabilityAlive(fit, once)[0]).toBe(1);
  expect(probabilityAlive({ ...fit, model: 'mbg-nbd' }, once)[0]).toBeLessThan(0.9);
  const pareto = { model: 'pareto-nbd', parameters: { r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 } } as const;
  expect(probabilityAlive(pareto, once)[0]).toBeLessThan(0.5);
});

test('extremes stay finite: 10,000 orders, a horizon of a thousand years, a = 1, a + b < 1', () => {
  const heavy = oneCustomer(10_000, 3000, 3001);
  for (const model of ['bg-nbd', 'mbg-nbd'] as const) {
    for (const a of [0.2, 1, 5]) {
      const extreme = { model, parameters: { r: 0.3, alpha: 2, a, b: 0.4 } };
      for (const value of [
        probabilityAlive(extreme, heavy)[0],
        conditionalExpectedOrders(extreme, heavy, 365_000)[0],
        conditionalExpectedOrders(extreme, oneCustomer(0, 0, 5), 365_000)[0],
        expectedOrders(extreme, Float64Array.of(365_000))[0],
      ]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(Infinity);
      }
    }
  }
  const pareto = { model: 'pareto-nbd', parameters: { r: 0.3, alpha: 2, s: 1, beta: 0.01 } } as const;
  expect(probabilityAlive(pareto, heavy)[0]).toBeGreaterThan(0.9);
  expect(probabilityAlive(pareto, oneCustomer(10_000, 1, 3000))[0]).toBe(0);
  expect(conditionalExpectedOrders(pareto, heavy, 365_000)[0]).toBeLessThan(Infinity);
});

test('parameters, times and discounts out of range are named', () => {
  const ann = oneCustomer(1, 2, 3);
  expect(() => probabilityAlive({ model: 'bg-nbd', parameters: { r: 1, alpha: 1, a: 1 } }, ann)).toThrow(
    /parameter b of bg-nbd is undefined/,
  );
  expect(() => probabilityAlive({ ...fit, parameters: { ...fit.parameters, r: 0 } }, ann)).toThrow(/r of bg-nbd is 0/);
  expect(() => conditionalExpectedOrders(fit, ann, -1)).toThrow(/a time of -1/);
  expect(() => expectedOrders(fit, Float64Array.of(Number.NaN))).toThrow(/a time of NaN/);
  expect(() => discountedOrders(fit, ann, 1, -0.1)).toThrow(/a discount of -0.1/);
  expect(() => fitBtyd('no-model' as 'bg-nbd', ann)).toThrow(/no model "no-model"/);
});

test('spending of zero or below is left out and counted; too few who count is an error', () => {
  const customers = cdnow();
  const values = customers.meanOrderValue.slice();
  const negative = customers.repeatFrequency.findIndex((x) => x > 0);
  values[negative] = -5;
  const spent = fitGammaGamma(customers.repeatFrequency, values);
  expect(spent).toMatchObject({ customers: 945, oneTime: 1411, notPositive: 1 });
  expect(expectedOrderValue(spent, Float64Array.of(2), Float64Array.of(-5))[0]).toBe(0);
  expect(() => fitGammaGamma(Float64Array.of(1, 1, 0), Float64Array.of(5, 0, 9))).toThrow(
    /1 customers have a repeat order/,
  );
  expect(() => fitGammaGamma(Float64Array.of(1), Float64Array.of(1, 2))).toThrow(/1 entries, meanOrderValue 2/);
  expect(() => fitGammaGamma(Float64Array.of(1), Float64Array.of(Number.NaN))).toThrow(/customer 0/);
  expect(() => fitGammaGamma(new Float64Array(9).fill(2), new Float64Array(9).fill(5))).toThrow(/gradient/);
  expect(
    expectedOrderValue({ parameters: { p: 2, q: 0.5, v: 3 } }, Float64Array.of(0), Float64Array.of(0))[0],
  ).toBeNaN();
});

test('the same rows give the same bits; another order of rows the same answer to 1e-6', () => {
  const customers = cdnow();
  const [a, b] = [fitBtyd('bg-nbd', customers), fitBtyd('bg-nbd', customers)];
  expect(a).toEqual(b);
  const reversed = {
    repeatFrequency: customers.repeatFrequency.toReversed(),
    ageAtLastOrder: customers.ageAtLastOrder.toReversed(),
    T: customers.T.toReversed(),
  };
  const c = fitBtyd('bg-nbd', reversed);
  for (const [name, value] of Object.entries(a.parameters)) expect(c.parameters[name] / value).toBeCloseTo(1, 6);
});
