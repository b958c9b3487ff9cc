import { digamma } from '../special/digamma.js';
import { logGamma } from '../special/log-gamma.js';
import { blockSums } from './block-sums.js';
import type { BtydModel } from './btyd-model.js';
import type { CustomerGroups } from './customer-groups.js';
import type { Customers } from './customers.js';
import { distinct } from './distinct.js';
import { ordersIfAlive } from './orders-if-alive.js';

/**
 * The BG/NBD model and its modification, MBG/NBD, which differ in one thing: whether a customer can leave right after the
 * first order. With h = 0 (cannot) or 1 (can), a customer's likelihood is
 *
 *     G(r+x)/G(r) a^r B(a, b+x+h)/B(a, b) [ (alpha+T)^-(r+x) + [x+h > 0] a/(b+x+h-1) (alpha+t_x)^-(r+x) ]
 *
 * the two terms being "still a customer" and "left after the last order". Both are kept as logarithms.
 *
 * Sources: Fader, Hardie & Lee 2005; Batislam, Denizel & Filiztekin 2007; Wagner & Hoppe 2008.
 */
export function geometricDropout(h: 0 | 1): BtydModel {
  return {
    names: ['r', 'alpha', 'a', 'b'],
    timed: [false, true, false, false],
    starts: [
      [0.3, 0.15, 0.8, 2.5],
      [1, 0.5, 1, 1],
      [0.5, 0.5, 0.2, 4],
      [3, 1, 2, 10],
    ],
    logLikelihood: (groups, parameters, gradient) => logLikelihood(h, groups, parameters, gradient),
    alive: (parameters, customers) => alive(h, parameters, customers),
    expected([r, alpha, a, b], t) {
      const first = h === 0 ? 1 : b! / (a! + b!);
      return first * ordersIfAlive(r!, alpha!, a!, b! + h, t);
    },
    expectedIfAlive: (parameters, customers, t) => expectedIfAlive(h, parameters, customers, t),
  };
}

function logLikelihood(h: 0 | 1, groups: CustomerGroups, parameters: Float64Array, gradient: Float64Array): number {
  const [r, alpha, a, b] = parameters as unknown as [number, number, number, number];
  const { x, tx, T, xIndex, txIndex, TIndex, xWeights, weights, n } = groups;
  const logAge = T.map((age) => Math.log(alpha + age));
  const logLast = tx.map((last) => Math.log(alpha + last));
  const logRatio = x.map((k) => (k + h > 0 ? Math.log(a / (b + k + h - 1)) : -Infinity));

  const sums = blockSums(groups.size, 5, (from, to, out) => {
    let value = 0;
    let byR = 0;
    let byAlpha = 0;
    let left = 0;
    let byB = 0;
    for (let g = from; g < to; g++) {
      const k = xIndex[g]!;
      const weight = weights[g]!;
      const shape = r + x[k]!;
      const lnAge = logAge[TIndex[g]!]!;
      const age = alpha + T[TIndex[g]!]!;
      if (x[k]! + h === 0) {
        value -= weight * shape * lnAge;
        byR -= weight * lnAge;
        byAlpha -= (weight * shape) / age;
        continue;
      }
      const lnLast = logLast[txIndex[g]!]!;
      const last = alpha + tx[txIndex[g]!]!;
      const difference = logRatio[k]! + shape * (lnAge - lnLast);
      const small = Math.exp(-Math.abs(difference));
      const share = (difference > 0 ? 1 : small) / (1 + small);
      value += weight * (Math.log(1 + small) + Math.max(difference, 0) - shape * lnAge);
      byR -= weight * (lnAge + share * (lnLast - lnAge));
      byAlpha -= weight * shape * ((1 - share) / age + share / last);
      left += weight * share;
      byB -= (weight * share) / (b + x[k]! + h - 1);
    }
    out[0]! += value;
    out[1]! += byR;
    out[2]! += byAlpha;
    out[3]! += left;
    out[4]! += byB;
  });

  let value = sums[0]! + n * (r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b));
  let byR = sums[1]! + n * (Math.log(alpha) - digamma(r));
  let byA = sums[3]! / a + n * digamma(a + b);
  let byB = sums[4]! + n * (digamma(a + b) - digamma(b));
  for (let k = 0; k < x.length; k++) {
    const weight = xWeights[k]!;
    const shifted = b + x[k]! + h;
    value += weight * (logGamma(r + x[k]!) + logGamma(shifted) - logGamma(a + shifted));
    byR += weight * digamma(r + x[k]!);
    byA -= weight * digamma(a + shifted);
    byB += weight * (digamma(shifted) - digamma(a + shifted));
  }
  gradient[0] = byR;
  gradient[1] = sums[2]! + (n * r) / alpha;
  gradient[2] = byA;
  gradient[3] = byB;
  return value;
}

function alive(h: 0 | 1, parameters: Float64Array, { repeatFrequency, ageAtLastOrder, T }: Customers): Float64Array {
  const [r, alpha, a, b] = parameters as unknown as [number, number, number, number];
  return repeatFrequency.map((x, i) => {
    if (x + h === 0) return 1;
    const log = (r + x) * Math.log1p((T[i]! - ageAtLastOrder[i]!) / (alpha + ageAtLastOrder[i]!));
    return 1 / (1 + (a / (b + x + h - 1)) * Math.exp(log));
  });
}

/** It depends on x and T alone, so it is computed once for each pair that occurs. */
function expectedIfAlive(
  h: 0 | 1,
  parameters: Float64Array,
  { repeatFrequency, T }: Customers,
  t: number,
): Float64Array {
  const [r, alpha, a, b] = parameters as unknown as [number, number, number, number];
  const orders = (x: number, age: number) => ordersIfAlive(r + x, alpha + age, a, b + x + h, t);
  const x = distinct(repeatFrequency);
  const age = distinct(T);
  if (x.values.length * age.values.length > 4 * T.length + 1000) {
    return repeatFrequency.map((value, i) => orders(value, T[i]!));
  }
  const table = new Float64Array(x.values.length * age.values.length).fill(-1);
  return repeatFrequency.map((value, i) => {
    const cell = x.index[i]! * age.values.length + age.index[i]!;
    if (table[cell]! < 0) table[cell] = orders(value, T[i]!);
    return table[cell]!;
  });
}
