import { TillbookError } from '../../base/errors.js';
import { random } from '../../base/random.js';
import { inBothFiles } from './calendar.js';
import { isPaidOut, type Lines, lines } from './lines.js';
import { type Customer, type Order, plan } from './plan.js';

export interface RetailSampleOptions {
  /** Lines of both files together, those of the nine days in both counted twice; at least 1,000. Default 200,000. */
  readonly rows?: number;
  readonly seed: number;
}

/** What the generator put there on purpose, to be found again. */
export interface Planted {
  readonly overlapRows: number;
  readonly overlapOrders: number;
  /** Lines that take back goods of an earlier order, without the copies in the second file. */
  readonly cancellations: number;
  readonly duplicateRows: number;
}

/** An invented shop's two years: invoices by their number, lines, and the truth about its customers. */
export interface RetailSample {
  readonly invoices: ReadonlyArray<Order & { readonly number: string }>;
  readonly lines: Lines;
  readonly customers: readonly Customer[];
  readonly planted: Planted;
}

/** Raise it with every change that changes what a seed yields. */
export const sampleVersion = 1;

/** @throws TillbookError BAD_PARAMETER for fewer than 1,000 rows or what is not a whole number. */
export function checkSize({ rows, seed }: { readonly rows: number; readonly seed: number }): void {
  if (!Number.isSafeInteger(rows) || rows < 1000) {
    throw new TillbookError('BAD_PARAMETER', `rows is ${rows}`, { hint: 'a whole number of at least 1000' });
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new TillbookError('BAD_PARAMETER', `seed is ${seed}`, { hint: 'a whole number from 0' });
  }
}

/**
 * Invents two years of a giftware shop, shaped like Online Retail II; the same for the same rows and seed.
 *
 * @throws TillbookError BAD_PARAMETER for fewer than 1,000 rows or what is not a whole number.
 */
export function retailSample({ rows = 200_000, seed }: RetailSampleOptions): RetailSample {
  checkSize({ rows, seed });
  const source = random(seed);
  const planned = plan(source.fork(1), rows);
  const written = lines(source.fork(2), planned, rows);
  const numbering = source.fork(3);
  let number = 489_434;
  const invoices = planned.orders.map((order) => {
    number += numbering.integer(1, 2);
    return { ...order, number: `${letter(order)}${number}` };
  });
  return { invoices, lines: written, customers: planned.customers, planted: planted(planned.orders, written) };
}

function letter({ kind, code }: Order): string {
  if (kind === 'cancellation' || (kind === 'entry' && isPaidOut(code!))) return 'C';
  return code === 'B' ? 'A' : '';
}

function planted(orders: readonly Order[], written: Lines): Planted {
  const twice = orders.filter(({ time }) => inBothFiles(time));
  const seen = new Set<string>();
  for (let i = 0; i < written.length; i++) {
    seen.add(
      `${written.order[i]}|${written.code[i]!.toUpperCase()}|${written.description[i]?.trim()}|${written.quantity[i]}|${written.price[i]}`,
    );
  }
  return {
    overlapRows: twice.reduce((sum, order) => sum + order.lines, 0),
    overlapOrders: twice.length,
    cancellations: written.price.filter((price, i) => price > 0 && orders[written.order[i]!]!.kind === 'cancellation')
      .length,
    duplicateRows: written.length - seen.size,
  };
}
