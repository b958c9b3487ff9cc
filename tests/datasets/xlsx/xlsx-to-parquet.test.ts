import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rows } from '../../../src/base/columns.js';
import type { XlsxOptions } from '../../../src/datasets/xlsx/xlsx-options.js';
import { xlsxToParquet } from '../../../src/datasets/xlsx/xlsx-to-parquet.js';
import { openEngine } from '../../../src/engine/open-engine.js';
import { componentPath, needs } from '../../helpers/needs.js';
import { folder, type WorkbookText, workbookBytes, written } from '../../helpers/xlsx.js';
import { zipBytes } from '../../helpers/zip.js';

async function imported(bytes: Buffer, options: XlsxOptions = {}, name = 'book.xlsx') {
  const out = folder();
  const { tables, notes } = await xlsxToParquet(written(name, bytes), out, options);
  const engine = await openEngine();
  const found = [];
  for (const table of tables) {
    const { name: relation } = await engine.scan(table.file);
    const names = table.columns.map((column) => `cast("${column.name}" as string) as "${column.name}"`);
    found.push({ ...table, values: rows(await engine.query(`select ${names.join(', ')} from ${relation}`)) });
  }
  await engine.close();
  return { tables: found, notes, files: readdirSync(out) };
}
const book = (text: WorkbookText) => workbookBytes(text);
const text = (value: string) => `<c t="str"><v>${value}</v></c>`;
const number = (value: number | string) => `<c><v>${value}</v></c>`;
const row = (...cells: string[]) => `<row>${cells.join('')}</row>`;

describe('types', () => {
  test('each column has the narrowest type of all its values', async () => {
    const { tables } = await imported(
      book({
        formats: ['yyyy-mm-dd hh:mm', 'hh:mm'],
        sheets: [
          {
            name: 'S',
            rows: [
              row(...['whole', 'big', 'real', 'at', 'clock', 'yes', 'text', 'mixed', 'none'].map(text)),
              row(
                number(1),
                number(2 ** 40),
                number(1),
                '<c s="1"><v>40513.5</v></c>',
                '<c s="2"><v>0.25</v></c>',
                '<c t="b"><v>1</v></c>',
                text('x'),
                number(489434),
              ),
              row(number(-3), number(5), number(0.5), '<c/>', '<c/>', '<c/>', text('y'), text('C489449')),
              row(
                number(7),
                '<c/>',
                number(1e21),
                '<c s="1"><v>1</v></c>',
                '<c s="2"><v>0.75</v></c>',
                '<c t="b"><v>0</v></c>',
                '<c/>',
                '<c s="1"><v>40513</v></c>',
              ),
              row('<c/>', '<c/>', '<c/>', '<c/>', '<c/>', '<c/>', '<c/>', number('0.1')),
            ].join(''),
          },
        ],
      }),
    );
    expect(tables[0].columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'whole integer',
      'big integer',
      'real double',
      'at timestamp',
      'clock string',
      'yes boolean',
      'text string',
      'mixed string',
      'none string',
    ]);
    const missing = { whole: null, big: null, real: null, at: null, clock: null, yes: null, text: null, none: null };
    expect(tables[0].values).toEqual([
      {
        ...missing,
        whole: '1',
        big: '1099511627776',
        real: '1.0',
        at: '2010-12-01 12:00:00',
        clock: '06:00:00',
        yes: 'true',
        text: 'x',
        mixed: '489434',
      },
      { ...missing, whole: '-3', big: '5', real: '0.5', text: 'y', mixed: 'C489449' },
      {
        ...missing,
        whole: '7',
        real: '1e+21',
        at: '1900-01-01 00:00:00',
        clock: '18:00:00',
        yes: 'false',
        mixed: '2010-12-01 00:00:00',
      },
      { ...missing, mixed: '0.1' },
    ]);
    expect(tables[0].notes).toEqual(['column "mixed" (H) holds 2 numbers, 1 texts, 1 dates, and is read as text']);
  });

  test('the same name has the same type in every sheet', async () => {
    const sheet = (name: string, value: string) => ({ name, rows: row(text('Invoice')) + row(value) });
    const { tables } = await imported(book({ sheets: [sheet('a', number(489434)), sheet('b', text('C1'))] }));
    expect(tables.map(({ columns, values }) => [columns[0].type, values])).toEqual([
      ['string', [{ Invoice: '489434' }]],
      ['string', [{ Invoice: 'C1' }]],
    ]);
  });
});

