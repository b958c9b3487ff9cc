import { rows } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import type { Relation } from '../engine/engine.js';
import { type DateOrder, quoted, slashedParts } from './retail-lines.js';

/** A column of times as text: the relation it stands in, its name, and the file's name for messages. */
export interface TimeColumn {
  readonly raw: Relation;
  readonly column: string;
  readonly file: string;
}

/**
 * Reads off the values themselves whether slashed dates put the month or the day first: a part beyond 12 is a day.
 * All files of a dataset are taken together. Without slashed dates the answer does not matter.
 *
 * @throws TillbookError BAD_INPUT where no part is beyond 12, or both are in different rows.
 */
export async function dateOrder(columns: readonly TimeColumn[]): Promise<DateOrder> {
  const seen = await Promise.all(columns.map(extremes));
  const slashed = seen.filter(({ example }) => example !== null);
  const example = slashed[0]?.example;
  if (example === undefined || example === null) return 'month-first';
  const first = Math.max(...slashed.map((file) => file.first ?? 0));
  const second = Math.max(...slashed.map((file) => file.second ?? 0));
  if (second > 12 && first <= 12) return 'month-first';
  if (first > 12 && second <= 12) return 'day-first';
  const files = columns.map(({ file }) => file).join(', ');
  const [a, b, year] = example.split(' ')[0]!.split('/');
  throw new TillbookError(
    'BAD_INPUT',
    first > 12
      ? `${files}: column "${columns[0]!.column}" has dates with the day first (up to ${first}/…) and with the month first (up to …/${second})`
      : `${files}: column "${columns[0]!.column}" can be read two ways: "${example}" is ${year}-${pad(a)}-${pad(b)} with the month first and ${year}-${pad(b)}-${pad(a)} with the day first, and no date in the column settles it`,
    { hint: 'write the dates as YYYY-MM-DD HH:MM' },
  );
}

const pad = (part: string | undefined) => (part ?? '').padStart(2, '0');

async function extremes({ raw, column }: TimeColumn) {
  const { first, second } = slashedParts(`trim(${quoted(column)})`);
  const [seen] = rows<{ first: number | null; second: number | null; example: string | null }>(
    await raw.engine.query(`select max(try_cast(${first} as integer)) as first,
      max(try_cast(${second} as integer)) as second, min(trim(${quoted(column)})) as example
      from ${raw.name} where ${quoted(column)} like '%/%/%'`),
  );
  return seen!;
}
