import { rows } from '../base/columns.js';
import type { Relation } from '../engine/engine.js';
import { type AnalysisOptions, type Base, selection } from './base.js';
import { monthAfter, monthsOf } from './months.js';

export interface Cohort {
  /** The month of the first order, `yyyy-mm-01`. */
  readonly month: string;
  readonly customers: number;
  /**
   * True for the window's first month: most of these customers ordered before it, so it holds whoever was there already,
   * and its retention is not that of new customers.
   */
  readonly leftCensored: boolean;
  /** Months since the first one, 0 up; it ends with the window. */
  readonly ages: readonly CohortAge[];
}

export interface CohortAge {
  /** Months since the month of the first order. */
  readonly age: number;
  readonly month: string;
  /** Customers of the cohort who ordered in the month. */
  readonly customers: number;
  /** Of the cohort's customers, 0..1. */
  readonly retention: number;
  readonly revenue: number;
  /** Revenue per customer of the cohort, up to and including this month. */
  readonly revenuePerCustomer: number;
  /** True if the window covers the month only in part: not to be compared with a whole one. */
  readonly partial: boolean;
}

export interface Cohorts {
  readonly base: Base;
  /** By month, without gaps: a month that won nobody stands with no customers. */
  readonly cohorts: readonly Cohort[];
  readonly notes: readonly string[];
}

interface Cell {
  readonly cohort: string;
  readonly month: string;
  readonly customers: number;
  readonly revenue: number;
}

/**
 * Customers by the month of their first order in the window: how many came back, and what they brought, month by month.
 *
 * Only customers with an order count (a cancellation is none); where the basis holds cancellations they are taken off the
 * revenue of the month in which they fall. The window's first month is marked as left-censored, months that the window
 * cuts as partial.
 */
export async function cohorts(transactions: Relation, options: AnalysisOptions = {}): Promise<Cohorts> {
  const { base, where, params } = await selection(transactions, options);
  const cells = rows<Cell>(
    await transactions.engine.query(
      `with lines as (
         select customer_id, cast(date_trunc('month', ordered_at) as date) as month, amount,
                case when line_class <> 'cancellation' and quantity > 0 then 1 else 0 end as ordered
           from ${transactions.name} where ${where} and customer_id is not null
       ), firsts as (
         select customer_id, min(month) as cohort from lines where ordered = 1 group by customer_id
       )
       select cast(cohort as string) as cohort, cast(lines.month as string) as month,
              count(distinct case when ordered = 1 then lines.customer_id end) as customers,
              cast(sum(amount) as double) as revenue
         from lines join firsts on firsts.customer_id = lines.customer_id
        where lines.month >= cohort
        group by cohort, lines.month order by cohort nulls last, month nulls last`,
      params,
    ),
  );
  const { from, to } = base.window;
  const months = monthsOf(base.window);
  const found = new Map(cells.map((cell) => [`${cell.cohort} ${cell.month}`, cell]));
  const all = months.map((month, first): Cohort => {
    const customers = found.get(`${month} ${month}`)?.customers ?? 0;
    let total = 0;
    const ages = months.slice(first).map((later, age): CohortAge => {
      const cell = found.get(`${month} ${later}`);
      total += cell?.revenue ?? 0;
      return {
        age,
        month: later,
        customers: cell?.customers ?? 0,
        retention: customers > 0 ? (cell?.customers ?? 0) / customers : 0,
        revenue: cell?.revenue ?? 0,
        revenuePerCustomer: customers > 0 ? total / customers : 0,
        partial: from > later || to < monthAfter(later),
      };
    });
    return { month, customers, leftCensored: first === 0, ages };
  });
  return { base, cohorts: all, notes: notes(all) };
}

function notes(all: readonly Cohort[]): string[] {
  const partial = (all[0]?.ages ?? []).filter((age) => age.partial).map(({ month }) => month.slice(0, 7));
  return [
    `The first cohort, ${all[0]?.month.slice(0, 7)}, holds everybody who ordered in the window's first month, old customers too: it is no cohort of new ones.`,
    ...(partial.length > 0 ? [`The window cuts ${partial.join(' and ')}: these months are not whole.`] : []),
  ];
}
