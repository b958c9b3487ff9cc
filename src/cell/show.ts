import { rows } from '../base/columns.js';
import type { TableData } from '../base/mime.js';
import { mime } from '../base/mime.js';
import type { Relation } from '../engine/engine.js';
import { display } from './display.js';
import { table } from './table.js';
import { tableHtml, tableText } from './table-html.js';

/** What `show` takes beside tables and relations: any Plotly figure with a description. */
export interface ShownFigure {
  readonly data: ReadonlyArray<unknown>;
  readonly layout: object;
  readonly description: string;
}

/** Rows of a relation that are shown. */
const firstRows = 100;

/**
 * Shows a figure, a table, or the first hundred rows of a relation with its row count. Await it: a relation is read.
 */
export async function show(thing: ShownFigure | TableData | Relation): Promise<void> {
  if ('engine' in thing) return showTable(await relationTable(thing));
  if ('columns' in thing) return showTable(thing);
  const { data, layout, description } = thing;
  display({ [mime.figure]: { data, layout }, 'text/plain': description });
}

function showTable(data: TableData): void {
  display({ [mime.table]: data, 'text/html': tableHtml(data), 'text/plain': tableText(data) });
}

async function relationTable({ engine, name, schema, provenance }: Relation): Promise<TableData> {
  const counted = rows<{ n: number }>(await engine.query(`select count(*) as n from ${name}`));
  const times = schema
    .filter((column) => column.type === 'timestamp' || column.type === 'date')
    .map((column) => column.name);
  const shown = rows(await engine.query(`select * from ${name} limit ${firstRows}`)).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key,
        times.includes(key) && typeof value === 'number'
          ? new Date(value).toISOString().slice(0, 19).replace('T', ' ')
          : value,
      ]),
    ),
  );
  const formats = Object.fromEntries(
    schema.map((column) => [column.name, { title: `${column.name} (${column.type})` }]),
  );
  return { ...table(provenance.dataset, shown, formats), totalRows: counted[0]?.n ?? 0 };
}
