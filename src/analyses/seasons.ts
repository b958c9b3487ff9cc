import { rows } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import type { Relation } from '../engine/engine.js';
import { seasonalProfile } from '../kernels/seasons/seasonal-profile.js';
import { type AnalysisOptions, type Base, selection } from './base.js';
import { monthAfter, monthsOf } from './months.js';

/** What a profile is drawn of, per what, and over which cycle. */
export interface SeasonsOptions extends AnalysisOptions {
  /** A profile for the whole (default), for each product, or for each value of a column such as a category. */
  readonly by?: 'total' | 'product' | { readonly column: string };
  /** Months of the year (default), or days of the week. */
  readonly cycle?: 'month' | 'weekday';
  readonly measure?: 'revenue' | 'quantity' | 'orders';
  /** The groups with the largest measure in the window, default 20. */
  readonly top?: number;
}

export interface SeasonPlace {
  /** 1..12 for months, 1 (Monday)..7 for weekdays. */
  readonly place: number;
  /** Times the usual level; the mean over the cycle is 1. Null where no whole period tells. */
  readonly index: number | null;
  /** 95 % limits; null from fewer than two cycles. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly periods: number;
}

export interface Season {
  /** The product's or the category's key; "total" for the whole. */
  readonly group: string;
  readonly total: number;
  readonly places: readonly SeasonPlace[];
  /** The place with the largest index, where its lower limit lies above 1; null where no season is shown. */
  readonly peak: number | null;
  /** Whole cycles that every place was seen in; below 2 no season is claimed. */
  readonly cycles: number;
}

export interface Seasons {
  readonly base: Base;
  readonly cycle: 'month' | 'weekday';
  readonly measure: 'revenue' | 'quantity' | 'orders';
  /** Largest first. */
  readonly seasons: readonly Season[];
  /** Months that the window cuts, left out. */
  readonly masked: readonly string[];
  readonly notes: readonly string[];
}

const measures = {
  revenue: 'cast(sum(amount) as double)',
  quantity: 'cast(sum(quantity) as double)',
  orders: "cast(count(distinct case when line_class <> 'cancellation' and quantity > 0 then order_id end) as double)",
} as const;

/**
 * When things sell: for the whole, for products or for categories, how many times the usual level each month of the year
 * (or day of the week) takes. Ratio to the moving average; months that the window cuts are masked; with fewer than two
 * cycles the profile is given without limits, no peak is named, and the notes say so.
 *
 * For products and categories only goods and their returns count.
 *
 * @throws TillbookError BAD_PARAMETER for an unknown cycle, measure or column, or `top` below 1.
 */
export async function seasons(transactions: Relation, options: SeasonsOptions = {}): Promise<Seasons> {
  const { by = 'total', cycle = 'month', measure = 'revenue', top = 20 } = options;
  const group = groupSql(transactions, by);
  if (!Object.hasOwn(measures, measure)) fail(`no measure "${measure}"`, 'revenue, quantity or orders');
  if (cycle !== 'month' && cycle !== 'weekday') fail(`no cycle "${cycle}"`, 'month or weekday');
  if (!Number.isInteger(top) || top < 1) fail(`top is ${top}`, 'a whole number above zero');
  const { base, where, params } = await selection(transactions, options);
  const goods = by === 'total' ? '' : "and line_class in ('sale', 'cancellation')";
  const period = cycle === 'month' ? "date_trunc('month', ordered_at)" : 'ordered_at';
  const lines = `select ${group} as grp, cast(${period} as date) as period, amount, quantity, line_class, order_id
                   from ${transactions.name} where ${where} ${goods}`;
  const found = rows<{ grp: string; period: string; value: number; total: number }>(
    await transactions.engine.query(
      `with lines as (${lines}), largest as (
         select grp, ${measures[measure]} as total from lines where grp is not null
          group by grp order by total desc nulls last, grp nulls last limit ${top}
       )
       select lines.grp as grp, cast(period as string) as period, ${measures[measure]} as value, min(total) as total
         from lines join largest on largest.grp = lines.grp
        group by lines.grp, period order by min(total) desc nulls last, lines.grp nulls last, period nulls last`,
      params,
    ),
  );
  const calendar = cycle === 'month' ? monthCalendar(base.window) : dayCalendar(base.window);
  const groups = new Map<string, { total: number; values: Map<string, number> }>();
  for (const row of found) {
    const known = groups.get(row.grp) ?? { total: row.total, values: new Map() };
    known.values.set(row.period, row.value);
    groups.set(row.grp, known);
  }
  const all = [...groups].map(([name, { total, values }]) => season(name, total, values, calendar));
  return { base, cycle, measure, seasons: all, masked: calendar.masked, notes: notes(all, calendar) };
}

