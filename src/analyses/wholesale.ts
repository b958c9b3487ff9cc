import { rows } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import type { Relation } from '../engine/engine.js';
import { quantiles } from '../kernels/quantile.js';
import { type AnalysisOptions, type Base, selection } from './base.js';

export interface WholesaleOptions extends AnalysisOptions {
  /** Mean value of an order from which a customer counts as large (default: the 80 % quantile of the customers). */
  readonly orderValue?: number;
  /** Mean lines of an order from which they count as many (default: likewise). */
  readonly linesPerOrder?: number;
}

/** Customers by the size of their orders and by how many lines these have. */
export interface OrderSizeGroup {
  /** Large orders make a wholesale customer, however many lines they have. */
  readonly kind: 'wholesale' | 'retail';
  readonly lines: 'many' | 'few';
  readonly customers: number;
  readonly orders: number;
  readonly revenue: number;
  /** Of all revenue, 0..1. */
  readonly revenueShare: number;
}

export interface Wholesale {
  readonly base: Base;
  readonly orderValue: number;
  readonly linesPerOrder: number;
  /** Wholesale first, many lines first; groups without customers stand, too. */
  readonly groups: readonly OrderSizeGroup[];
}

/**
 * Wholesale and retail customers told apart by what they order: a customer is wholesale whose mean order value reaches the
 * threshold, and beside it stands whether the orders have many lines. Nothing in the data says who is a trader; the
 * thresholds are stated, so that a reader can move them.
 *
 * @throws TillbookError BAD_PARAMETER for a threshold that is not above 0; BAD_INPUT where nobody ordered.
 */
export async function wholesale(transactions: Relation, options: WholesaleOptions = {}): Promise<Wholesale> {
  for (const [name, value] of [
    ['orderValue', options.orderValue],
    ['linesPerOrder', options.linesPerOrder],
  ] as const) {
    if (value !== undefined && !(value > 0 && value < Infinity)) {
      throw new TillbookError('BAD_PARAMETER', `${name} is ${value}`, { hint: 'a number above 0' });
    }
  }
  const { base, where, params } = await selection(transactions, options);
  const customers = rows<{ orders: number; lines: number; revenue: number }>(
    await transactions.engine.query(
      `select count(distinct order_id) as orders, count(*) as lines, cast(sum(amount) as double) as revenue
         from ${transactions.name}
        where ${where} and customer_id is not null and line_class <> 'cancellation' and quantity > 0
        group by customer_id order by customer_id nulls last`,
      params,
    ),
  );
  if (customers.length === 0) throw new TillbookError('BAD_INPUT', `nobody ordered: ${base.text}`);
  const value = ({ revenue, orders }: (typeof customers)[number]) => revenue / orders;
  const length = ({ lines, orders }: (typeof customers)[number]) => lines / orders;
  const orderValue = options.orderValue ?? quantiles(Float64Array.from(customers, value), [0.8])[0]!;
  const linesPerOrder = options.linesPerOrder ?? quantiles(Float64Array.from(customers, length), [0.8])[0]!;
  const total = customers.reduce((sum, { revenue }) => sum + revenue, 0);
  const groups = (['wholesale', 'retail'] as const).flatMap((kind) =>
    (['many', 'few'] as const).map((lines): OrderSizeGroup => {
      const own = customers.filter(
        (one) =>
          value(one) >= orderValue === (kind === 'wholesale') && length(one) >= linesPerOrder === (lines === 'many'),
      );
      const revenue = own.reduce((sum, one) => sum + one.revenue, 0);
      const orders = own.reduce((sum, one) => sum + one.orders, 0);
      return { kind, lines, customers: own.length, orders, revenue, revenueShare: total === 0 ? 0 : revenue / total };
    }),
  );
  return { base, orderValue, linesPerOrder, groups };
}
