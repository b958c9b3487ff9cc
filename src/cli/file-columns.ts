import { distance } from 'fastest-levenshtein';
import { rows } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import type { Relation } from '../engine/engine.js';

/** A column's name as SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * The column of a file that a flag or a contract names.
 *
 * @throws TillbookError BAD_INPUT with the columns found and the nearest.
 */
export function fileColumn(file: string, { schema }: Relation, names: readonly string[]): string {
  const found = schema.map(({ name }) => name);
  const column = optionalColumn(found, names);
  if (column !== undefined) return column;
  const wanted = names[0]!.toLowerCase();
  const near = found.toSorted((a, b) => distance(a.toLowerCase(), wanted) - distance(b.toLowerCase(), wanted))[0];
  throw new TillbookError('BAD_INPUT', `${file} has no column "${names[0]}"; found: ${found.join(', ')}`, {
    hint: near === undefined ? 'is its first line a header?' : `did you mean "${near}"?`,
  });
}

/** The first of these names that is there, as it stands or in other case. */
export function optionalColumn(found: readonly string[], names: readonly string[]): string | undefined {
  return (
    names.find((name) => found.includes(name)) ??
    found.find((column) => names.some((name) => name.toLowerCase() === column.toLowerCase()))
  );
}

/**
 * Refuses a file in which a value cannot be read as `type`, naming the first such line (the header is line 1).
 *
 * @throws TillbookError BAD_INPUT.
 */
export async function checkValues(
  file: string,
  { engine, name }: Relation,
  column: string,
  type: 'double' | 'timestamp',
  isEmptyAllowed = false,
): Promise<void> {
  const text = `trim(cast(value as varchar))`;
  const empty = isEmptyAllowed ? `and value is not null and ${text} <> ''` : '';
  const unreadable = type === 'double' ? 'or not isfinite(try_cast(value as double))' : '';
  const [bad] = rows<{ line: number; value: string | null; count: number }>(
    await engine.query(
      `select line, cast(value as varchar) as value, count(*) over () as count
         from (select ${quoted(column)} as value, row_number() over () + 1 as line from ${name}) lines
        where (try_cast(value as ${type}) is null ${unreadable}) ${empty} order by line limit 1`,
    ),
  );
  if (bad === undefined) return;
  const what = type === 'double' ? 'a number' : 'a date or a time';
  throw new TillbookError(
    'BAD_INPUT',
    `${file}, line ${bad.line}, column "${column}": ${bad.value === null ? 'nothing' : `"${bad.value}"`} is not ${what}${bad.count > 1 ? `, nor are ${bad.count - 1} more` : ''}`,
    { hint: type === 'double' ? 'write numbers as 1234.5' : 'write dates as 2011-05-31 or 2011-05-31 13:45:00' },
  );
}
