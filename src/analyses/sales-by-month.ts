import { rows } from '../base/columns.js';
import type { Relation } from '../engine/engine.js';
import { type AnalysisOptions, type Base, selection } from './base.js';
import { monthAfter, monthsOf } from './months.js';
import { ordersSql } from './totals.js';

export interface MonthSales {
  /** The month's first day, `yyyy-mm-01`. */
  readonly month: string;
  readonly revenue: number;
  readonly orders: number;
  readonly customers: number;
  /** True if the window covers the month only in part: not to be compared with a whole one. */
  readonly partial: boolean;
}

export interface SalesByMonth {
  readonly base: Base;
  /** In order, without gaps: a month in which nothing was sold stands with zeros. */
  readonly months: readonly MonthSales[];
}

/** Revenue, orders and customers month by month; months that the window cuts are marked. */
export async function salesByMonth(transactions: Relation, options: AnalysisOptions = {}): Promise<SalesByMonth> {
  const { base, where, params } = await selection(transactions, options);
  const found = rows<Omit<MonthSales, 'partial'>>(
    await transactions.engine.query(
      `select cast(cast(date_trunc('month', ordered_at) as date) as string) as month,
              cast(sum(amount) as double) as revenue, ${ordersSql} as orders, count(distinct customer_id) as customers
         from ${transactions.name} where ${where}
        group by cast(cast(date_trunc('month', ordered_at) as date) as string)`,
      params,
    ),
  );
  const byMonth = new Map(found.map((row) => [row.month, row]));
  const months = monthsOf(base.window).map((month) => ({
    ...(byMonth.get(month) ?? { month, revenue: 0, orders: 0, customers: 0 }),
    partial: base.window.from > month || base.window.to < monthAfter(month),
  }));
  return { base, months };
}
