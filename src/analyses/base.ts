import { rows } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import type { Relation } from '../engine/engine.js';

/**
 * Which lines an analysis counts. `identified-sales`: customer known, no cancellation, quantity and price above zero,
 * whatever the line class, as the literature counts. `goods`: of these the line class sale alone. `net`: goods less
 * their returns, customer known. `all`: every line.
 */
export const bases = {
  'identified-sales': {
    where: "customer_id is not null and line_class <> 'cancellation' and quantity > 0 and unit_price > 0",
    text: 'identified sales (customer known, no cancellations, quantity and price above zero)',
  },
  goods: {
    where: "customer_id is not null and line_class = 'sale'",
    text: 'identified sales of goods (customer known, no postage, fees or tests)',
  },
  net: {
    where: "customer_id is not null and line_class in ('sale', 'cancellation')",
    text: 'identified sales of goods less their returns',
  },
  all: { where: '1 = 1', text: 'all lines, guests included, cancellations subtracted' },
} as const;

/** The name of one of `bases`. */
export type Basis = keyof typeof bases;

/** Whole days of the shop's own clock, half-open: `from` belongs to it, `to` does not. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** What every analysis accepts: by default the identified sales of the whole time that the data cover. */
export interface AnalysisOptions {
  readonly basis?: Basis;
  readonly window?: Partial<Window>;
}

/** What a figure is a figure of; every result carries it. */
export interface Base {
  readonly basis: Basis;
  readonly window: Window;
  /** In words, for charts and reports. */
  readonly text: string;
}

/** A base and the SQL that selects its lines. */
export interface Selection {
  readonly base: Base;
  readonly where: string;
  readonly params: { readonly from: string; readonly to: string };
}

/**
 * Checks the options, fills the window from the data (first day to the day after the last), and says what is counted.
 *
 * @throws TillbookError BAD_PARAMETER for an unknown basis, a day that is none, or a window that ends before it begins;
 * BAD_INPUT if the relation has no rows.
 */
export async function selection(relation: Relation, options: AnalysisOptions = {}): Promise<Selection> {
  const basis = options.basis ?? 'identified-sales';
  if (!Object.hasOwn(bases, basis)) {
    throw new TillbookError('BAD_PARAMETER', `no basis "${basis}"`, {
      hint: `one of ${Object.keys(bases).join(', ')}`,
    });
  }
  const span = await daySpan(relation);
  const window = { from: options.window?.from ?? span.from, to: options.window?.to ?? span.to };
  for (const day of [window.from, window.to]) {
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) {
      throw new TillbookError('BAD_PARAMETER', `"${day}" is not a day`, { hint: 'write it as 2011-12-09' });
    }
  }
  if (window.from >= window.to) {
    throw new TillbookError('BAD_PARAMETER', `the window ends (${window.to}) before it begins (${window.from})`, {
      hint: 'its end is the day after the last one counted',
    });
  }
  return {
    base: { basis, window, text: `${bases[basis].text}, ${window.from} to ${dayBefore(window.to)}` },
    where: `${bases[basis].where} and ordered_at >= cast($from as timestamp) and ordered_at < cast($to as timestamp)`,
    params: window,
  };
}

async function daySpan({ engine, name }: Relation): Promise<Window> {
  const [span] = rows<{ first: string | null; last: string | null }>(
    await engine.query(
      `select cast(cast(min(ordered_at) as date) as string) as first,
              cast(cast(max(ordered_at) as date) + 1 as string) as last from ${name}`,
    ),
  );
  if (!span?.first || !span.last) {
    throw new TillbookError('BAD_INPUT', 'the transactions have no rows', {
      hint: 'check the file that they come from',
    });
  }
  return { from: span.first, to: span.last };
}

/** The day before `day`, as `yyyy-mm-dd`. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
