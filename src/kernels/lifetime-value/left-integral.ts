import { gaussLegendre } from '../special/gauss-legendre.js';

const points = 8;
const { nodes, weights } = gaussLegendre(points);

/**
 * The logarithm of s int (alpha+u)^-shape (beta+u)^-(s+1) du from `from` to `to`, and its derivatives by shape, alpha, s
 * and beta, into `out`.
 *
 * Gauss-Legendre with 8 points over panels in v = ln(min(alpha, beta) + u), where the integrand is an exponential
 * times a smooth factor; a panel spans at most e^4 of it, and what is e^45 times smaller than the start is left out.
 * Against 2F1 in 50 digits the error is below 1e-12 relative.
 */
export function leftIntegral(
  shape: number,
  alpha: number,
  s: number,
  beta: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const byAlpha = alpha <= beta;
  const near = byAlpha ? alpha : beta;
  const gap = Math.abs(alpha - beta);
  const p = (byAlpha ? shape : s + 1) - 1;
  const q = byAlpha ? s + 1 : shape;
  const start = Math.log(near + from);
  const steepness = p + (q * (near + from)) / (gap + near + from);
  const whole = Math.log((near + to) / (near + from));
  const range = steepness > 0 ? Math.min(whole, 45 / steepness) : whole;
  if (!(range > 0)) {
    out[0] = -Infinity;
    out.fill(0, 1);
    return;
  }
  const end = (near + from) * Math.exp(range);
  const steepest = Math.max(Math.abs(p), Math.abs(p + (q * end) / (gap + end)), Math.abs(steepness));
  const panels = Math.min(200, Math.ceil(Math.max(range / 1.5, (range * steepest) / 4)));
  const width = range / panels;
  const lnFarStart = Math.log(gap + near + from);
  let sum = 0;
  let lnNear = 0;
  let lnFar = 0;
  let overNear = 0;
  let overFar = 0;
  for (let panel = 0; panel < panels; panel++) {
    for (let i = 0; i < points; i++) {
      const v = (panel + nodes[i]!) * width;
      const u = (near + from) * Math.exp(v);
      const far = Math.log(gap + u);
      const mass = weights[i]! * Math.exp(-p * v - q * (far - lnFarStart));
      sum += mass;
      lnNear += mass * v;
      lnFar += mass * far;
      overNear += mass / u;
      overFar += mass / (gap + u);
    }
  }
  out[0] = Math.log(s * sum * width) - p * start - q * lnFarStart;
  lnNear = start + lnNear / sum;
  lnFar /= sum;
  overNear /= sum;
  overFar /= sum;
  out[1] = -(byAlpha ? lnNear : lnFar);
  out[2] = -shape * (byAlpha ? overNear : overFar);
  out[3] = 1 / s - (byAlpha ? lnFar : lnNear);
  out[4] = -(s + 1) * (byAlpha ? overFar : overNear);
}
