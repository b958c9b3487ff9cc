import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { failure, folderWith, header, opened, openedCsv } from './retail-files.js';

const good = '536365,85123A,a mug,6,2010-12-01 08:26:00,2.55,17850,United Kingdom';
const csv = (...lines: string[]) => [header, ...lines, ''].join('\n');

describe('what is missing is named, with the ways to go on', () => {
  test('the real files: the folders looked in', async () => {
    const error = await failure(opened('online-retail-ii', { dataDirs: ['/no/such', '/nor/this'] }));
    expect(error).toMatchObject({ code: 'DATA_MISSING' });
    expect(error.message).toContain('/no/such, /nor/this');
    expect(error.hint).toMatch(/TILLBOOK_DATA.*dataset = 'sample'/);
  });

  test('a path', async () => {
    const error = await failure(opened('no/such/file.csv'));
    expect(error).toMatchObject({ code: 'DATA_MISSING' });
    expect(error.message).toContain('no/such/file.csv');
    expect(error.hint).toContain('auto, online-retail-ii, sample');
  });

  test('a folder without data', async () => {
    expect(await failure(opened(await folderWith({ 'readme.txt': 'x' })))).toMatchObject({
      code: 'DATA_MISSING',
      hint: 'it holds readme.txt',
    });
    expect(await failure(opened(await folderWith()))).toMatchObject({ code: 'DATA_MISSING' });
  });
});

test('a line with too many fields, far down the file, is named by its number', async () => {
  const error = await failure(openedCsv(csv(...Array.from({ length: 30_000 }, () => good), `${good},more`, good)));
  expect(error.code).toBe('BAD_INPUT');
  expect(error.message).toMatch(/file-1\.csv.*Line: 30002/);
});

describe('a file that is no table of transactions', () => {
  test.each([
    ['an empty file', '', /empty/],
    ['a header alone', `${header}\n`, /file-1\.csv holds a header and no line/],
    ['a cut Parquet file', 'PAR1 and then nothing of use', /footer/],
    ['a line with too many fields', csv(good, good, `${good},and,more`), /file-1\.csv/],
    [
      'a quote that never closes',
      csv(good.replace('a mug', '"a, mug"'), '1,2,"never closed,3,2010-12-01,1,2,UK'),
      /file-1\.csv/,
    ],
  ])('%s', async (_, text, message) => {
    const error = await failure(openedCsv(text));
    expect(error.code).toBe('BAD_INPUT');
    expect(error.message).toMatch(message);
    expect(error.hint).toBeTruthy();
  });

  test('a column that is missing: what was found, what was expected, and the nearest name', async () => {
    const error = await failure(openedCsv(`${header.replace('Price', 'Unit Prise')}\n${good}\n`));
    expect(error).toMatchObject({ code: 'BAD_INPUT' });
    expect(error.message).toContain('file-1.csv has no column "Price" or "UnitPrice"; found: "Invoice", "StockCode"');
    expect(error.hint).toContain('rename "Unit Prise" to "Price"');
    expect(error.hint).toContain('expected: Invoice, StockCode, Description, Quantity, InvoiceDate, Price');
  });

  test('several columns that are missing, none like another', async () => {
    const error = await failure(openedCsv('a,b\n1,2\n'));
    expect(error.message).toContain('"Invoice" or "InvoiceNo", and none "StockCode"');
    expect(error.message).toContain('found: "a", "b"');
  });
});

