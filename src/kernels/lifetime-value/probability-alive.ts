import { btydModel } from './btyd-models.js';
import { type Customers, checkCustomers } from './customers.js';
import type { BtydFit } from './fit-btyd.js';
import { parameterArray } from './parameter-array.js';

/**
 * The probability that each customer is still a customer at T, 0..1.
 *
 * Under BG/NBD it is 1 for whoever ordered once: that model lets nobody leave before the first repeat order, so it says
 * nothing about them. MBG/NBD and Pareto/NBD do.
 *
 * @param fit a fit, or `{model, parameters}` from elsewhere.
 * @throws TillbookError BAD_INPUT for customers that cannot be; BAD_PARAMETER for an unknown model or parameters of it
 * that are missing or not above zero.
 * Source: Fader & Hardie 2008, "Computing P(alive) using the BG/NBD model".
 * @example
 * const fit = { model: 'bg-nbd', parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } };
 * const ann = { repeatFrequency: Float64Array.of(2), ageAtLastOrder: Float64Array.of(30.43), T: Float64Array.of(38.86) };
 * Math.round(probabilityAlive(fit, ann)[0] * 1e4) / 1e4 // => 0.7266
 */
export function probabilityAlive(fit: Pick<BtydFit, 'model' | 'parameters'>, customers: Customers): Float64Array {
  checkCustomers(customers);
  return btydModel(fit.model).alive(parameterArray(fit), customers);
}
