import type { TableColumn, TableData } from '../base/mime.js';

type Cell = string | number | boolean | null;

/** How a column is headed and printed; `text` or `number` is seen from the values. */
export interface ColumnFormat {
  readonly title?: string;
  /** `%`: the values are shares in 0..1. */
  readonly unit?: string;
  readonly digits?: number;
}

/**
 * A table of plain objects, to be shown. Columns come in the order of `formats`, and only those; without formats, all
 * of the first row's in their order.
 *
 * @example
 * table('Countries', [{ country: 'France', revenue: 2.5 }], { revenue: { unit: 'GBP' } }).rows // => [[2.5]]
 */
export function table<T extends object>(
  caption: string,
  rows: readonly T[],
  formats?: { readonly [K in keyof T]?: ColumnFormat },
): TableData {
  const names = (formats ? Object.keys(formats) : Object.keys(rows[0] ?? {})) as (keyof T & string)[];
  const columns = names.map((name): TableColumn => {
    const { title = humanised(name), unit, digits } = formats?.[name] ?? {};
    const type = rows.some((row) => typeof row[name] === 'number') ? 'number' : 'text';
    return { name: title, type, ...(unit !== undefined && { unit }), ...(digits !== undefined && { digits }) };
  });
  return {
    caption,
    columns,
    rows: rows.map((row) => names.map((name) => (row[name] ?? null) as Cell)),
    totalRows: rows.length,
  };
}

/** `averageOrderValue` as `average order value`. */
function humanised(name: string): string {
  return name
    .replaceAll(/[_-]/g, ' ')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
