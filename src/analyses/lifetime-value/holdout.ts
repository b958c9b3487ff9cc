import { conditionalExpectedOrders } from '../../kernels/lifetime-value/conditional-expected-orders.js';
import type { Customers } from '../../kernels/lifetime-value/customers.js';
import type { BtydFit } from '../../kernels/lifetime-value/fit-btyd.js';

/** Orders after the calibration's end, as a model foresaw them and as they were. */
export interface Holdout {
  /** Periods from the calibration's end to the window's. */
  readonly length: number;
  /** Orders of all customers together. */
  readonly predicted: number;
  readonly actual: number;
  /** Mean absolute error of the orders of a customer. */
  readonly mae: number;
  /** The same if every customer went on at the customer's own rate so far, x / T. */
  readonly maeOwnRate: number;
  /** All orders that the customers' own rates foresee. */
  readonly predictedOwnRate: number;
  /** Root of the mean squared error, by the model and by the own rate. */
  readonly rmse: number;
  readonly rmseOwnRate: number;
}

/**
 * Holds a fit's forecast, and each customer's own rate, against the orders that came.
 *
 * @param orders of each customer in the time `length` after T.
 */
export function holdout(
  fit: Pick<BtydFit, 'model' | 'parameters'>,
  customers: Customers,
  orders: Float64Array,
  length: number,
): Holdout {
  const foreseen = conditionalExpectedOrders(fit, customers, length);
  const ownRate = customers.repeatFrequency.map((x, i) => (customers.T[i]! > 0 ? (x / customers.T[i]!) * length : 0));
  const mean = (of: (i: number) => number) => sum(orders.map((_, i) => of(i))) / orders.length;
  return {
    length,
    predicted: sum(foreseen),
    actual: sum(orders),
    mae: mean((i) => Math.abs(foreseen[i]! - orders[i]!)),
    maeOwnRate: mean((i) => Math.abs(ownRate[i]! - orders[i]!)),
    predictedOwnRate: sum(ownRate),
    rmse: Math.sqrt(mean((i) => (foreseen[i]! - orders[i]!) ** 2)),
    rmseOwnRate: Math.sqrt(mean((i) => (ownRate[i]! - orders[i]!) ** 2)),
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
