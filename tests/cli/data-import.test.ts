import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { WaterfallRow } from '../../src/datasets/dataset.js';
import { openRetail } from '../../src/datasets/open-retail.js';
import { header, project, roles, tenLines } from '../datasets/own/own-files.js';

const csv = (lines: readonly string[], head = header, end = '\n') => [head, ...lines, ''].join(end);

const sales = (waterfall: readonly WaterfallRow[]) => waterfall.find((row) => row.class === 'sale')?.amount;
const sum = (waterfall: ReadonlyArray<{ rows: number }>) => waterfall.reduce((total, row) => total + row.rows, 0);

test('a file of one’s own is checked, imported by the command that check prints, listed and opened by its name', async () => {
  const { data, folder } = await project({
    'sales.csv': csv(tenLines, 'Client ID,Order No,Order Date,SKU,Qty,Unit Price'),
  });
  const checked = JSON.parse((await data('check', 'sales.csv', '--json')).stdout);
  expect(checked).toMatchObject({
    rows: 10,
    rejected: 0,
    imported: 10,
    problems: [],
    mapping: {
      customer: 'Client ID',
      order: 'Order No',
      time: 'Order Date',
      product: 'SKU',
      quantity: 'Qty',
      price: 'Unit Price',
    },
  });
  expect(checked.columns[4]).toMatchObject({
    name: 'Qty',
    role: 'quantity',
    type: 'integer',
    nulls: 0,
    distinct: 10,
    min: '1',
    max: '10',
  });
  expect(checked.command).toBe(
    "tillbook data import sales.csv --as my-shop --customer 'Client ID' --order 'Order No' --time 'Order Date' --product SKU --quantity Qty --price 'Unit Price'",
  );
  const words = [...checked.command.matchAll(/'([^']*)'|(\S+)/g)].map(([, a, b]) => a ?? b).slice(2);
  const done = await data(...words);
  expect(done).toMatchObject({ code: 0 });
  expect(done.stdout).toContain("10 of 10 records imported: dataset = 'my-shop'");
  const listed = JSON.parse((await data('list', '--json')).stdout);
  expect(listed.at(-1)).toMatchObject({ name: 'my-shop', present: true, rows: 10, source: 'sales.csv' });

  const before = process.cwd();
  process.chdir(folder);
  const shop = await openRetail('my-shop');
  process.chdir(before);
  expect(shop.overlap.kept).toBe(10);
  expect(shop.waterfall.find((row) => row.class === 'sale')).toEqual({ class: 'sale', rows: 10, amount: 137.5 });
  await shop.relations.transactions.engine.close();
});

