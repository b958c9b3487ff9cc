import { records } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import type { Relation } from '../engine/engine.js';
import { type ParetoPoint, paretoCurve } from '../kernels/pareto-curve.js';
import { type AnalysisOptions, type Base, dayBefore, selection } from './base.js';

export interface TopShare {
  readonly top: number;
  readonly revenue: number;
  /** Of the identified customers' revenue, 0..1. */
  readonly share: number;
  /** Of everybody's revenue if all guests count as one customer, who may then be among the top. 0..1. */
  readonly shareGuestsAsOne: number;
}

export interface Concentration {
  readonly base: Base;
  readonly customers: number;
  /** Customers whose revenue in the base is below zero: more came back than was bought. */
  readonly negative: number;
  /** Revenue of identified customers: what `share` is a share of. */
  readonly revenue: number;
  /** Revenue without a customer id: 0 in every basis but `all`. */
  readonly guestRevenue: number;
  readonly top: readonly TopShare[];
  /** Largest customers first, guests left out. */
  readonly curve: readonly ParetoPoint[];
  /** The smallest share of customers who together make 80 % of the revenue, 0..1; null without revenue. */
  readonly customersFor80: number | null;
  readonly largest: ReadonlyArray<{ readonly customerId: string; readonly revenue: number; readonly orders: number }>;
}

export interface ConcentrationOptions extends AnalysisOptions {
  /** Sizes of the top groups, default 5 and 25. */
  readonly top?: readonly number[];
}

interface CustomerRevenue {
  readonly customerId: string | null;
  readonly revenue: number;
  readonly orders: number;
}

/**
 * How much of the revenue hangs on how few customers. Guests have no identity, so they never count as a customer: what
 * they bought is a line of its own, and the share that a guests-as-one-customer count would give stands beside.
 *
 * Cost: one row per customer leaves the engine.
 * @throws TillbookError BAD_PARAMETER if a size in `top` is not a whole number above zero.
 */
export async function concentration(
  transactions: Relation,
  options: ConcentrationOptions = {},
): Promise<Concentration> {
  const sizes = options.top ?? [5, 25];
  const bad = sizes.find((size) => !Number.isInteger(size) || size < 1);
  if (bad !== undefined) {
    throw new TillbookError('BAD_PARAMETER', `a top group of ${bad}`, { hint: 'whole numbers above zero' });
  }
  const { base: counted, where, params } = await selection(transactions, options);
  const base = counted.basis === 'all' ? identifiedOf(counted) : counted;
  const everybody = records<CustomerRevenue>(
    await transactions.engine.query(
      `select customer_id, cast(sum(amount) as double) as revenue,
              count(distinct case when line_class <> 'cancellation' and quantity > 0 then order_id end) as orders
         from ${transactions.name} where ${where}
        group by customer_id order by sum(amount) desc nulls last, customer_id nulls last`,
      params,
    ),
  );
  const identified = everybody.filter(
    (row): row is CustomerRevenue & { customerId: string } => row.customerId !== null,
  );
  const guestRevenue = everybody.find((row) => row.customerId === null)?.revenue ?? 0;
  const revenue = sum(identified.map((row) => row.revenue));
  const curve = paretoCurve(Float64Array.from(identified, (row) => row.revenue));
  return {
    base,
    customers: identified.length,
    negative: identified.filter((row) => row.revenue < 0).length,
    revenue,
    guestRevenue,
    top: sizes.map((top) => {
      const own = sum(identified.slice(0, top).map((row) => row.revenue));
      const withGuests = sum(everybody.slice(0, top).map((row) => row.revenue));
      return {
        top,
        revenue: own,
        share: ratio(own, revenue),
        shareGuestsAsOne: ratio(withGuests, revenue + guestRevenue),
      };
    }),
    curve,
    customersFor80: shareFor(identified, 0.8 * revenue),
    largest: identified.slice(0, Math.max(...sizes)),
  };
}

/** Shares are of identified customers, so the base must not say that guests are in it. */
function identifiedOf(base: Base): Base {
  const { from, to } = base.window;
  return { ...base, text: `all lines of identified customers, cancellations subtracted, ${from} to ${dayBefore(to)}` };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function shareFor(customers: readonly CustomerRevenue[], target: number): number | null {
  if (target <= 0) return null;
  let total = 0;
  const count = customers.findIndex((row) => {
    total += row.revenue;
    return total >= target;
  });
  return count < 0 ? null : (count + 1) / customers.length;
}
