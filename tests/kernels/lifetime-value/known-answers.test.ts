import { expect, test } from 'vitest';
import { conditionalExpectedOrders } from '../../../src/kernels/lifetime-value/conditional-expected-orders.js';
import { expectedOrderValue } from '../../../src/kernels/lifetime-value/expected-order-value.js';
import { expectedOrders } from '../../../src/kernels/lifetime-value/expected-orders.js';
import { fitBtyd } from '../../../src/kernels/lifetime-value/fit-btyd.js';
import { fitGammaGamma } from '../../../src/kernels/lifetime-value/fit-gamma-gamma.js';
import { probabilityAlive } from '../../../src/kernels/lifetime-value/probability-alive.js';
import { cdnow, oneCustomer } from '../../helpers/cdnow.js';

const customers = cdnow();

function near(actual: Readonly<Record<string, number>>, expected: Record<string, number>, tolerance: number): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, value] of Object.entries(expected)) {
    expect(Math.abs(actual[name] - value), `${name}: ${actual[name]} beside ${value}`).toBeLessThanOrEqual(tolerance);
  }
}

test('BG/NBD on CDNOW: Fader, Hardie & Lee 2005; standard errors as in known-answers.md', () => {
  const fit = fitBtyd('bg-nbd', customers);
  near(fit.parameters, { r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 }, 5e-5);
  near(fit.standardErrors, { r: 0.0126, alpha: 0.378, a: 0.186, b: 0.705 }, 5e-4);
  expect(Math.abs(fit.logLikelihood - -9582.43)).toBeLessThan(0.01);
  expect(conditionalExpectedOrders(fit, oneCustomer(2, 30.43, 38.86), 39)[0]).toBeCloseTo(1.226, 3);
  const means = expectedOrders(fit, Float64Array.of(0.1429, 1, 3, 31.8571, 32, 78));
  [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576].forEach((value, i) => {
    expect(Math.abs(means[i] - value)).toBeLessThan(5e-4);
  });
});

test('BG/NBD means up to t: mpmath 1.3, 40 digits, at r 0.2426, alpha 4.4135, a 0.7929, b 2.4258', () => {
  const fit = { model: 'bg-nbd', parameters: { r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 } } as const;
  const means = expectedOrders(fit, Float64Array.of(0.1429, 1, 3, 31.8571, 32, 78));
  [0.007816356, 0.053186656, 0.15063726, 1.040526, 1.043769, 1.8580218].forEach((value, i) => {
    expect(Math.abs(means[i] / value - 1)).toBeLessThan(5e-7);
  });
});

test('Pareto/NBD on CDNOW: Fader & Hardie 2005, and lifetimes for P(alive | 26, 30.86, 31) and E[Y(52)]', () => {
  const fit = fitBtyd('pareto-nbd', customers);
  near(fit.parameters, { r: 0.5533, alpha: 10.578, s: 0.6062, beta: 11.668 }, 5e-4);
  expect(Math.abs(fit.logLikelihood - -9594.97)).toBeLessThan(0.01);
  const best = oneCustomer(26, 30.86, 31);
  expect(probabilityAlive(fit, best)[0]).toBeCloseTo(0.9979, 4);
  expect(Math.abs(conditionalExpectedOrders(fit, best, 52)[0] - 25.46)).toBeLessThan(0.005);
});

test('MBG/NBD on CDNOW: the R package BTYDplus', () => {
  const { parameters } = fitBtyd('mbg-nbd', customers);
  near(parameters, { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }, 5e-4);
});

test('Gamma-Gamma on the 946 repeat buyers of CDNOW: Fader & Hardie 2013', () => {
  const fit = fitGammaGamma(customers.repeatFrequency, customers.meanOrderValue);
  expect(fit).toMatchObject({ customers: 946, oneTime: 1411, notPositive: 0 });
  near({ ...fit.parameters }, { p: 6.25, q: 3.74, v: 15.45 }, 5.5e-3);
  expect(Math.abs(fit.logLikelihood - -4055.92)).toBeLessThan(0.01);
  const values = expectedOrderValue(fit, Float64Array.of(0, 2), Float64Array.of(0, 22.35));
  expect(values[0]).toBeCloseTo((fit.parameters.p * fit.parameters.v) / (fit.parameters.q - 1), 10);
  expect(values[1]).toBeGreaterThan(22.35);
});
