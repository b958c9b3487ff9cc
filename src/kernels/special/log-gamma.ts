/**
 * The natural logarithm of the gamma function for x > 0: Stirling's series from 10 up, reached by the recurrence below.
 *
 * @returns within 1e-15 of the truth, relative to the larger of 1 and the answer; NaN for x <= 0 or NaN.
 * Source: Abramowitz & Stegun 6.1.41.
 * @example
 * Math.round(logGamma(5) * 1e12) / 1e12 // => 3.178053830348
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let shift = 1;
  let y = x;
  while (y < 10) shift *= y++;
  const z = 1 / (y * y);
  const series =
    (1 / 12 + z * (-1 / 360 + z * (1 / 1260 + z * (-1 / 1680 + z * (1 / 1188 + z * (-691 / 360360 + z / 156)))))) / y;
  return (y - 0.5) * Math.log(y) - y + 0.9189385332046728 + series - (shift === 1 ? 0 : Math.log(shift));
}
