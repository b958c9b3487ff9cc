const powers = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);
const spelling = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * The double nearest to a decimal number in ASCII; NaN where the bytes are no finite number.
 *
 * Up to 2^53 as digits and 22 of them after the point, one division gives the nearest double exactly (Clinger 1990);
 * what is longer goes to `Number`.
 */
export function parseNumber(bytes: Buffer, start: number, end: number): number {
  let p = start;
  const negative = bytes[p] === 45;
  if (negative) p++;
  let mantissa = 0;
  let decimals = -1;
  const first = p;
  for (; p < end; p++) {
    const digit = bytes[p]! - 48;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      if (decimals >= 0) decimals++;
    } else if (digit === -2 && decimals < 0) {
      decimals = 0;
    } else return spelled(bytes, start, end);
  }
  const digits = p - first - (decimals >= 0 ? 1 : 0);
  if (digits === 0 || mantissa > Number.MAX_SAFE_INTEGER || decimals > 22) return spelled(bytes, start, end);
  const value = decimals > 0 ? mantissa / powers[decimals]! : mantissa;
  return negative ? -value : value;
}

function spelled(bytes: Buffer, start: number, end: number): number {
  const text = bytes.toString('latin1', start, end).trim();
  if (!spelling.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}
