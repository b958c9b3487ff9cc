import type { Relation } from '../../engine/engine.js';
import type { BtydFit } from '../../kernels/lifetime-value/fit-btyd.js';
import type { GammaGammaFit } from '../../kernels/lifetime-value/fit-gamma-gamma.js';
import type { Base } from '../base.js';
import { customerSummary, type Period, periodDays, type SummaryOptions } from './customer-summary.js';
import { customerValues, type ValueOptions } from './customer-values.js';
import { type Holdout, holdout } from './holdout.js';
import { valuesRelation } from './values-relation.js';

/** What is counted, and how it is valued. */
export interface LifetimeValueOptions extends SummaryOptions, ValueOptions {}

export interface LifetimeValue {
  readonly base: Base;
  readonly period: Period;
  readonly calibrationEnd: string;
  readonly customers: number;
  readonly fit: BtydFit;
  readonly spend: GammaGammaFit | null;
  /** How the forecast did on the days after the calibration; null where there are none. */
  readonly holdout: Holdout | null;
  readonly horizon: number;
  readonly discount: number;
  readonly margin: number;
  /** Within the horizon after the calibration's end, of all customers. */
  readonly expectedOrders: number;
  readonly lifetimeValue: number | null;
  /**
   * One row a customer: customer_id, repeat_frequency, age_at_last_order, age, mean_order_value, probability_alive,
   * expected_orders, expected_order_value, lifetime_value.
   */
  readonly relation: Relation;
  /** What a reader must know beside the figures. */
  readonly notes: readonly string[];
}

/**
 * What the customers are worth: a model of buying (BG/NBD unless another is asked for) and the Gamma-Gamma model of
 * spending, fitted to what they did up to the calibration's end, and their orders and discounted value within a horizon
 * from there. With a holdout the forecast is held against the orders that came, beside each customer's own rate.
 *
 * @throws TillbookError BAD_PARAMETER for options out of range; BAD_INPUT where nobody ordered twice or the fit does not
 * converge.
 */
export async function lifetimeValue(
  transactions: Relation,
  options: LifetimeValueOptions = {},
): Promise<LifetimeValue> {
  const summary = await customerSummary(transactions, options);
  const { base, period, calibrationEnd, customerIds, meanOrderValue, holdoutLength } = summary;
  const values = customerValues(summary, meanOrderValue, 365.25 / periodDays[period], options);
  const { engine, provenance } = transactions;
  const relation = await valuesRelation(engine, customerIds, summary, meanOrderValue, values, provenance);
  return {
    base,
    period,
    calibrationEnd,
    customers: customerIds.length,
    fit: values.fit,
    spend: values.spend,
    holdout: holdoutLength > 0 ? holdout(values.fit, summary, summary.holdoutOrders, holdoutLength) : null,
    horizon: values.horizon,
    discount: values.discount,
    margin: values.margin,
    expectedOrders: sum(values.expectedOrders),
    lifetimeValue: values.lifetimeValue && sum(values.lifetimeValue),
    relation,
    notes: values.notes,
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