describe('what is lost is said', () => {
  test('errors, formulas, blank and hidden rows, merged cells, unknown styles, odd dates, hidden and empty sheets', async () => {
    const body = [
      `<row r="2">${text('a')}${text('b')}</row>`,
      '<row r="3" hidden="1"><c r="A3" t="e"><v>#DIV/0!</v></c><c r="B3"><f>NOW()</f></c></row>',
      '<row r="6"><c r="A6" s="9"><v>1</v></c><c r="B6"><f>1+1</f><v>2</v></c></row>',
      '<row r="7"><c r="A7" s="1"><v>60</v></c></row>',
    ].join('');
    const { tables, notes } = await imported(
      book({
        formats: ['yyyy'],
        sheets: [
          {
            name: 'S',
            rows: body,
            after: '<mergeCells count="2"><mergeCell ref="A3:A4"/><mergeCell ref="B3:B4"/></mergeCells>',
          },
          { name: 'Old', rows: body, state: 'veryHidden' },
          { name: 'Empty', rows: '<row/>' },
        ],
      }),
    );
    expect(tables[0].notes).toEqual([
      'the names stand in row 2; rows above it were passed over',
      '2 blank rows between the rows with values passed over',
      '1 hidden row read like the others',
      '1 cell with an error became null (A3)',
      '1 formula without a stored result became null (B3)',
      '2 formulas read as their stored results (first B3)',
      '1 date beyond the calendar kept as a number (A7)',
      '1 cell of an unknown style read as a number (A6)',
      '2 merged ranges have their value in the first cell only (A3:A4, B3:B4)',
    ]);
    expect(tables[0].values).toEqual([
      { a: null, b: null },
      { a: '1', b: '2' },
      { a: '60', b: null },
    ]);
    expect(notes).toEqual(['sheet "Old" was not read: it is hidden; name it to read it', 'sheet "Empty" is empty']);
  });
});

