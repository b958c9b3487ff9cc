import { TillbookError } from '../../base/errors.js';
import type { Relation } from '../../engine/engine.js';
import type { Customers } from '../../kernels/lifetime-value/customers.js';
import { type AnalysisOptions, type Base, dayBefore, selection } from '../base.js';

/** Days in a period: the unit of every time and rate. */
export const periodDays = { day: 1, week: 7 } as const;

/** The unit of time of a model of buying. */
export type Period = keyof typeof periodDays;

export interface SummaryOptions extends AnalysisOptions {
  /** The unit of ages and rates (default week). It changes no count: orders of one day are one order in either. */
  readonly period?: Period;
  /** The last day that a model may see (default: the window's last); the days after it are the holdout. */
  readonly calibrationEnd?: string;
}

/** Customers by key, rising; one entry a customer in every column. */
export interface CustomerSummary extends Customers {
  readonly base: Base;
  readonly period: Period;
  readonly calibrationEnd: string;
  readonly customerIds: readonly string[];
  /** Revenue of the days after the first order's, per repeat order; 0 without a repeat order. */
  readonly meanOrderValue: Float64Array;
  /** Orders after the calibration's end. */
  readonly holdoutOrders: Float64Array;
  /** Periods from the calibration's end to the window's; 0 where there is no holdout. */
  readonly holdoutLength: number;
}

/**
 * What models of buying need to know of each customer with an order up to the calibration's end: repeat orders x, age at
 * the last order t_x, age at the end T, and the mean value of a repeat order.
 *
 * Orders of one day count as one (their lines may stand on several invoices); a cancellation is no order, but where the
 * basis holds cancellations they are taken off the value of the repeat orders when they fall after the first day.
 *
 * Cost: one query; one row a customer leaves the engine.
 * @throws TillbookError BAD_PARAMETER for an unknown period, or a calibration that ends outside the window; BAD_INPUT
 * where nobody ordered in it.
 */
export async function customerSummary(transactions: Relation, options: SummaryOptions = {}): Promise<CustomerSummary> {
  const { period = 'week' } = options;
  if (!Object.hasOwn(periodDays, period)) {
    throw new TillbookError('BAD_PARAMETER', `no period "${period}"`, { hint: 'day or week' });
  }
  const { base, where, params } = await selection(transactions, options);
  const lastDay = dayBefore(base.window.to);
  const calibrationEnd = options.calibrationEnd ?? lastDay;
  if (!/^\d{4}-\d\d-\d\d$/.test(calibrationEnd) || calibrationEnd < base.window.from || calibrationEnd > lastDay) {
    throw new TillbookError(
      'BAD_PARAMETER',
      `the calibration ends on "${calibrationEnd}", the window runs from ${base.window.from} to ${lastDay}`,
      { hint: 'a day inside the window, written as 2011-05-31' },
    );
  }
  const columns = await transactions.engine.query(
    `with lines as (
       select customer_id, cast(ordered_at as date) as day, amount,
              case when line_class <> 'cancellation' and quantity > 0 then 1 else 0 end as ordered
         from ${transactions.name} where ${where} and customer_id is not null
     ), firsts as (
       select customer_id, min(day) as first_day from lines
        where ordered = 1 and day <= cast($calibration as date) group by customer_id
     )
     select lines.customer_id as customer_id,
            cast(count(distinct case when ordered = 1 and day <= cast($calibration as date) then day end) - 1 as double) as x,
            cast(datediff(max(case when ordered = 1 and day <= cast($calibration as date) then day end), min(first_day)) as double) as last_age,
            cast(datediff(cast($calibration as date), min(first_day)) as double) as age,
            cast(coalesce(sum(case when day > first_day and day <= cast($calibration as date) then amount end), 0) as double) as repeat_amount,
            cast(count(distinct case when ordered = 1 and day > cast($calibration as date) then day end) as double) as holdout
       from lines join firsts on firsts.customer_id = lines.customer_id
      group by lines.customer_id order by lines.customer_id nulls last`,
    { ...params, calibration: calibrationEnd },
  );
  if (columns.numRows === 0) {
    throw new TillbookError('BAD_INPUT', `nobody ordered from ${base.window.from} to ${calibrationEnd}`, {
      hint: 'check basis, window and the end of the calibration',
    });
  }
  const numbers = (name: string) => Float64Array.from(columns.getChild(name)!.toArray() as ArrayLike<number>);
  const ids = columns.getChild('customer_id')!;
  const unit = periodDays[period];
  const repeatFrequency = numbers('x');
  const amounts = numbers('repeat_amount');
  return {
    base,
    period,
    calibrationEnd,
    customerIds: Array.from({ length: columns.numRows }, (_, i) => String(ids.get(i))),
    repeatFrequency,
    ageAtLastOrder: numbers('last_age').map((days) => days / unit),
    T: numbers('age').map((days) => days / unit),
    meanOrderValue: amounts.map((amount, i) => (repeatFrequency[i]! > 0 ? amount / repeatFrequency[i]! : 0)),
    holdoutOrders: numbers('holdout'),
    holdoutLength: (Date.parse(lastDay) - Date.parse(calibrationEnd)) / 86_400_000 / unit,
  };
}
