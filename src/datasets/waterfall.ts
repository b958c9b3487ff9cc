import { rows } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import { lineClasses } from '../base/schema.js';
import type { Engine } from '../engine/engine.js';
import type { WaterfallRow } from './dataset.js';
import { unreadableSql } from './unreadable.js';

const amountSql = 'cast(cast(sum(unit_price * quantity) as decimal(28,4)) as string)';

const strangeSql = "(ordered_at < cast('1980-01-01' as timestamp) or ordered_at >= cast('2101-01-01' as timestamp))";

interface Sum {
  readonly rows: number;
  readonly amount: string | null;
}

/** Lines of each raw file and what they come to, the sum as exact decimal text. */
export interface RawTotal extends Sum {
  readonly file_no: number;
  readonly unreadable: number;
  /** Prices with more than four decimals. */
  readonly rounded: number;
  /** Lines dated before 1980 or after 2100, and the first such time. */
  readonly strange_dates: number;
  readonly strange_date: string | null;
}

/** Counts and sums every line of every file, before anything is dropped. */
export async function rawTotals(engine: Engine, linesSql: string): Promise<RawTotal[]> {
  return rows<RawTotal>(
    await engine.query(`select file_no, count(*) as rows,
      cast(cast(sum(case when ${unreadableSql} then 0 else unit_price * quantity end) as decimal(28,4)) as string) as amount,
      sum(case when ${unreadableSql} then 1 else 0 end) as unreadable,
      sum(rounded) as rounded, count(case when ${strangeSql} then 1 end) as strange_dates,
      min(case when ${strangeSql} then cast(ordered_at as string) end) as strange_date
      from ${linesSql} as l group by file_no order by file_no`),
  );
}

/**
 * The account of every raw line: dropped as overlap or, where that was asked, as a repeat; or kept in one class.
 *
 * @throws TillbookError BAD_INPUT if it does not close to the row and to the last decimal against the raw totals.
 */
export async function waterfall(
  engine: Engine,
  totals: ReadonlyArray<Pick<RawTotal, 'rows' | 'amount'>>,
  names: {
    readonly lines: string;
    readonly shared: string;
    readonly transactions: string;
    readonly dropDuplicates?: boolean;
  },
): Promise<WaterfallRow[]> {
  const copied = `exists (select 1 from ${names.shared} as s where s.same = 1 and s.file_no = l.file_no and s.order_id = l.order_id)`;
  const [overlap] = rows<Sum>(
    await engine.query(`select count(*) as rows, ${amountSql} as amount from ${names.lines} as l where ${copied}`),
  );
  const repeats = names.dropDuplicates
    ? rows<Sum>(
        await engine.query(`select coalesce(sum(copies - 1), 0) as rows,
          cast(cast(sum(unit_price * quantity * (copies - 1)) as decimal(28,4)) as string) as amount
          from (select unit_price, quantity, count(*) as copies from ${names.lines} as l where not ${copied}
            group by file_no, order_id, product_id, quantity, unit_price, description, ordered_at, customer_id, country
            having count(*) > 1) as repeated`),
      ).map((sum) => ({ class: 'duplicate' as const, ...sum }))
    : [];
  const classes = rows<Sum & { line_class: string }>(
    await engine.query(`select line_class, count(*) as rows,
      cast(cast(sum(amount) as decimal(28,4)) as string) as amount from ${names.transactions} group by line_class`),
  );
  const parts = [
    { class: 'overlap' as const, ...overlap! },
    ...repeats,
    ...lineClasses.map((name) => ({
      rows: 0,
      amount: null,
      ...classes.find(({ line_class }) => line_class === name),
      class: name,
    })),
  ];
  closes(totals, parts);
  return parts.map(({ class: name, rows: count, amount }) => ({
    class: name,
    rows: count,
    amount: Number(amount ?? 0),
  }));
}

function closes(totals: readonly Sum[], parts: readonly Sum[]): void {
  const [rowsIn, rowsOut] = [totals, parts].map((side) => side.reduce((sum, { rows: n }) => sum + n, 0));
  const [amountIn, amountOut] = [totals, parts].map((side) =>
    side.reduce((sum, { amount }) => sum + tenThousandths(amount), 0n),
  );
  if (rowsIn === rowsOut && amountIn === amountOut) return;
  throw new TillbookError(
    'BAD_INPUT',
    `the waterfall does not close: ${rowsIn} lines and ${amountIn} ten-thousandths in, ${rowsOut} lines and ${amountOut} out`,
    { hint: 'this is a fault of Tillbook, or a file changed while it was read: run again, then report it' },
  );
}

/** `12.3400` as 123400n. */
export function tenThousandths(decimal: string | null): bigint {
  return BigInt((decimal ?? '0.0000').replace('.', ''));
}
