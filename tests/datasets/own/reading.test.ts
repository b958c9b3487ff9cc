import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rows } from '../../../src/base/columns.js';
import { checkOwn } from '../../../src/datasets/own/check-own.js';
import { importOwn } from '../../../src/datasets/own/import-own.js';
import { openEngine } from '../../../src/engine/open-engine.js';
import { failure, folderWith } from '../retail-files.js';
import { header, tenLines } from './own-files.js';

const mapping = {
  customer: 'customer',
  order: 'order',
  time: 'time',
  product: 'sku',
  quantity: 'quantity',
  price: 'price',
};

async function place(files: Readonly<Record<string, string | Buffer>>) {
  const folder = await folderWith(files);
  const engine = await openEngine();
  onTestFinished(() => engine.close());
  const options = { folder: path.join(folder, 'imported'), name: 'shop', maxRejected: { lines: 5 } };
  const done = (pattern: string, more = {}) =>
    importOwn(engine, [path.join(folder, pattern)], mapping, { ...options, ...more });
  const times = async (file: string) =>
    rows<{ at: string }>(
      await engine.query(
        `select cast(ordered_at as varchar) as at from read_parquet('${path.join(options.folder, 'shop', file)}') order by 1`,
      ),
    ).map(({ at }) => at);
  return { folder, engine, done, times };
}

const line = (more: Partial<Record<'customer' | 'time' | 'sku', string>> = {}) =>
  [more.customer ?? 'c', 'o', more.time ?? '2011-03-01 10:00', more.sku ?? 'A', '1', '1'].join(',');
const text = (...lines: string[]) => [header, ...lines, ''].join('\n');

test('Zstandard and Parquet give what the CSV gives, several files come by a pattern, shared orders once', async () => {
  const { folder, engine, done } = await place({
    'a.csv': text(...tenLines),
    'b.csv': text(...tenLines.slice(5), 'c9,o99,2011-04-01 10:00,A,1,1'),
  });
  const source = `read_csv('${path.join(folder, 'a.csv')}')`;
  await engine.query(
    `copy (select * from ${source}) to '${path.join(folder, 'z.zst')}' (format csv, header, compression zstd)`,
  );
  await engine.query(`copy (select * from ${source}) to '${path.join(folder, 'p.bin')}' (format parquet)`);
  const sums = [];
  for (const file of ['a.csv', 'z.zst', 'p.bin']) sums.push((await done(file)).manifest.waterfall);
  expect(sums[1]).toEqual(sums[0]);
  expect(sums[2]).toEqual(sums[0]);
  const { manifest } = await done('[ab].csv');
  expect(manifest).toMatchObject({ rows: 16, imported: 11, overlap: { rows: 5, orders: 5, differingOrders: 0 } });
});

test('an offset from UTC keeps its clock, or moves to the shop’s zone, summer time with it', async () => {
  const { done, times } = await place({
    'a.csv': text(
      line({ time: '2011-07-01T10:00:00Z' }),
      line({ time: '2011-01-01T10:00:00+02:00' }),
      line({ time: '2011-02-01T10:00:00' }),
    ),
    'e.csv': text(line({ time: '1309514400' })),
  });
  const kept = await done('a.csv');
  expect(await times(kept.manifest.file)).toEqual([
    '2011-01-01 10:00:00',
    '2011-02-01 10:00:00',
    '2011-07-01 10:00:00',
  ]);
  expect(kept.manifest.notes.join()).toContain('2 times have an offset from UTC');
  const moved = await done('a.csv', { timeZone: 'Europe/London' });
  expect(await times(moved.manifest.file)).toEqual([
    '2011-01-01 08:00:00',
    '2011-02-01 10:00:00',
    '2011-07-01 11:00:00',
  ]);
  const epoch = await done('e.csv', { timeZone: 'Europe/London' });
  expect(await times(epoch.manifest.file)).toEqual(['2011-07-01 11:00:00']);
});

test.each([
  ['12/31/2011 8:05:09 PM', '2011-12-31 20:05:09'],
  ['31.12.2011', '2011-12-31 00:00:00'],
  ['31 Dec 2011 08:05', '2011-12-31 08:05:00'],
  ['December 31 2011', '2011-12-31 00:00:00'],
  ['20111231', '2011-12-31 00:00:00'],
  ['2011/12/31 08:05:09.250', '2011-12-31 08:05:09.25'],
  ['31-12-11', '2011-12-31 00:00:00'],
  ['1325318709000', '2011-12-31 08:05:09'],
])('the time %s', async (written, read) => {
  const { done, times } = await place({ 'a.csv': text(line({ time: written })) });
  expect(await times((await done('a.csv')).manifest.file)).toEqual([read]);
});