describe('a value that cannot be read is named by file, line and column', () => {
  test.each([
    ['text in a quantity', good.replace(',6,', ',six,'), 'column "Quantity": "six" is not a whole number'],
    ['half a unit', good.replace(',6,', ',1.5,'), 'column "Quantity": "1.5" is not a whole number'],
    ['a quantity beyond 32 bits', good.replace(',6,', ',1e308,'), 'column "Quantity": "1e308"'],
    ['no quantity', good.replace(',6,', ',,'), 'column "Quantity": nothing is not a whole number'],
    ['text in a price', good.replace('2.55', 'free'), 'column "Price": "free" is not a number'],
    ['a pound sign in a price', good.replace('2.55', '£2.55'), 'column "Price": "£2.55" is not a number'],
    ['a decimal comma', good.replace('2.55', '"2,55"'), 'column "Price": "2,55" is not a number'],
    ['NaN for a price', good.replace('2.55', 'NaN'), 'column "Price": "NaN" is not a number'],
    [
      'a price that overflows with its quantity',
      good.replace('2.55', '99999999999999'),
      'column "Price": "99999999999999"',
    ],
    ['a day that is none', good.replace('2010-12-01', '2010-02-30'), 'column "InvoiceDate": "2010-02-30 08:26:00"'],
    ['a date in words', good.replace('2010-12-01 08:26:00', 'yesterday'), 'column "InvoiceDate": "yesterday"'],
    ['a date for ever', good.replace('2010-12-01 08:26:00', 'infinity'), 'column "InvoiceDate": "infinity"'],
    [
      'a time with a zone',
      good.replace('08:26:00', '08:26:00+02:00'),
      'column "InvoiceDate": "2010-12-01 08:26:00+02:00"',
    ],
    ['no invoice', good.replace('536365', ''), 'column "Invoice": nothing is not an invoice number'],
    ['no stock code', good.replace('85123A', ' '), 'column "StockCode": " " is not a stock code'],
  ])('%s', async (_, line, message) => {
    const error = await failure(openedCsv(csv(good, good), csv(good, good, line, good)));
    expect(error.code).toBe('BAD_INPUT');
    expect(error.message).toContain(`file-2.csv, line 4, ${message}`);
  });

  test('the line is the one in an editor, after quoted line breaks; three are named and the rest counted', async () => {
    const broken = good.replace('a mug', '"a\nmug\nof three lines"');
    const bad = good.replace(',6,', ',x,');
    const error = await failure(openedCsv(csv(good, broken, bad, bad, '', bad, bad)));
    expect(error.message.match(/line \d+/g)).toEqual(['line 6', 'line 7', 'line 9']);
    expect(error.message).toMatch(/and 1 more$/);
  });

  test('of Parquet the row', async () => {
    const { openEngine } = await import('../../src/engine/open-engine.js');
    const place = await folderWith();
    const engine = await openEngine();
    await engine.query(`copy (select '1' as "Invoice", '10001' as "StockCode", 'x' as "Description", 1 as "Quantity", timestamp '2011-01-01' as "InvoiceDate",
      case when i = 2 then 'nan'::double else 1.5 end as "Price", 7 as "Customer ID", 'France' as "Country" from range(5) t(i)) to '${path.join(place, 'a.parquet')}' (format parquet)`);
    await engine.close();
    expect((await failure(opened(place))).message).toContain('a.parquet, row 3, column "Price": "nan" is not a number');
  });
});

describe('dates with slashes', () => {
  const dated = (...dates: string[]) => csv(...dates.map((date) => good.replace('2010-12-01 08:26:00', date)));

  test('that nothing settles are refused with both readings', async () => {
    const error = await failure(openedCsv(dated('03/04/2011 9:05', '05/06/2011 9:05')));
    expect(error.code).toBe('BAD_INPUT');
    expect(error.message).toContain('2011-03-04 with the month first and 2011-04-03 with the day first');
    expect(error.hint).toContain('YYYY-MM-DD');
  });

  test('that stand both ways are refused', async () => {
    const error = await failure(openedCsv(dated('31/12/2010 9:05', '12/31/2010 9:05')));
    expect(error.message).toContain('the day first (up to 31/');
  });

  test.each(['1/31/2011 9:05 PM', '1/31/11 9:05', '1/31/2011 99:99', '13/31/2011'])(
    '"%s" is not read',
    async (date) => {
      const error = await failure(openedCsv(dated('1/31/2011 9:05', date)));
      expect(error.code).toBe('BAD_INPUT');
    },
  );
});

test('a folder where the sample cannot be kept', async () => {
  const place = await folderWith({ file: 'x' });
  const error = await failure(opened('sample', { sampleDir: path.join(place, 'file', 'sample') }));
  expect(error.code).toBe('CANNOT_WRITE');
  expect(error.message).toContain(path.join(place, 'file', 'sample'));
});
