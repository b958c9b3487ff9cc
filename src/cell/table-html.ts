import { escapeHtml } from '../base/html.js';
import type { TableColumn, TableData } from '../base/mime.js';
import { columnDigits, formattedNumber } from '../base/number-format.js';

/** A cell's value as the reader's text: separators, shares as per cent, nothing for null. */
function cellText(value: string | number | boolean | null, column: TableColumn, digits: number): string {
  if (value === null) return '';
  return typeof value === 'number' ? formattedNumber(value, { unit: column.unit, digits }) : String(value);
}

/** The table's cells as text, in the decimals that their columns need. */
function texts({ columns, rows }: TableData): string[][] {
  const digits = columns.map((column, i) =>
    columnDigits(
      column,
      rows.map((row) => row[i]),
    ),
  );
  return rows.map((row) => columns.map((column, i) => cellText(row[i] ?? null, column, digits[i]!)));
}

/** A table as static HTML, for front ends that do not know Tillbook's own type. Every text is escaped. */
export function tableHtml(data: TableData): string {
  const { caption, columns, rows, totalRows } = data;
  const align = columns.map(({ type }) => (type === 'number' ? ' style="text-align:right"' : ''));
  const cells = (tag: string, row: readonly string[]) =>
    row.map((text, i) => `<${tag}${align[i]}>${escapeHtml(text)}</${tag}>`).join('');
  const body = texts(data).map((row) => `<tr>${cells('td', row)}</tr>`);
  const note = totalRows > rows.length ? `<p>first ${rows.length} of ${formattedNumber(totalRows)} rows</p>` : '';
  return `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${cells('th', columns.map(heading))}</tr></thead><tbody>${body.join('')}</tbody></table>${note}`;
}

/** A table as text for a terminal: tabs between columns, at most twenty rows. */
export function tableText(data: TableData): string {
  const lines = texts({ ...data, rows: data.rows.slice(0, 20) });
  const more = data.totalRows > lines.length ? [`… ${data.totalRows} rows`] : [];
  return [data.caption, ...[data.columns.map(heading), ...lines].map((row) => row.join('\t')), ...more].join('\n');
}

function heading({ name, unit }: TableColumn): string {
  return unit ? `${name} (${unit})` : name;
}
