import type { Column, Columns } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import { type CellBatch, type CellColumn, cellKind, columnLetters } from './cell-batch.js';
import { type CellValue, cellValue, valueText } from './cell-value.js';
import { headerNames } from './header-names.js';
import { chosenSheets, type OpenXlsx, openXlsx } from './open-xlsx.js';
import { scanPart } from './scan-part.js';
import { sharedStrings } from './scan-strings.js';
import type { XlsxOptions } from './xlsx-options.js';
import { utf8Chunks } from './xml-text.js';

/** Rows of a sheet as columns; a column may hold values of several types. */
export interface XlsxBatch extends Columns {
  readonly sheet: string;
  /** The number of each row in the sheet, from 1. */
  readonly rows: Int32Array;
}

/**
 * Reads an xlsx (or the one in a zip) batch by batch, sheet after sheet, in the order of the rows. To stop early is
 * cheap: nothing is read ahead. Shared strings are held in memory. For whole files `xlsxToParquet` is faster.
 *
 * Empty rows are passed over. Errors and formulas without a stored result are null.
 *
 * @throws TillbookError DATA_MISSING; BAD_INPUT naming file, sheet, row and column.
 * @example await readXlsx('no-such.xlsx').next().catch(({ code }) => code) // => 'DATA_MISSING'
 */
export async function* readXlsx(
  file: string,
  { sheets, headerRow, limits = {} }: Omit<XlsxOptions, 'workers'> = {},
): AsyncGenerator<XlsxBatch> {
  const xlsx = await openXlsx(file, limits);
  try {
    const { label, source, workbook } = xlsx;
    const { styles, date1904 } = workbook;
    const parts = chosenSheets(xlsx, sheets);
    const strings = await allStrings(xlsx);
    for (const { name: sheet, part } of parts) {
      const scan = { place: `${label}, sheet "${sheet}"`, styles, date1904, headerRow };
      let header: Map<number, string> | undefined;
      const used = new Set<number>();
      for await (const batch of scanPart({ source, label, part: part.name, scan, limits })) {
        for (const { index } of batch.columns) used.add(index);
        checkShared(batch, strings.length, scan.place);
        const shared = (number: number) => strings[number]!;
        const value = ({ kinds, values }: CellColumn, i: number) =>
          cellValue(kinds[i]!, values[i]!, shared, (number) => batch.texts[number]!);
        if (header === undefined) {
          header = new Map(batch.columns.map((column) => [column.index, valueText(value(column, 0))]));
          continue;
        }
        const { names } = headerNames(
          header,
          [...used].sort((a, b) => a - b),
        );
        yield columnsOf(sheet, batch, names, value);
      }
    }
  } finally {
    await xlsx.close();
  }
}

async function allStrings({ label, zip, workbook }: OpenXlsx): Promise<string[]> {
  const part = workbook.sharedStrings;
  if (part === undefined) return [];
  const place = `${label}, ${part.name}`;
  const all: string[] = [];
  for await (const strings of sharedStrings(utf8Chunks(zip.read(part), place), place))
    for (const one of strings) all.push(one);
  return all;
}

function checkShared({ columns, rows }: CellBatch, count: number, place: string): void {
  for (const { index, kinds, values } of columns) {
    const at = kinds.findIndex((kind, i) => kind === cellKind.shared && values[i]! >= count);
    if (at < 0) continue;
    throw new TillbookError(
      'BAD_INPUT',
      `${place}, row ${rows[at]}, column ${columnLetters(index)}: it is shared string ${values[at]}, and there are ${count}`,
      { hint: 'fetch or export it again' },
    );
  }
}

function columnsOf(
  sheet: string,
  { numRows, rows, columns }: CellBatch,
  names: ReadonlyMap<number, string>,
  value: (column: CellColumn, row: number) => CellValue,
): XlsxBatch {
  const byIndex = new Map(columns.map((column) => [column.index, column]));
  const byName = new Map([...names].map(([index, name]) => [name, byIndex.get(index)]));
  return {
    sheet,
    rows,
    numRows,
    numCols: names.size,
    schema: { fields: [...byName.keys()].map((name) => ({ name, type: 'mixed' })) },
    getChild(name): Column | null {
      if (!byName.has(name)) return null;
      const column = byName.get(name);
      const get = (i: number) => (column ? value(column, i) : null);
      return { length: numRows, get, toArray: () => Array.from({ length: numRows }, (_, i) => get(i)) };
    },
  };
}
