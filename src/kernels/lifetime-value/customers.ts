import { TillbookError } from '../../base/errors.js';

/**
 * What a model of buying needs to know of each customer, one entry a customer, all in the same unit of time (days or
 * weeks).
 */
export interface Customers {
  /** Orders after the first (x): whole numbers, 0 or more. */
  readonly repeatFrequency: Float64Array;
  /** Age at the last order (t_x): time from the first order to the last; 0 without a repeat order. */
  readonly ageAtLastOrder: Float64Array;
  /** Age at the end of the observation: time from the first order to there; no less than `ageAtLastOrder`. */
  readonly T: Float64Array;
}

/**
 * Refuses customers that no model of buying can hold.
 *
 * @throws TillbookError BAD_INPUT with the row and both numbers; for columns of different lengths; for no customers.
 */
export function checkCustomers({ repeatFrequency, ageAtLastOrder, T }: Customers): void {
  const n = repeatFrequency.length;
  if (ageAtLastOrder.length !== n || T.length !== n) {
    throw new TillbookError(
      'BAD_INPUT',
      `the columns differ in length: repeatFrequency ${n}, ageAtLastOrder ${ageAtLastOrder.length}, T ${T.length}`,
      { hint: 'one entry a customer in each' },
    );
  }
  if (n === 0) throw new TillbookError('BAD_INPUT', 'there are no customers', { hint: 'check window and basis' });
  for (let i = 0; i < n; i++) {
    const x = repeatFrequency[i]!;
    const tx = ageAtLastOrder[i]!;
    const age = T[i]!;
    if (x >= 0 && Number.isInteger(x) && tx >= 0 && tx <= age && age < Infinity && x > 0 === tx > 0) continue;
    throw new TillbookError('BAD_INPUT', `customer ${i} has repeatFrequency ${x}, ageAtLastOrder ${tx}, T ${age}`, {
      hint: 'repeatFrequency is a whole number, 0 <= ageAtLastOrder <= T, and ageAtLastOrder is 0 just where repeatFrequency is 0',
    });
  }
}
