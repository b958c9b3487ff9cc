import { records } from '../base/columns.js';
import type { Engine, Relation } from '../engine/engine.js';
import { type Base, dayBefore, selection, type Window } from './base.js';
import { matchesSql, returnsSql, revenueSql, walkSql } from './returns-sql.js';

/**
 * How far a cancellation line was traced to earlier sales. `guest`: unmatched because no customer is known, so that
 * nobody can say whose sale it undoes.
 */
export const returnStatuses = ['matched', 'part-matched', 'unmatched', 'guest'] as const;
/** One of `returnStatuses`. */
export type ReturnStatus = (typeof returnStatuses)[number];

/** The cancellation lines of one status; money is positive where it came back. */
export interface ReturnCount {
  readonly status: ReturnStatus;
  readonly rows: number;
  readonly units: number;
  /** What the shop gave back. */
  readonly amount: number;
  readonly matchedUnits: number;
  /** Of `amount`, the part whose units were traced. */
  readonly matchedAmount: number;
  /** What the traced units had been sold for: differs from `matchedAmount` where the refund was at another price. */
  readonly soldFor: number;
}

/** Gross sales of goods, what came back of them, and what is left. */
export interface NetRevenue {
  readonly gross: number;
  readonly returned: number;
  readonly net: number;
}

/** What came back, traced line by line. The relations live in the engine of the transactions. */
export interface MatchedReturns {
  readonly base: Base;
  /** All four statuses in their order, zeros included; rows and amounts add up to every cancellation line. */
  readonly statuses: readonly ReturnCount[];
  readonly revenue: NetRevenue;
  readonly identified: NetRevenue;
  readonly guests: NetRevenue;
  /** One row per cancellation line of the window: its columns, `status`, `units`, `matched_units`, `amount`, `matched_amount`, `sold_for`. */
  readonly returns: Relation;
  /** One row per pair of a cancellation line and a sale that it undoes in part: `units`, both orders, times and prices. */
  readonly matches: Relation;
  /** `product_id, sales, units_sold, gross, returns, units_returned, returned, net, matched_units, matched_amount`. */
  readonly byProduct: Relation;
  /** The same by `customer_id`; all guests together are the row without one. */
  readonly byCustomer: Relation;
}

export interface ReturnsOptions {
  /** Lines counted, half-open. Sales before it can still be what its returns undo. */
  readonly window?: Partial<Window>;
}

/**
 * Traces each cancellation line to earlier sales of the same customer and product, first in, first out, in part where
 * quantities differ.
 *
 * A return takes the units sold longest ago that no earlier return took; what it finds no units for stays unmatched and
 * takes nothing of later sales. Sales of the same time as a return count as before it: invoices carry minutes. Goods
 * only (line classes sale and cancellation); guests are unmatched by definition, and counted as such.
 *
 * Exact in SQL: with S and R the running sums of units sold and returned in a pair, the units left unmatched so far are
 * max(0, max over the past of R - S) (the reflection of a queue at zero; Lindley 1952), so the units matched so far are R
 * less that, and FIFO gives the n-th matched unit the n-th sold one: two rows of intervals that are laid over each other.
 *
 * Cost: one sort of the lines of pairs that have a return; five scans.
 * @throws TillbookError BAD_PARAMETER for a window that is none, BAD_INPUT if the relation has no rows.
 */
export async function matchedReturns(transactions: Relation, options: ReturnsOptions = {}): Promise<MatchedReturns> {
  const { base: whole, params } = await selection(transactions, { ...options, basis: 'all' });
  const { from, to } = whole.window;
  const base = { ...whole, text: `goods and their cancellations, guests included, ${from} to ${dayBefore(to)}` };
  const { engine, name, provenance } = transactions;
  const keep = (sql: string, bound = true) => engine.materialise(sql, { provenance, ...(bound && { params }) });

  const walk = await keep(walkSql(name), false);
  const matches = await keep(matchesSql(walk.name));
  const returns = await keep(returnsSql(name, walk.name, matches.name));
  await engine.drop(walk);
  const byProduct = await keep(revenueSql(name, returns.name, 'product_id'));
  const byCustomer = await keep(revenueSql(name, returns.name, 'customer_id'));

  const [identified, guests, revenue] = await Promise.all(
    ['customer_id is not null', 'customer_id is null', '1 = 1'].map((where) => netRevenue(byCustomer, where)),
  );
  const statuses = await statusCounts(engine, returns);
  return {
    base,
    statuses,
    revenue: revenue!,
    identified: identified!,
    guests: guests!,
    returns,
    matches,
    byProduct,
    byCustomer,
  };
}

async function netRevenue({ engine, name }: Relation, where: string): Promise<NetRevenue> {
  const [sums] = records<NetRevenue>(
    await engine.query(`select cast(coalesce(sum(gross), 0) as double) as gross,
      cast(coalesce(sum(returned), 0) as double) as returned, cast(coalesce(sum(net), 0) as double) as net
      from ${name} where ${where}`),
  );
  return sums!;
}

async function statusCounts(engine: Engine, { name }: Relation): Promise<ReturnCount[]> {
  const found = records<ReturnCount>(
    await engine.query(`select status, count(*) as rows, cast(sum(units) as bigint) as units,
      cast(sum(amount) as double) as amount, cast(sum(matched_units) as bigint) as matched_units,
      cast(sum(matched_amount) as double) as matched_amount, cast(sum(sold_for) as double) as sold_for
      from ${name} group by status`),
  );
  const none = { rows: 0, units: 0, amount: 0, matchedUnits: 0, matchedAmount: 0, soldFor: 0 };
  return returnStatuses.map((status) => found.find((row) => row.status === status) ?? { status, ...none });
}
