import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../src/datasets/project-root.js';
import { recordLine } from '../../src/datasets/record-line.js';
import { openEngine } from '../../src/engine/open-engine.js';
import { folderWith, header, lines, opened, openedCsv } from './retail-files.js';

const one = (values: Partial<Record<'date' | 'quantity' | 'price' | 'customer' | 'description', string>>) => {
  const {
    date = '2010-12-01 08:26:00',
    quantity = '6',
    price = '2.55',
    customer = '17850',
    description = 'a mug',
  } = values;
  return `536365,85123a,${description},${quantity},${date},${price},${customer},United Kingdom`;
};

describe('a line of CSV', () => {
  test('comes in with types, trimmed, its code in upper case', async () => {
    const dataset = await openedCsv(`${header}\n${one({ description: '"  WHITE ""HEART"", large "' })}\n`);
    expect(await lines(dataset)).toEqual([
      {
        customer_id: '17850',
        order_id: '536365',
        ordered_at: '2010-12-01 08:26:00',
        product_id: '85123A',
        description: 'WHITE "HEART", large',
        quantity: '6',
        unit_price: '2.5500',
        amount: '15.3000',
        country: 'United Kingdom',
        line_class: 'sale',
      },
    ]);
  });

  test.each([
    ['2010-12-01 08:26', '2010-12-01 08:26:00'],
    ['2010-12-01T08:26:05', '2010-12-01 08:26:05'],
    ['2010-12-01', '2010-12-01 00:00:00'],
    ['12/1/2010 8:26', '2010-12-01 08:26:00'],
    ['12/01/2010 08:26:07', '2010-12-01 08:26:07'],
    ['12/1/2010', '2010-12-01 00:00:00'],
  ])('reads the date %s', async (date, expected) => {
    const dataset = await openedCsv(`${header}\n${one({ date })}\n${one({ date: '12/31/2010 10:00' })}\n`);
    expect((await lines(dataset, 'ordered_at'))[0]).toEqual({ ordered_at: expected });
  });

  test('puts the day first where a day beyond 12 says so, in whichever file it stands', async () => {
    const dataset = await openedCsv(
      `${header}\n${one({ date: '3/4/2011 9:05' })}\n`,
      `${header}\n${one({ date: '31/12/2010 10:00' })}\n`,
    );
    expect(await lines(dataset, 'ordered_at')).toEqual([
      { ordered_at: '2010-12-31 10:00:00' },
      { ordered_at: '2011-04-03 09:05:00' },
    ]);
  });

  test.each([
    ['', null],
    ['  ', null],
    ['13085.0', '13085'],
    ['00123', '00123'],
    ['ACME', 'ACME'],
  ])('reads the customer "%s"', async (customer, expected) => {
    const dataset = await openedCsv(`${header}\n${one({ customer })}\n`);
    expect(await lines(dataset, 'customer_id')).toEqual([{ customer_id: expected }]);
  });

  test('keeps thousandths exactly: 3 x 0.001', async () => {
    const dataset = await openedCsv(`${header}\n${one({ quantity: '3', price: '0.001' })}\n`);
    expect(await lines(dataset, 'amount')).toEqual([{ amount: '0.0030' }]);
    expect(dataset.waterfall.find((row) => row.class === 'sale')).toEqual({ class: 'sale', rows: 1, amount: 0.003 });
  });
});

test.each([
  'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
  'invoice,stockcode,description,quantity,invoicedate,price,customer_id,country',
  'INVOICE,STOCK CODE,DESCRIPTION,QUANTITY,INVOICE DATE,PRICE,CUSTOMER ID,COUNTRY',
])('the columns may be called %s', async (names) => {
  const dataset = await openedCsv(`${names}\n${one({})}\n`);
  expect((await lines(dataset))[0]).toMatchObject({ unit_price: '2.5500', customer_id: '17850' });
});

test('columns may stand in another order, with others between them', async () => {
  const dataset = await openedCsv(
    'Country,x,Price,Invoice,StockCode,Description,Quantity,InvoiceDate,Customer ID\nFrance,?,1.5,7,10001,mug,2,2011-01-01,9\n',
  );
  expect((await lines(dataset))[0]).toMatchObject({ country: 'France', amount: '3.0000', customer_id: '9' });
});

test('Parquet of other types gives the same: text, doubles, dates', async () => {
  const place = await folderWith();
  const engine = await openEngine();
  await engine.query(`copy (select 536365 as "Invoice", '85123a ' as "StockCode", '  ' as "Description", 6.0::double as "Quantity",
    date '2010-12-01' as "InvoiceDate", '2.55' as "Price", 17850.0::double as "Customer ID", 'France' as "Country") to '${path.join(place, 'a.parquet')}' (format parquet)`);
  await engine.close();
  expect(await lines(await opened(place))).toEqual([
    {
      customer_id: '17850',
      order_id: '536365',
      ordered_at: '2010-12-01 00:00:00',
      product_id: '85123A',
      description: null,
      quantity: '6',
      unit_price: '2.5500',
      amount: '15.3000',
      country: 'France',
      line_class: 'sale',
    },
  ]);
});

test('a folder gives its Parquet files before its CSV files, and nothing of folders in it', async () => {
  const place = await folderWith({ 'a.csv': `${header}\n${one({})}\n`, 'notes.txt': 'x' });
  await mkdir(path.join(place, 'more'));
  await writeFile(path.join(place, 'more', 'b.csv'), `${header}\n${one({})}\n`);
  expect((await opened(place)).raw).toHaveLength(1);
});

test('auto takes the first folder that has the real files, by their names', async () => {
  const empty = await folderWith();
  const place = await folderWith({
    'online_retail_II.csv': `${header}\n${one({})}\n`,
    'other.csv': 'nothing,here\n1,2\n',
  });
  const dataset = await opened('auto', { dataDirs: [empty, '/no/such/folder', place] });
  expect(dataset).toMatchObject({ name: 'online-retail-ii', synthetic: false, currency: 'GBP' });
  expect(dataset.raw[0]!.provenance.files[0]!.file).toBe('online_retail_II.csv');
});

test('the project is found from a folder inside it', async () => {
  const place = await folderWith({ 'package.json': '{}' });
  await mkdir(path.join(place, 'notebooks', 'deep'), { recursive: true });
  expect(projectRoot(path.join(place, 'notebooks', 'deep'))).toBe(place);
  expect(projectRoot(path.join(place, 'notebooks'))).toBe(place);
});

test('the line of a record counts quoted line breaks and blank lines', async () => {
  const place = await folderWith({ 'a.csv': 'a,b\r\n1,"x\ny ""z"""\r\n\r\n2,y\n3,z' });
  const file = path.join(place, 'a.csv');
  expect([await recordLine(file, 1), await recordLine(file, 2), await recordLine(file, 3)]).toEqual([2, 5, 6]);
});
