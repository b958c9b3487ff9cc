import { TillbookError } from '../../base/errors.js';
import type { GammaGammaFit } from './fit-gamma-gamma.js';

/**
 * The mean value of an order expected of each customer: the customer's own mean, drawn towards everybody's the more the
 * fewer repeat orders it rests on. Everybody's mean, p v / (q - 1), for a customer without a repeat order; 0 for one
 * whose mean is zero or below, which the model cannot hold.
 *
 * @returns in the currency of the fit; NaN in every entry if q <= 1 and nothing is known of the customer (the mean of
 * the means is then infinite).
 * @throws TillbookError BAD_INPUT for columns of different lengths.
 * Source: Fader & Hardie 2013, equation 5.
 * @example
 * const fit = { parameters: { p: 6.25, q: 3.74, v: 15.44 } };
 * Math.round(expectedOrderValue(fit, Float64Array.of(2), Float64Array.of(22.35))[0] * 100) / 100 // => 24.66
 */
export function expectedOrderValue(
  fit: Pick<GammaGammaFit, 'parameters'>,
  repeatFrequency: Float64Array,
  meanOrderValue: Float64Array,
): Float64Array {
  if (repeatFrequency.length !== meanOrderValue.length) {
    throw new TillbookError(
      'BAD_INPUT',
      `repeatFrequency has ${repeatFrequency.length} entries, meanOrderValue ${meanOrderValue.length}`,
      { hint: 'one entry a customer in each' },
    );
  }
  const { p, q, v } = fit.parameters;
  return repeatFrequency.map((x, i) => {
    const m = meanOrderValue[i]!;
    if (x > 0 && m <= 0) return 0;
    const known = x > 0 ? x * m : 0;
    const rest = p * x + q - 1;
    return rest > 0 ? (p * (v + known)) / rest : Number.NaN;
  });
}
