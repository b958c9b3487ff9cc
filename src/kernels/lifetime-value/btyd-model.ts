import type { CustomerGroups } from './customer-groups.js';
import type { Customers } from './customers.js';

/** A model of buying till the customer dies ("buy till you die"): how its likelihood and its forecasts are computed. */
export interface BtydModel {
  /** Its four parameters, all above zero, in the order of every array below. */
  readonly names: readonly [string, string, string, string];
  /** Whether the second pair, like the first, is a rate in time (so that its scale follows the unit). */
  readonly timed: readonly boolean[];
  /** Where the search starts: one row a start, times in multiples of the mean T. */
  readonly starts: ReadonlyArray<readonly number[]>;
  /** The log-likelihood of all customers; writes its gradient by the parameters. */
  logLikelihood(groups: CustomerGroups, parameters: Float64Array, gradient: Float64Array): number;
  /** The probability that each customer is still a customer at T, 0..1. */
  alive(parameters: Float64Array, customers: Customers): Float64Array;
  /** Orders expected in (0, t] of somebody who has just ordered for the first time. */
  expected(parameters: Float64Array, t: number): number;
  /** Orders expected in (T, T + t] of each customer who is still one at T. */
  expectedIfAlive(parameters: Float64Array, customers: Customers, t: number): Float64Array;
}