interface Calendar {
  readonly periods: ReadonlyArray<{ readonly key: string; readonly counts: boolean }>;
  readonly length: number;
  readonly first: number;
  readonly masked: readonly string[];
}

function monthCalendar(window: Base['window']): Calendar {
  const periods = monthsOf(window).map((key) => ({
    key,
    counts: window.from <= key && window.to >= monthAfter(key),
  }));
  const masked = periods.filter(({ counts }) => !counts).map(({ key }) => key);
  return { periods, length: 12, first: Number(periods[0]!.key.slice(5, 7)) - 1, masked };
}

/** Every day of the window; a day without sales counts as zero. */
function dayCalendar({ from, to }: Base['window']): Calendar {
  const day = 86_400_000;
  const start = Date.parse(from);
  const length = Math.round((Date.parse(to) - start) / day);
  const periods = Array.from({ length }, (_, i) => ({
    key: new Date(start + i * day).toISOString().slice(0, 10),
    counts: true,
  }));
  return { periods, length: 7, first: (new Date(start).getUTCDay() + 6) % 7, masked: [] };
}

function season(group: string, total: number, values: ReadonlyMap<string, number>, calendar: Calendar): Season {
  const series = Float64Array.from(calendar.periods, ({ key, counts }) =>
    counts ? (values.get(key) ?? 0) : Number.NaN,
  );
  const profile = seasonalProfile(series, calendar.length, calendar.first);
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  const places = Array.from(profile.index, (index, i) => ({
    place: i + 1,
    index: known(index),
    lower: known(profile.lower[i]!),
    upper: known(profile.upper[i]!),
    periods: profile.seen[i]!,
  }));
  const best = places.reduce((a, b) => ((b.index ?? 0) > (a.index ?? 0) ? b : a));
  const peak = best.lower !== null && best.lower > 1 ? best.place : null;
  return { group, total, places, peak, cycles: profile.cycles };
}

function notes(all: readonly Season[], { masked }: Calendar): string[] {
  const cycles = Math.min(...all.map((one) => one.cycles));
  return [
    ...(masked.length > 0
      ? [`The window cuts ${masked.map((month) => month.slice(0, 7)).join(' and ')}: left out.`]
      : []),
    ...(cycles < 2
      ? [
          `Not every part of the cycle was seen twice (${cycles === 0 ? 'some never' : 'some once'}): the profile cannot tell season from trend, and no season is claimed.`,
        ]
      : []),
    ...(cycles === 2 ? ['Two cycles only: the limits rest on two periods each and are wide.'] : []),
  ];
}

function groupSql({ schema }: Relation, by: NonNullable<SeasonsOptions['by']>): string {
  if (by === 'total') return "'total'";
  const column = by === 'product' ? 'product_id' : by.column;
  const names = schema.map(({ name }) => name);
  if (!names.includes(column) || !/^[a-z_][a-z0-9_]*$/.test(column)) {
    fail(`no column "${column}" to group by`, `one of ${names.join(', ')}`);
  }
  return `cast(${column} as string)`;
}

function fail(message: string, hint: string): never {
  throw new TillbookError('BAD_PARAMETER', message, { hint });
}
