import { TillbookError } from '../../base/errors.js';
import { gaussLegendre } from '../special/gauss-legendre.js';
import { btydModel } from './btyd-models.js';
import { type Customers, checkCustomers } from './customers.js';
import { checkedTime } from './expected-orders.js';
import type { BtydFit } from './fit-btyd.js';
import { parameterArray } from './parameter-array.js';

/**
 * The orders expected of each customer in the time t after T, each counted with what it is worth at T: an order after u
 * counts (1 + discount)^-u. Times an order's value it is the customer's lifetime value up to the horizon t.
 *
 * @param discount for one unit of the fit's time, 0 or more: a yearly rate of 10 % is 1.1 ** (1 / 52.18) - 1 a week.
 * Cost: 13 times `conditionalExpectedOrders` (once without a discount).
 * @throws TillbookError BAD_PARAMETER for a negative discount or time; as `conditionalExpectedOrders` else.
 * Source: integration by parts of the discounted rate of orders, Gauss-Legendre with 12 points; no step to choose.
 * @example
 * const fit = { model: 'bg-nbd', parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } };
 * const ann = { repeatFrequency: Float64Array.of(2), ageAtLastOrder: Float64Array.of(30.43), T: Float64Array.of(38.86) };
 * Math.round(discountedOrders(fit, ann, 39, 0.01)[0] * 1e3) / 1e3 // => 1.027
 */
export function discountedOrders(
  fit: Pick<BtydFit, 'model' | 'parameters'>,
  customers: Customers,
  t: number,
  discount: number,
): Float64Array {
  if (!(discount >= 0 && discount < Infinity)) {
    throw new TillbookError('BAD_PARAMETER', `a discount of ${discount}`, { hint: '0 or more, for one unit of time' });
  }
  checkCustomers(customers);
  const model = btydModel(fit.model);
  const parameters = parameterArray(fit);
  const force = Math.log1p(discount);
  const atEnd = model.expectedIfAlive(parameters, customers, checkedTime(t));
  const total = atEnd.map((orders) => orders * Math.exp(-force * t));
  if (force > 0) {
    const { nodes, weights } = gaussLegendre(12);
    nodes.forEach((node, i) => {
      const u = node * t;
      const factor = force * t * weights[i]! * Math.exp(-force * u);
      model.expectedIfAlive(parameters, customers, u).forEach((orders, k) => {
        total[k]! += factor * orders;
      });
    });
  }
  const alive = model.alive(parameters, customers);
  return total.map((orders, i) => orders * alive[i]!);
}
