import type { TableColumn, TableData } from '../base/mime.js';

/** A cell's value as the reader's text: separators, two decimals at most, shares as per cent, nothing for null. */
export function cellText(value: string | number | boolean | null, column: TableColumn): string {
  if (value === null) return '';
  if (typeof value !== 'number') return String(value);
  const percent = column.unit === '%';
  const digits = column.digits ?? (percent ? 2 : undefined);
  return (percent ? value * 100 : value).toLocaleString('en-GB', {
    minimumFractionDigits: digits ?? 0,
    maximumFractionDigits: digits ?? 2,
  });
}

/** A table as static HTML, for front ends that do not know Tillbook's own type. Every text is escaped. */
export function tableHtml({ caption, columns, rows, totalRows }: TableData): string {
  const align = (column: TableColumn) => (column.type === 'number' ? ' style="text-align:right"' : '');
  const head = columns.map((column) => `<th${align(column)}>${escaped(heading(column))}</th>`).join('');
  const body = rows
    .map(
      (row) =>
        `<tr>${columns.map((column, i) => `<td${align(column)}>${escaped(cellText(row[i] ?? null, column))}</td>`).join('')}</tr>`,
    )
    .join('');
  const note =
    totalRows > rows.length ? `<p>first ${rows.length} of ${totalRows.toLocaleString('en-GB')} rows</p>` : '';
  return `<table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>${note}`;
}

/** A table as text for a terminal: tabs between columns, at most twenty rows. */
export function tableText({ caption, columns, rows, totalRows }: TableData): string {
  const lines = rows.slice(0, 20).map((row) => columns.map((column, i) => cellText(row[i] ?? null, column)).join('\t'));
  const more = totalRows > lines.length ? [`… ${totalRows} rows`] : [];
  return [caption, columns.map(heading).join('\t'), ...lines, ...more].join('\n');
}

function heading({ name, unit }: TableColumn): string {
  return unit ? `${name} (${unit})` : name;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
