import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Customers } from '../../src/kernels/lifetime-value/customers.js';

/** The 2,357 customers of the CDNOW sample, in weeks, with the mean value of their repeat orders in US dollars. */
export function cdnow(): Customers & { meanOrderValue: Float64Array } {
  const file = join(import.meta.dirname, '../golden/lifetime-value/cdnow.csv');
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  const column = (index: number) => Float64Array.from(rows, (row) => Number(row.split(',')[index]));
  return { repeatFrequency: column(1), ageAtLastOrder: column(2), T: column(3), meanOrderValue: column(4) };
}

/** One customer as columns of one entry. */
export function oneCustomer(x: number, tx: number, T: number): Customers {
  return {
    repeatFrequency: Float64Array.of(x),
    ageAtLastOrder: Float64Array.of(tx),
    T: Float64Array.of(T),
  };
}