test('lines that cannot be read are kept with file, line, column and reason; the rest comes in', async () => {
  const bad = [
    'c1,o20,2011-03-04 10:00,A1,two,1',
    'c1,o21,yesterday,A1,2,1',
    'c1,o22,2011-03-04 10:00,A1,2',
    'c1,o23,2011-03-04 10:00,"A1,2,1',
    'c1,o24,9999-01-01,A1,1,1',
    'c1,o25,2011-03-04 10:00,A1,1e308,1',
    'c1,o26,2011-03-04 10:00,A1,1,NaN',
  ];
  const { data, folder, imported } = await project({ 'sales.csv': csv([...tenLines, ...bad]) });
  const found = await imported('sales.csv', [...roles, '--max-rejected', '7']);
  expect(found).toMatchObject({ code: 0, rows: 17, rejected: 7, imported: 10 });
  expect(sum(found.waterfall)).toBe(17);
  const rejected = (await readFile(path.join(folder, 'data/imported/shop.rejected.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rejected.map(({ line, column, reason }) => [line, column, reason])).toEqual([
    [12, 'quantity', '"two" is no number'],
    [13, 'time', '"yesterday" is no date that reads as year-month-day'],
    [14, null, '5 fields where the header has 6'],
    [15, null, 'a quote is opened and not closed'],
    [16, 'time', '"9999-01-01" lies outside the years 1970 to 2099'],
    [17, 'quantity', '"1e308" is no number'],
    [18, 'price', '"NaN" is no number'],
  ]);
  expect(rejected.map(({ file, raw }) => [file, raw])).toEqual(bad.map((raw) => ['sales.csv', raw]));

  const strict = await data('import', 'sales.csv', '--as', 'shop', ...roles, '--strict');
  expect(strict.code).toBe(3);
  expect(strict.stderr).toContain('sales.csv, line 14: 5 fields where the header has 6');
  const many = await data('import', 'sales.csv', '--as', 'other', ...roles);
  expect(many.code).toBe(3);
  expect(many.stderr).toContain('7 of 17 records cannot be read, and 0 may be rejected');
  const share = await data('import', 'sales.csv', '--as', 'other', ...roles, '--max-rejected', '50%');
  expect(share.code).toBe(0);
});

test('what may be a day or a month is refused with both readings, until the format or the column settles it', async () => {
  const dated = (dates: readonly string[]) => csv(dates.map((date, i) => `c,o${i},${date},A,1,1`));
  const { data, imported } = await project({
    'unclear.csv': dated(['03/04/2011', '05/06/2011']),
    'settled.csv': dated(['03/04/2011', '25/06/2011']),
    'mixed.csv': dated(['03/04/2011', '25/06/2011', '06/25/2011']),
  });
  const refused = await data('import', 'unclear.csv', '--as', 'shop', ...roles);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain('"03/04/2011" is 2011-04-03 as day-month-year and 2011-03-04 as month-day-year');
  expect(refused.stderr).toContain('--date-format');
  const mixed = await data('import', 'mixed.csv', '--as', 'shop', ...roles);
  expect(mixed.code).toBe(3);
  expect(mixed.stderr).toContain('mixes two ways');
  for (const format of ['%m/%d/%Y', 'mm/dd/yyyy']) {
    expect(await imported('unclear.csv', [...roles, '--date-format', format])).toMatchObject({ code: 0, imported: 2 });
  }
  expect((await imported('settled.csv')).reading.time).toBe('day-month-year');
});

const lines = tenLines.map((line) => line.replace('A', '£'));
const plain = csv(lines);
test.each([
  ['UTF-8 with a mark', Buffer.from(`\ufeff${plain}`)],
  ['UTF-16 LE', Buffer.from(`\ufeff${plain}`, 'utf16le')],
  ['UTF-16 BE', Buffer.from(`\ufeff${plain}`, 'utf16le').swap16()],
  ['UTF-16 LE without a mark', Buffer.from(plain, 'utf16le')],
  ['Latin-1', Buffer.from(plain, 'latin1')],
  ['gzip', gzipSync(plain)],
  ['CR LF', csv(lines, header, '\r\n')],
  ['CR', csv(lines, header, '\r')],
  [
    'mixed line ends',
    plain
      .replace('\n', '\r\n')
      .replace('o3', 'o3')
      .replace(/\n(?=c4)/, '\r'),
  ],
  ['tabs', plain.replaceAll(',', '\t')],
  ['semicolons', plain.replaceAll(',', ';')],
  ['lines above the header', `Report of March\n\n${plain}`],
  [
    'JSON lines',
    lines
      .map((line) =>
        JSON.stringify(Object.fromEntries(line.split(',').map((value, i) => [header.split(',')[i], value]))),
      )
      .join('\n'),
  ],
])('%s comes in whole', async (_, content) => {
  const { imported } = await project({ file: content });
  const found = await imported('file');
  expect(found).toMatchObject({ code: 0, rows: 10, rejected: 0, imported: 10 });
  expect(sales(found.waterfall)).toBe(137.5);
});

test('numbers with a decimal comma, thousands and a currency are read as the columns settle it', async () => {
  const head = 'customer;order;time;sku;quantity;price';
  const { imported } = await project({
    'a.csv': [head, 'c;o1;01.02.2011;A;1;"1.234,50 €"', 'c;o2;02.02.2011;A;2;2,50 €', ''].join('\n'),
    'b.csv': [head, 'c;o1;01.02.2011;A;"1,200";"£1,234.50"', 'c;o2;02.02.2011;A;-2;(2.50)', ''].join('\n'),
    'c.csv': [head, 'c;o1;01.02.2011;A;1;1,234', ''].join('\n'),
  });
  const a = await imported('a.csv');
  expect(a).toMatchObject({ currency: 'EUR', imported: 2, reading: { decimal: 'comma', time: 'day-month-year' } });
  expect(sales(a.waterfall)).toBe(1239.5);
  const b = await imported('b.csv');
  expect(b).toMatchObject({ currency: 'GBP', reading: { decimal: 'point' } });
  expect(sales(b.waterfall)).toBe(1481400);
  const c = await imported('c.csv');
  expect(c).toMatchObject({ code: 3, error: { hint: 'say --decimal point or --decimal comma' } });
  expect(await imported('c.csv', [...roles, '--decimal', 'comma'])).toMatchObject({ code: 0 });
});

test('customer, time and amount alone make orders by a stated rule', async () => {
  const { imported } = await project({
    'a.csv': 'who,when,paid\na,2011-01-01 10:00,5\na,2011-01-01 10:00,6\na,2011-01-02 11:00,-4\n,2011-01-02 11:00,3\n',
  });
  const found = await imported('a.csv', ['--customer', 'who', '--time', 'when', '--amount', 'paid']);
  expect(found).toMatchObject({ code: 0, imported: 4 });
  expect(found.notes.join('\n')).toContain('the lines of a customer at the same time count as one order');
  expect(found.waterfall.filter((row: { rows: number }) => row.rows > 0)).toEqual([
    { class: 'sale', rows: 3, amount: 14 },
    { class: 'cancellation', rows: 1, amount: -4 },
  ]);
});

test('duplicates are kept and counted, or dropped and counted; the waterfall closes both ways', async () => {
  const { imported } = await project({ 'a.csv': csv([...tenLines, tenLines[0]!]) });
  expect(await imported('a.csv')).toMatchObject({ imported: 11, duplicates: 1 });
  const dropped = await imported('a.csv', [...roles, '--drop-duplicates']);
  expect(dropped).toMatchObject({ rows: 11, imported: 10, duplicates: 1 });
  expect(dropped.waterfall.find((row: { class: string }) => row.class === 'duplicate')).toEqual({
    class: 'duplicate',
    rows: 1,
    amount: 2.5,
  });
});

test.each([
  [['--as', 'auto'], 2, 'names another dataset'],
  [['--as', '../x'], 2, 'no name'],
  [['--as', 'x', '--max-rejected', 'some'], 2, '--max-rejected'],
  [['--as', 'x', '--amount', 'price'], 2, 'both given'],
  [['--as', 'x', '--country', 'Quantitty'], 2, 'did you mean "quantity"'],
  [['--as', 'x', '--time-zone', 'Mars'], 2, 'no time zone'],
  [['--as', 'x', '--date-format', '%Q'], 2, 'no format'],
])('%j ends with %i', async (flags, code, text) => {
  const { data, left } = await project({ 'a.csv': csv(tenLines) });
  const done = await data('import', 'a.csv', ...roles, ...flags);
  expect(done.stderr).toContain(text);
  expect(done.code).toBe(code);
  expect(await left()).toEqual([]);
});

test('a failed import leaves what was imported before', async () => {
  const { folder, imported, data } = await project({ 'a.csv': csv(tenLines) });
  const first = await imported('a.csv');
  await writeFile(path.join(folder, 'a.csv'), csv(['c,o,never,A,1,1']));
  expect((await imported('a.csv')).code).toBe(3);
  await writeFile(path.join(folder, 'a.csv'), gzipSync(csv(tenLines)).subarray(0, 60));
  const cut = await imported('a.csv');
  expect(cut).toMatchObject({
    code: 3,
    error: { message: expect.stringContaining('a.csv: its gzip data cannot be unpacked') },
  });
  const listed = JSON.parse((await data('list', '--json')).stdout);
  expect(listed.at(-1)).toMatchObject({ name: 'shop', rows: first.rows });
});