test('one open quote costs its own line and no other, wherever it is', async () => {
  for (let at = 0; at <= 10; at++) {
    const lines = [...tenLines.slice(0, at), 'c1,"open,2011-03-01,A,1,1', ...tenLines.slice(at)];
    const { done } = await place({ 'a.csv': text(...lines) });
    const { manifest, rejected } = await done('a.csv');
    expect({ at, rows: manifest.rows, imported: manifest.imported }).toEqual({ at, rows: 11, imported: 10 });
    expect(rejected).toMatchObject([{ line: at + 2, reason: 'a quote is opened and not closed' }]);
  }
});

test('quotes inside fields, line ends inside quotes, NULs, bytes of no encoding, lines of delimiters alone', async () => {
  const odd = [
    line({ sku: '"two\nlines"' }),
    line({ sku: '12" plate' }),
    line({ sku: '"say ""hi"""' }),
    line({ sku: 'N\0L' }),
    ',,,,,',
    '',
    `${line({ sku: '£' })},,`,
  ];
  const { done, engine, folder } = await place({
    'a.csv': Buffer.concat([Buffer.from(text(...odd)), Buffer.from(`${line()}\xff\n`, 'latin1')]),
  });
  const { manifest, rejected } = await done('a.csv');
  expect(rejected.map((one) => [one.line, one.reason])).toEqual([
    [6, 'a NUL byte stands in it'],
    [10, 'it is not UTF-8, as the lines before are'],
  ]);
  const products = rows(
    await engine.query(
      `select product_id from read_parquet('${path.join(folder, 'imported/shop', manifest.file)}') order by 1`,
    ),
  );
  expect(products.map((row) => row.product_id)).toEqual(['12" PLATE', 'SAY "HI"', 'TWO\nLINES', '£']);
  expect(manifest.notes.join('\n')).toContain('2 blank lines passed over');
});

test('a line of 40 megabytes is rejected with its number, and the lines behind it come in', {
  timeout: 120_000,
}, async () => {
  const { done, folder } = await place({});
  const file = path.join(folder, 'long.csv');
  await writeFile(file, text(line()));
  for (let i = 0; i < 40; i++) await appendFile(file, 'x'.repeat(2 ** 20));
  await appendFile(file, `\n${line({ customer: 'd' })}\n`);
  const { manifest, rejected } = await done('long.csv');
  expect(manifest).toMatchObject({ rows: 3, imported: 2 });
  expect(rejected).toMatchObject([{ line: 3, reason: 'it is longer than 16 megabytes' }]);
});

test('names that stand twice, differ in case alone, or are missing are told apart and noted', async () => {
  const { engine, folder } = await place({
    'a.csv': 'ID,id,,Date,Total\n1,2,3,2011-01-13,5\n',
    'n.csv': '1,2011-01-13,5\n2,2011-01-14,6\n',
  });
  const checked = await checkOwn(engine, [path.join(folder, 'a.csv')]);
  expect(checked.columns.map(({ name }) => name)).toEqual(['ID', 'id_2', 'column_3', 'Date', 'Total']);
  expect(checked.notes.join('\n')).toContain('two columns are called "id"');
  const bare = await checkOwn(engine, [path.join(folder, 'n.csv')]);
  expect(bare).toMatchObject({ rows: 2, imported: 0 });
  expect(bare.notes.join('\n')).toContain('no header');
});

test.each([
  ['a header alone', `${header}\n`, 'no line that can be read'],
  [
    'a header that names too few',
    'customer,order,time,sku,quantity\nc,o,2011-03-01,A,1,1\n',
    'line 1: the header names 5 columns where the lines have 6 fields',
  ],
  ['a zip', Buffer.from('PK\u0003\u0004rest'), 'cannot be read as a'],
  ['nothing', '', 'is empty'],
  ['Parquet cut off', Buffer.from('PAR1xxxxxxxxxxxx'), 'footer is missing'],
])('%s is refused', async (_, content, message) => {
  const { done } = await place({ file: content });
  expect(await failure(done('file'))).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining(message) });
});