describe('order, threads, places', () => {
  /** Enough rows for several batches, with repeated, missing and own texts, and a column that begins late. */
  const many = (count: number, shift: number) =>
    Array.from({ length: count }, (_, i) => {
      const n = i + shift;
      const late = i > count * 0.7 ? `<c r="D${i + 2}"><v>${n}</v></c>` : '';
      const own = n % 5 === 0 ? '' : `<c r="B${i + 2}" t="inlineStr"><is><t>own ${n % 977}</t></is></c>`;
      const shared = n % 3 === 0 ? '' : `<c r="C${i + 2}" t="s"><v>${n % 50}</v></c>`;
      return `<row r="${i + 2}"><c r="A${i + 2}"><v>${n}</v></c>${own}${shared}${late}</row>`;
    }).join('');
  const large = book({
    shared: Array.from({ length: 50 }, (_, i) => `<si><t>shared ${i}</t></si>`).join(''),
    sheets: [0, 1, 2].map((i) => ({
      name: `S${i}`,
      rows: row(...['n', 'own', 'shared'].map(text)) + many(70_000 + i, i),
    })),
  });

  test('rows keep their order, and threads (sheet-worker) change no byte', async () => {
    const file = written('large.xlsx', large);
    const sums: string[][] = [];
    for (const workers of [0, 1, 3]) {
      const out = folder();
      const { tables } = await xlsxToParquet(file, out, { workers });
      expect(tables.map((table) => table.rows)).toEqual([70_000, 70_001, 70_002]);
      expect(tables[0].columns.map(({ name }) => name)).toEqual(['n', 'own', 'shared', 'column_D']);
      sums.push(tables.map((table) => createHash('sha256').update(readFileSync(table.file)).digest('hex')));
      const engine = await openEngine();
      const { name } = await engine.scan(tables[1].file);
      const wrong =
        await engine.query(`select count(*) as wrong from (select *, row_number() over () as i from ${name}) as t
        where n <> i or own is distinct from case when n % 5 <> 0 then 'own ' || n % 977 end
          or shared is distinct from case when n % 3 <> 0 then 'shared ' || n % 50 end
          or column_D is distinct from case when i - 1 > 49000 then n end`);
      expect(rows(wrong)).toEqual([{ wrong: 0 }]);
      await engine.close();
    }
    expect(sums[1]).toEqual(sums[0]);
    expect(sums[2]).toEqual(sums[0]);
  });

  test('a sheet that fails in a thread fails the import with its place, and leaves nothing', async () => {
    const bad = book({
      sheets: [
        { name: 'good', rows: row(text('n')) + many(70_000, 0).replaceAll(/<c r="[BC].*?<\/c>/g, '') },
        {
          name: 'bad',
          rows:
            row(text('n')) +
            many(70_000, 0)
              .replaceAll(/<c r="[BC].*?<\/c>/g, '')
              .replace('<v>69999</v>', '<v>x</v>'),
        },
      ],
    });
    const out = folder();
    await expect(xlsxToParquet(written('book.xlsx', bad), out, { workers: 2 })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: 'book.xlsx, sheet "bad", row 70001, column A: "x" is no number',
    });
    expect(readdirSync(out)).toEqual([]);
  });

  test('a sheet of 500 columns that grows wide late is imported; one of more is refused by name', async () => {
    const wide = (columns: number) => row(...Array.from({ length: columns }, (_, i) => number(i)));
    const sheet = (columns: number) => [
      { name: 'S', rows: row(text('a')) + row(number(1)).repeat(3000) + wide(columns) },
    ];
    const { tables } = await imported(book({ sheets: sheet(500) }));
    expect(tables[0].rows).toBe(3001);
    expect(tables[0].values.at(-1)).toMatchObject({ a: '0', column_B: '1', column_SF: '499' });
    await expect(imported(book({ sheets: sheet(501) }))).rejects.toThrow(
      'book.xlsx, sheet "S" has 501 columns; at most 500 can be imported',
    );
  });

  test('the xlsx in a zip is read as it stands, deflated or stored; two of them are refused', async () => {
    const inner = book({ sheets: [{ name: 'S', rows: row(text('a')) + row(number(1)) }] });
    for (const stored of [true, false]) {
      const zip = zipBytes([
        { name: 'data/retail.xlsx', data: inner, stored },
        { name: '__MACOSX/._retail.xlsx', data: 'x' },
      ]);
      expect((await imported(zip, {}, 'retail.zip')).tables[0].values).toEqual([{ a: '1' }]);
    }
    const two = zipBytes([
      { name: 'a.xlsx', data: inner },
      { name: 'b.xlsx', data: inner },
    ]);
    await expect(imported(two)).rejects.toThrow('holds 2 workbooks: a.xlsx, b.xlsx');
    const broken = zipBytes([{ name: 'a.xlsx', data: inner.subarray(0, -30) }]);
    await expect(imported(broken, {}, 'a.zip')).rejects.toThrow(/a\.zip, a\.xlsx: cannot be read as a zip/);
  });

  test('a folder that cannot be written is said', async () => {
    const file = written('book.xlsx', book({ sheets: [{ name: 'S', rows: row(text('a')) + row(number(1)) }] }));
    await expect(xlsxToParquet(file, join(folder(), 'none'))).rejects.toMatchObject({ code: 'CANNOT_WRITE' });
  });
});

needs('retail data')(
  '20,000 lines of each sheet of Online Retail II come out as they are in its Parquet files, bit for bit',
  async () => {
    const data = componentPath('retail data')!;
    const files = ['2009-2010', '2010-2011'].map((years) => join(data, `online-retail-ii-${years}.parquet`));
    const engine = await openEngine();
    const escaped = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const sheets = [];
    for (const [i, file] of files.entries()) {
      const { name } = await engine.scan(file);
      const lines = rows<Record<string, string | number | null>>(
        await engine.query(`select "Invoice", "StockCode", "Description", "Quantity",
        (date_diff('second', timestamp '1899-12-30', "InvoiceDate") / 86400.0) as "InvoiceDate", "Price", "Customer ID", "Country" from ${name} limit 20000`),
      );
      const cellOf = (value: string | number | null, column: string) => {
        if (value === null) return '<c/>';
        // Codes that are numbers stand as numbers in the publisher's workbook.
        if (typeof value === 'string' && /^[1-9]\d*$/.test(value)) return number(value);
        if (typeof value === 'string')
          return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
        return column === 'InvoiceDate' ? `<c s="1"><v>${value.toPrecision(16)}</v></c>` : number(value);
      };
      const names = Object.keys(lines[0]);
      const body = lines.map((line) => row(...names.map((column) => cellOf(line[column], column))));
      sheets.push({ name: `Year ${i}`, rows: row(...names.map(text)) + body.join('') });
    }
    const out = folder();
    const file = join(out, 'retail.xlsx');
    writeFileSync(file, book({ formats: ['m/d/yy h:mm'], sheets }));
    const { tables } = await xlsxToParquet(file, out);
    for (const [i, table] of tables.entries()) {
      const a = `read_parquet('${table.file}')`;
      const b = `(select * from read_parquet('${files[i]}') limit 20000)`;
      const types = async (from: string) =>
        rows(await engine.query(`select column_name, column_type from (describe select * from ${from})`));
      expect(await types(a)).toEqual(await types(b));
      const differing = await engine.query(`select count(*) as differing from
      (select row_number() over () as i, x from ${a} as x) as p join (select row_number() over () as i, y from ${b} as y) as q using (i) where x is distinct from y`);
      expect(rows(differing)).toEqual([{ differing: 0 }]);
      expect(table.rows).toBe(20_000);
    }
    await engine.close();
  },
);
