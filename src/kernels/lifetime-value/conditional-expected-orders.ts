import { btydModel } from './btyd-models.js';
import { type Customers, checkCustomers } from './customers.js';
import { checkedTime } from './expected-orders.js';
import type { BtydFit } from './fit-btyd.js';
import { parameterArray } from './parameter-array.js';

/**
 * The number of orders expected of each customer in the time t after T, given what the customer has done up to T.
 *
 * Cost: for BG/NBD and MBG/NBD one 2F1 for each distinct (x, T), some 0.2 microseconds for each customer beside.
 * @throws TillbookError BAD_INPUT for customers that cannot be; BAD_PARAMETER for a negative time or bad parameters.
 * Source: Fader, Hardie & Lee 2005, equation 10; Fader & Hardie 2005 for Pareto/NBD.
 * @example
 * const fit = { model: 'bg-nbd', parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } };
 * const ann = { repeatFrequency: Float64Array.of(2), ageAtLastOrder: Float64Array.of(30.43), T: Float64Array.of(38.86) };
 * Math.round(conditionalExpectedOrders(fit, ann, 39)[0] * 1e3) / 1e3 // => 1.226
 */
export function conditionalExpectedOrders(
  fit: Pick<BtydFit, 'model' | 'parameters'>,
  customers: Customers,
  t: number,
): Float64Array {
  checkCustomers(customers);
  const model = btydModel(fit.model);
  const parameters = parameterArray(fit);
  const alive = model.alive(parameters, customers);
  return model.expectedIfAlive(parameters, customers, checkedTime(t)).map((orders, i) => orders * alive[i]!);
}
