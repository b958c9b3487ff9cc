import { TillbookError } from '../../base/errors.js';
import { digamma } from '../special/digamma.js';
import { logGamma } from '../special/log-gamma.js';
import { blockSums } from './block-sums.js';
import { type FitOptions, maximumLikelihood } from './maximum-likelihood.js';
import { standardErrors } from './standard-errors.js';

export interface GammaGammaFit {
  readonly model: 'gamma-gamma';
  /** p, q, v; v in the currency of the orders. */
  readonly parameters: { readonly p: number; readonly q: number; readonly v: number };
  readonly standardErrors: Readonly<Record<string, number>>;
  /** 3 x 3, row-major. */
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
  /** Customers who count: a repeat order and a mean above zero. */
  readonly customers: number;
  /** Left out for want of a repeat order. */
  readonly oneTime: number;
  /** Left out for a mean order value of zero or below: a gamma distribution has none. */
  readonly notPositive: number;
  readonly nIter: number;
  /** The correlation of repeat frequency and mean order value among those who count; the model assumes none. */
  readonly correlation: number;
}

const names = ['p', 'q', 'v'] as const;
const starts = [
  [6, 4, 0.4],
  [1, 3, 2],
  [2, 10, 5],
];

/**
 * Fits the Gamma-Gamma model of spending: an order's value varies around the customer's own mean by a gamma distribution
 * (shape p), and these means vary between customers (q, v).
 *
 * @param repeatFrequency repeat orders of each customer (x).
 * @param meanOrderValue the mean value of these repeat orders. Where x is 0 it is not read; where it is zero or below
 * the customer is left out and counted in `notPositive`.
 * @throws TillbookError BAD_INPUT for columns of different lengths, numbers that are not finite, fewer than 3 customers
 * who count, or a search that does not converge: the message then carries the parameters and the gradient.
 * Source: Fader & Hardie 2013, "The Gamma-Gamma model of monetary value", equation 1a.
 */
export function fitGammaGamma(
  repeatFrequency: Float64Array,
  meanOrderValue: Float64Array,
  options: FitOptions = {},
): GammaGammaFit {
  const rows = counted(repeatFrequency, meanOrderValue);
  const x = Float64Array.from(rows, (row) => repeatFrequency[row]!);
  const m = Float64Array.from(rows, (row) => meanOrderValue[row]!);
  const n = rows.length;
  if (n < 3) {
    throw new TillbookError('BAD_INPUT', `${n} customers have a repeat order of a value above zero`, {
      hint: 'the model of spending needs 3 at the least, and some hundred to be of use',
    });
  }
  const mean = m.reduce((sum, value) => sum + value, 0) / n;
  const all = { n, scales: Float64Array.of(1, 1, mean), logLikelihood: likelihood(x, m) };
  const fit = maximumLikelihood(names, all, all, starts, options);
  const [p, q, v] = fit.parameters as unknown as [number, number, number];
  const oneTime = repeatFrequency.reduce((count, orders) => count + (orders === 0 ? 1 : 0), 0);
  return {
    model: 'gamma-gamma',
    parameters: { p, q, v },
    standardErrors: standardErrors(names, fit.covariance),
    covariance: fit.covariance,
    logLikelihood: fit.logLikelihood,
    customers: n,
    oneTime,
    notPositive: repeatFrequency.length - n - oneTime,
    nIter: fit.nIter,
    correlation: correlation(x, m),
  };
}

function counted(repeatFrequency: Float64Array, meanOrderValue: Float64Array): number[] {
  if (repeatFrequency.length !== meanOrderValue.length) {
    throw new TillbookError(
      'BAD_INPUT',
      `repeatFrequency has ${repeatFrequency.length} entries, meanOrderValue ${meanOrderValue.length}`,
      { hint: 'one entry a customer in each' },
    );
  }
  const rows: number[] = [];
  repeatFrequency.forEach((x, i) => {
    if (x === 0) return;
    const value = meanOrderValue[i]!;
    if (!(x > 0) || !Number.isInteger(x) || !Number.isFinite(value)) {
      throw new TillbookError('BAD_INPUT', `customer ${i} has repeatFrequency ${x}, meanOrderValue ${value}`, {
        hint: 'a whole number, and a finite value where it is above zero',
      });
    }
    if (value > 0) rows.push(i);
  });
  return rows;
}

function likelihood(x: Float64Array, m: Float64Array): (parameters: Float64Array, gradient: Float64Array) => number {
  const logM = m.map(Math.log);
  const logX = x.map(Math.log);
  return (parameters, gradient) => {
    const [p, q, v] = parameters as unknown as [number, number, number];
    const known = new Map<number, readonly [number, number, number, number]>();
    const forX = (k: number) => {
      let entry = known.get(k);
      if (entry === undefined) {
        entry = [logGamma(p * k + q) - logGamma(p * k), digamma(p * k), digamma(p * k + q), p * k];
        known.set(k, entry);
      }
      return entry;
    };
    const sums = blockSums(x.length, 4, (from, to, out) => {
      for (let i = from; i < to; i++) {
        const [logs, psi, psiQ, px] = forX(x[i]!);
        const total = x[i]! * m[i]! + v;
        const logTotal = Math.log(total);
        out[0]! += logs + (px - 1) * logM[i]! + px * logX[i]! - (px + q) * logTotal;
        out[1]! += x[i]! * (psiQ - psi + logM[i]! + logX[i]! - logTotal);
        out[2]! += psiQ - logTotal;
        out[3]! -= (px + q) / total;
      }
    });
    gradient[0] = sums[1]!;
    gradient[1] = sums[2]! + x.length * (Math.log(v) - digamma(q));
    gradient[2] = sums[3]! + (x.length * q) / v;
    return sums[0]! + x.length * (q * Math.log(v) - logGamma(q));
  };
}

function correlation(x: Float64Array, y: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  let xy = 0;
  let xx = 0;
  let yy = 0;
  x.forEach((value, i) => {
    xy += (value - meanX) * (y[i]! - meanY);
    xx += (value - meanX) ** 2;
    yy += (y[i]! - meanY) ** 2;
  });
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
