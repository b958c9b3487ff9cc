import { TillbookError } from '../../base/errors.js';

/**
 * The logarithm of Gauss's hypergeometric function 2F1(a, b; c; z) for a, b, c > 0 and 0 <= z < 1, where every term is
 * positive: nothing cancels, and nothing overflows however large the parameters are.
 *
 * Up to z = 0.75 (nearer to 1 for a large c) the series is summed. Beyond, its terms die slowly, so the function is
 * carried on from there by Taylor steps, each going half of the way to 1; the coefficients come from the differential
 * equation, whose wanted solution is the growing one (Euler's transformation makes it so where c > a + b), so that the
 * recurrence is stable.
 *
 * Cost: some 100 terms, and 60 for each halving of 1 - z; in the order of a + b + c more for large ones.
 * @throws TillbookError BAD_PARAMETER outside the range above.
 * Source: DLMF 15.2.1 and 15.10.1; the use of Taylor steps as in Pearson, Olver & Porter 2017, section 4.6.
 * @example
 * Math.round(Math.exp(logHyp2f1(1, 1, 2, 0.5)) * 1e12) / 1e12 // => 1.38629436112
 */
export function logHyp2f1(a: number, b: number, c: number, z: number): number {
  if (!(a > 0 && b > 0 && c > 0 && z >= 0 && z < 1 && a + b + c < Infinity)) {
    throw new TillbookError('BAD_PARAMETER', `logHyp2f1(${a}, ${b}, ${c}, ${z}) is outside its range`, {
      hint: 'a, b and c above zero and finite, z from 0 to below 1',
    });
  }
  if (z <= 0.75) return series(a, b, c, z);
  if (c > a + b) return (c - a - b) * Math.log1p(-z) + logHyp2f1(c - a, c - b, c, z);
  let at = Math.max(0.75, c / (a + b + 4));
  if (z <= at) return series(a, b, c, z);
  let log = series(a, b, c, at);
  let slope = ((a * b) / c) * Math.exp(series(a + 1, b + 1, c + 1, at) - log);
  while (at < z) {
    const next = 1 - at > 2 * (1 - z) ? at + (1 - at) / 2 : z;
    const step = taylor(a, b, c, at, next - at, slope);
    log += step.log;
    slope = step.slope;
    at = next;
  }
  return log;
}

const big = 2 ** 800;

function series(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  let log = 0;
  for (let n = 0; ; n++) {
    const ratio = (((a + n) * (b + n)) / ((c + n) * (1 + n))) * z;
    term *= ratio;
    sum += term;
    if (term < sum * 1e-17 && ratio < 1) return log + Math.log(sum);
    if (sum > big) {
      term /= big;
      sum /= big;
      log += 800 * Math.LN2;
    }
  }
}

/** From F(at) = 1 and F'(at) = slope to at + w: the logarithm of F there, and F' / F. */
function taylor(a: number, b: number, c: number, at: number, w: number, slope: number): { log: number; slope: number } {
  let before = 1;
  let term = slope * w;
  let sum = 1 + term;
  let derivative = term;
  let log = 0;
  const scale = at * (1 - at);
  for (let n = 0; ; n++) {
    const next =
      ((a + n) * (b + n) * w * w * before - (n + 1) * ((1 - 2 * at) * n + c - (a + b + 1) * at) * w * term) /
      (scale * (n + 2) * (n + 1));
    before = term;
    term = next;
    sum += term;
    derivative += (n + 2) * term;
    if ((n + 2) * term < derivative * 1e-17 && term < before) break;
    if (derivative > big) {
      before /= big;
      term /= big;
      sum /= big;
      derivative /= big;
      log += 800 * Math.LN2;
    }
  }
  return { log: log + Math.log(sum), slope: derivative / (w * sum) };
}
