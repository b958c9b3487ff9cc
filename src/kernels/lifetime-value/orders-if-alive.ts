import { gaussLegendre } from '../special/gauss-legendre.js';
import { logHyp2f1 } from '../special/log-hyp2f1.js';

/**
 * Orders expected in a time t of a customer who has not left, orders at a rate that is gamma distributed (shape r, rate
 * alpha), and leaves after each order with a probability that is beta distributed (a, b): the mean of
 * (1 - (alpha / (alpha + p t))^r) / p over p.
 *
 * The closed form has 2F1(r, b; a+b-1; t/(alpha+t)) and loses all digits near a = 1, and its c is negative for a + b < 1;
 * there the rate of orders, 2F1(r+1, b; a+b; .) with positive terms only, is integrated over log time instead.
 *
 * Source: Fader, Hardie & Lee 2005, equations 9 and 10.
 */
export function ordersIfAlive(r: number, alpha: number, a: number, b: number, t: number): number {
  if (t === 0) return 0;
  if (Math.abs(a - 1) < 0.01 || a + b < 1.01) return integrated(r, alpha, a, b, t);
  const log = -r * Math.log1p(t / alpha) + logHyp2f1(r, b, a + b - 1, t / (alpha + t));
  return (-(a + b - 1) / (a - 1)) * Math.expm1(log);
}

const rule = gaussLegendre(16);

/** Panels double from the width of the first fall on, so that large r and long t cost no more than a few of them. */
function integrated(r: number, alpha: number, a: number, b: number, t: number): number {
  const end = Math.log1p(t / alpha);
  let sum = 0;
  let from = 0;
  let width = Math.min(0.5, (a + b) / (r * a));
  while (from < end) {
    const to = Math.min(end, from + width);
    for (let i = 0; i < 16; i++) {
      const v = from + rule.nodes[i]! * (to - from);
      sum += rule.weights[i]! * (to - from) * Math.exp(logHyp2f1(r + 1, b, a + b, -Math.expm1(-v)) - r * v);
    }
    from = to;
    width *= 2;
  }
  return r * sum;
}
