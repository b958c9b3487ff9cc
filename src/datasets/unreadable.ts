import { rows } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import { recordLine } from './record-line.js';
import type { RetailColumn } from './retail-columns.js';
import { quoted, type RetailSource, retailLinesSql } from './retail-lines.js';

/** What may be wrong with a typed line, as SQL, the column it stands in, and what that should have held. */
const faults: ReadonlyArray<{ when: string; column: RetailColumn; expected: string }> = [
  { when: 'order_id is null', column: 'order', expected: 'an invoice number' },
  { when: 'product_id is null', column: 'product', expected: 'a stock code' },
  { when: 'quantity is null', column: 'quantity', expected: 'a whole number' },
  {
    when: "(ordered_at is null or ordered_at < cast('0001-01-01' as timestamp) or ordered_at >= cast('9999-12-31 23:59:59.9' as timestamp))",
    column: 'time',
    expected: 'a date such as 2010-12-01 08:26',
  },
  { when: 'unit_price is null', column: 'price', expected: 'a number such as 2.55' },
  {
    when: 'abs(cast(unit_price as double) * quantity) > 99999999999999',
    column: 'price',
    expected: 'a price whose product with the quantity has at most 14 digits',
  },
];

/** SQL condition on a typed line: something in it that must be there could not be read. */
export const unreadableSql = `(${faults.map(({ when }) => when).join(' or ')})`;

/**
 * Says where the unreadable lines of a file stand: file, line (of CSV; the row of Parquet), column and value.
 *
 * @returns the error to throw, BAD_INPUT, naming the first three.
 */
export async function unreadable(source: RetailSource, path: string, count: number): Promise<TillbookError> {
  const { raw, columns } = source;
  const isText = raw.schema.every(({ type }) => type === 'string');
  const numbered = { ...raw, name: `(select row_number() over () as record_no, * from ${raw.name}) as numbered` };
  const texts = faults.map(({ column }, i) => `cast(${quoted(columns[column])} as string) as text_${i}, `).join('');
  const fault = `case ${faults.map(({ when }, i) => `when ${when} then ${i}`).join(' ')} end`;
  const bad = rows<Record<string, string | number | null>>(
    await raw.engine.query(`select record_no, ${faults.map((_, i) => `text_${i}`).join(', ')}, ${fault} as fault from (
      ${retailLinesSql({ ...source, raw: numbered }, 1, `record_no, ${texts}`)}) as typed
      where ${unreadableSql} order by record_no limit 3`),
  );
  const places = await Promise.all(
    bad.map(async (row) => {
      const { column, expected } = faults[Number(row.fault)]!;
      const record = Number(row.record_no);
      const where = isText ? `line ${await recordLine(source.csv?.copy ?? path, record, source.csv)}` : `row ${record}`;
      const value = row[`text_${row.fault}`];
      const found = value === null || value === '' ? 'nothing' : `"${String(value).slice(0, 60)}"`;
      return `${raw.provenance.files[0]!.file}, ${where}, column "${columns[column]}": ${found} is not ${expected}`;
    }),
  );
  const more = count > places.length ? `; and ${count - places.length} more` : '';
  return new TillbookError('BAD_INPUT', `${places.join('; ')}${more}`, {
    hint: 'mend these lines in the file, or export it again',
  });
}
