import { digamma } from '../special/digamma.js';
import { logGamma } from '../special/log-gamma.js';
import { blockSums } from './block-sums.js';
import type { BtydModel } from './btyd-model.js';
import type { CustomerGroups } from './customer-groups.js';
import type { Customers } from './customers.js';
import { leftIntegral } from './left-integral.js';

/**
 * The Pareto/NBD model. A customer's likelihood is
 *
 *     G(r+x)/G(r) alpha^r beta^s [ (alpha+T)^-(r+x) (beta+T)^-s + s int_t_x^T (alpha+u)^-(r+x) (beta+u)^-(s+1) du ]
 *
 * the two terms being "still a customer" and "left at some u between the last order and T". The integral is what others
 * write as a difference of two 2F1, which cancels; as an integral of a positive function it does not, and its gradient
 * comes with it.
 *
 * Sources: Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005, "A note on deriving the Pareto/NBD model".
 */
export const paretoDropout: BtydModel = {
  names: ['r', 'alpha', 's', 'beta'],
  timed: [false, true, false, true],
  starts: [
    [0.5, 0.4, 0.6, 0.4],
    [1, 0.5, 1, 0.5],
    [0.5, 0.2, 0.3, 1],
    [2, 1, 1.5, 2],
  ],
  logLikelihood,
  alive(parameters, customers) {
    return customers.repeatFrequency.map((x, i) =>
      aliveOne(parameters, x, customers.ageAtLastOrder[i]!, customers.T[i]!),
    );
  },
  expected: ([r, alpha, s, beta], t) => (r! / alpha!) * timeAlive(s!, beta!, t),
  expectedIfAlive([r, alpha, s, beta], { repeatFrequency, T }: Customers, t) {
    return repeatFrequency.map((x, i) => ((r! + x) / (alpha! + T[i]!)) * timeAlive(s!, beta! + T[i]!, t));
  },
};

function logLikelihood(groups: CustomerGroups, parameters: Float64Array, gradient: Float64Array): number {
  const [r, alpha, s, beta] = parameters as unknown as [number, number, number, number];
  const { x, tx, T, xIndex, txIndex, TIndex, xWeights, weights, n } = groups;
  const integral = new Float64Array(5);
  const sums = blockSums(groups.size, 5, (from, to, out) => {
    for (let g = from; g < to; g++) {
      const weight = weights[g]!;
      const age = T[TIndex[g]!]!;
      const shape = r + x[xIndex[g]!]!;
      const lnAlpha = Math.log(alpha + age);
      const lnBeta = Math.log(beta + age);
      const still = -shape * lnAlpha - s * lnBeta;
      leftIntegral(shape, alpha, s, beta, tx[txIndex[g]!]!, age, integral);
      const difference = integral[0]! - still;
      const small = Math.exp(-Math.abs(difference));
      const left = (difference > 0 ? 1 : small) / (1 + small);
      const kept = 1 - left;
      out[0]! += weight * (still + Math.log(1 + small) + Math.max(difference, 0));
      out[1]! += weight * (left * integral[1]! - kept * lnAlpha);
      out[2]! += weight * (left * integral[2]! - (kept * shape) / (alpha + age));
      out[3]! += weight * (left * integral[3]! - kept * lnBeta);
      out[4]! += weight * (left * integral[4]! - (kept * s) / (beta + age));
    }
  });
  let value = sums[0]! + n * (r * Math.log(alpha) + s * Math.log(beta) - logGamma(r));
  let byR = sums[1]! + n * (Math.log(alpha) - digamma(r));
  for (let k = 0; k < x.length; k++) {
    value += xWeights[k]! * logGamma(r + x[k]!);
    byR += xWeights[k]! * digamma(r + x[k]!);
  }
  gradient[0] = byR;
  gradient[1] = sums[2]! + (n * r) / alpha;
  gradient[2] = sums[3]! + n * Math.log(beta);
  gradient[3] = sums[4]! + (n * s) / beta;
  return value;
}

function aliveOne(parameters: Float64Array, x: number, last: number, age: number): number {
  const [r, alpha, s, beta] = parameters as unknown as [number, number, number, number];
  const integral = new Float64Array(5);
  leftIntegral(r + x, alpha, s, beta, last, age, integral);
  return 1 / (1 + Math.exp(integral[0]! + (r + x) * Math.log(alpha + age) + s * Math.log(beta + age)));
}

/** Time within t that somebody is still a customer, if the end comes Pareto distributed (s, beta). */
function timeAlive(s: number, beta: number, t: number): number {
  const log = Math.log1p(t / beta);
  return Math.abs(s - 1) < 1e-12 ? beta * log : (-beta * Math.expm1((1 - s) * log)) / (s - 1);
}
