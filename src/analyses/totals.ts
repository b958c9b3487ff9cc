import { rows } from '../base/columns.js';
import type { Relation } from '../engine/engine.js';
import { type AnalysisOptions, type Base, selection } from './base.js';

export interface Totals {
  readonly base: Base;
  readonly lines: number;
  /** Distinct invoices; a cancellation is not an order. */
  readonly orders: number;
  readonly customers: number;
  readonly products: number;
  readonly countries: number;
  readonly units: number;
  readonly revenue: number;
  /** Revenue divided by orders; null without orders. */
  readonly averageOrderValue: number | null;
}

/** What SQL counts as orders wherever orders are counted. */
export const ordersSql = "count(distinct case when line_class <> 'cancellation' and quantity > 0 then order_id end)";

/**
 * The size of a shop: lines, orders, customers, products, units and revenue of a base. Revenue is summed as a decimal.
 */
export async function totals(transactions: Relation, options: AnalysisOptions = {}): Promise<Totals> {
  const { base, where, params } = await selection(transactions, options);
  const [row] = rows<Omit<Totals, 'base' | 'averageOrderValue'>>(
    await transactions.engine.query(
      `select count(*) as lines, ${ordersSql} as orders, count(distinct customer_id) as customers,
              count(distinct case when line_class = 'sale' then product_id end) as products,
              count(distinct country) as countries,
              coalesce(sum(quantity), 0) as units, cast(coalesce(sum(amount), 0) as double) as revenue
         from ${transactions.name} where ${where}`,
      params,
    ),
  );
  const { orders, revenue } = row!;
  return { base, ...row!, averageOrderValue: orders > 0 ? revenue / orders : null };
}
