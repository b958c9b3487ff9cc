import { rows } from '../base/columns.js';
import type { Relation } from '../engine/engine.js';
import { type AnalysisOptions, type Base, selection } from './base.js';
import { ordersSql } from './totals.js';

export interface CountrySales {
  readonly country: string;
  readonly revenue: number;
  /** Of the base's revenue, 0..1. */
  readonly share: number;
  readonly orders: number;
  readonly customers: number;
  readonly averageOrderValue: number | null;
}

export interface SalesByCountry {
  readonly base: Base;
  readonly revenue: number;
  /** By revenue, largest first; lines without a country stand under "(not stated)". */
  readonly countries: readonly CountrySales[];
}

/** Revenue, orders, customers and average order value by country. */
export async function salesByCountry(transactions: Relation, options: AnalysisOptions = {}): Promise<SalesByCountry> {
  const { base, where, params } = await selection(transactions, options);
  const found = rows<Omit<CountrySales, 'share' | 'averageOrderValue'>>(
    await transactions.engine.query(
      `select coalesce(country, '(not stated)') as country, cast(sum(amount) as double) as revenue,
              ${ordersSql} as orders, count(distinct customer_id) as customers
         from ${transactions.name} where ${where}
        group by coalesce(country, '(not stated)')
        order by sum(amount) desc nulls last, country nulls last`,
      params,
    ),
  );
  const revenue = found.reduce((sum, row) => sum + row.revenue, 0);
  const countries = found.map((row) => ({
    ...row,
    share: revenue === 0 ? 0 : row.revenue / revenue,
    averageOrderValue: row.orders > 0 ? row.revenue / row.orders : null,
  }));
  return { base, revenue, countries };
}
