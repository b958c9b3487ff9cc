import { TillbookError } from '../../base/errors.js';
import { btydModel } from './btyd-models.js';
import type { BtydFit } from './fit-btyd.js';
import { parameterArray } from './parameter-array.js';

/**
 * The number of repeat orders expected of a new customer within each time of `times` after the first order.
 *
 * @param times 0 or more, in the unit of the fit.
 * @throws TillbookError BAD_PARAMETER for a negative time or bad parameters.
 * Source: Fader, Hardie & Lee 2005, equation 9.
 * @example
 * const fit = { model: 'bg-nbd', parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } };
 * Math.round(expectedOrders(fit, Float64Array.of(52))[0] * 1e3) / 1e3 // => 1.446
 */
export function expectedOrders(fit: Pick<BtydFit, 'model' | 'parameters'>, times: Float64Array): Float64Array {
  const parameters = parameterArray(fit);
  const model = btydModel(fit.model);
  return times.map((t) => model.expected(parameters, checkedTime(t)));
}

/** @throws TillbookError BAD_PARAMETER unless `t` is a finite number, 0 or more. */
export function checkedTime(t: number): number {
  if (t >= 0 && t < Infinity) return t;
  throw new TillbookError('BAD_PARAMETER', `a time of ${t}`, { hint: 'a finite number, 0 or more' });
}
