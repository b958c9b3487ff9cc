/**
 * The derivative of the logarithm of the gamma function for x > 0.
 *
 * @returns within 1e-14 of the truth; NaN for x <= 0 or NaN.
 * Source: Abramowitz & Stegun 6.3.5 and 6.3.18.
 * @example
 * Math.round(digamma(1) * 1e12) / 1e12 // => -0.577215664902
 */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let shift = 0;
  let y = x;
  while (y < 10) shift += 1 / y++;
  const z = 1 / (y * y);
  const series =
    z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - z * (691 / 32760 - z / 12))))));
  return Math.log(y) - 0.5 / y - series - shift;
}
