import { escapeHtml } from '../../base/html.js';
import type { TableColumn, TableData } from '../../base/mime.js';
import { columnDigits, formattedNumber } from '../../base/number-format.js';

/**
 * A table as HTML: numbers aligned and grouped, units in the header, raw values kept for sorting and for the CSV that the
 * page writes on request.
 */
export function renderedTable(table: TableData): string {
  const { caption, columns, rows, totalRows } = table;
  const digits = columns.map((column, j) =>
    columnDigits(
      column,
      rows.map((row) => row[j]),
    ),
  );
  const head = columns.map(headerCell).join('');
  const body = rows.map(
    (row) => `<tr>${columns.map((column, j) => dataCell(row[j] ?? null, column, digits[j]!)).join('')}</tr>`,
  );
  const note =
    rows.length < totalRows
      ? `first ${formattedNumber(rows.length)} of ${formattedNumber(totalRows)} rows`
      : `${formattedNumber(totalRows)} ${totalRows === 1 ? 'row' : 'rows'}`;
  return `<figure class="table">
<div class="table-head"><figcaption>${captionHtml(caption)}</figcaption><span class="table-tools"><span class="note">${note}</span><button type="button" class="quiet needs-js" data-csv="${escapeHtml(caption)}">CSV</button></span></div>
<div class="scroll" role="group" tabindex="0" aria-label="${escapeHtml(caption || 'Table')}"><table>
<thead><tr>${head}</tr></thead>
<tbody>${body.join('\n')}</tbody>
</table></div>
</figure>`;
}

/** What stands before the first semicolon names the table; the rest says of what. */
function captionHtml(caption: string): string {
  const [name = '', ...rest] = caption.split('; ');
  return `${escapeHtml(name)}${rest.length > 0 ? `<span class="caption-base">${escapeHtml(rest.join('; '))}</span>` : ''}`;
}

function headerCell({ name, type, unit }: TableColumn): string {
  const suffix = unit ? ` <span class="unit">${escapeHtml(unit)}</span>` : '';
  return `<th scope="col"${type === 'number' ? ' class="num"' : ''}>${escapeHtml(name)}${suffix}</th>`;
}

function dataCell(value: string | number | boolean | null, column: TableColumn, digits: number): string {
  if (value === null) return `<td class="null${column.type === 'number' ? ' num' : ''}" data-v="">–</td>`;
  if (typeof value === 'number') {
    return `<td class="num" data-v="${value}">${formattedNumber(value, { unit: column.unit, digits })}</td>`;
  }
  return `<td${column.type === 'number' ? ' class="num"' : ''}>${escapeHtml(String(value))}</td>`;
}
