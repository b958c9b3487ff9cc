import path from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { rows } from '../../src/base/columns.js';
import { transactionsSchema } from '../../src/base/schema.js';
import type { Dataset } from '../../src/datasets/dataset.js';
import { openDataset } from '../../src/datasets/open-dataset.js';
import { openEngine } from '../../src/engine/open-engine.js';
import { componentPath, needs } from '../helpers/needs.js';
import { figures, folderWith, opened } from './retail-files.js';

const test = needs('retail data');
const engine = openEngine();
afterAll(async () => (await engine).close());
let dataset: Promise<Dataset> | undefined;
const real = (): Promise<Dataset> => {
  dataset ??= engine.then((duckdb) =>
    openDataset(duckdb, 'online-retail-ii', { dataDirs: [componentPath('retail data')!], sampleDir: '' }),
  );
  return dataset;
};
const exact = 'cast(sum(amount) as string)';

describe('Online Retail II, figures of reference/published-analyses.md A', () => {
  test('1,067,371 lines in, 22,523 of 1,088 orders found twice by equal lines, 1,044,848 kept', async () => {
    const dataset = await real();
    expect(dataset.overlap).toEqual({ rows: 22_523, orders: 1088, kept: 1_044_848, differingOrders: 0 });
    expect(dataset.duplicateRows).toBe(11_812);
    expect(dataset.synthetic).toBe(false);
    expect(dataset.relations.transactions.schema).toEqual(transactionsSchema);
    expect(
      await figures(
        dataset,
        `select count(*) as n, count(distinct order_id) as orders, count(distinct customer_id) as customers, ${exact} as amount from $t`,
      ),
    ).toEqual([{ n: 1_044_848, orders: 53_628, customers: 5942, amount: '18909762.1180' }]);
  });

  test('identified sales and goods', async () => {
    const dataset = await real();
    const count = `count(*) as n, count(distinct customer_id) as customers, count(distinct order_id) as orders, ${exact} as amount`;
    expect(
      await figures(
        dataset,
        `select ${count} from $t where customer_id is not null and line_class <> 'cancellation' and quantity > 0 and unit_price > 0`,
      ),
    ).toEqual([{ n: 791_045, customers: 5878, orders: 36_969, amount: '17431551.1780' }]);
    expect(
      await figures(dataset, `select ${count} from $t where customer_id is not null and line_class = 'sale'`),
    ).toEqual([{ n: 788_206, customers: 5852, orders: 36_594, amount: '17124940.9970' }]);
  });

  test('17,933 identified product cancellations in the stacked files, beside the one of cushion pads', async () => {
    const dataset = await real();
    const { engine, name, schema } = await dataset.stacked();
    expect(schema).toEqual(transactionsSchema);
    const [stacked] = rows(
      await engine.query(`select count(*) as n, ${exact} as amount, count(case when line_class = 'cancellation' and customer_id is not null then 1 end) as cancellations,
        count(case when line_class = 'cancellation' and product_id = 'PADS' then 1 end) as pads from ${name}`),
    );
    expect(stacked).toEqual({ n: 1_067_371, amount: '19287250.5680', cancellations: 17_934, pads: 1 });
  });

  test('the waterfall: every line and every pound in one class', async () => {
    const { waterfall } = await real();
    expect(waterfall).toEqual([
      { class: 'overlap', rows: 22_523, amount: 377_488.45 },
      { class: 'sale', rows: 1_015_088, amount: 19_700_954.457 },
      { class: 'cancellation', rows: 17_974, amount: -719_692.94 },
      { class: 'adjustment', rows: 1855, amount: -240_177.23 },
      { class: 'fee', rows: 3941, amount: 168_474.331 },
      { class: 'free-or-damaged', rows: 5973, amount: 0 },
      { class: 'test', rows: 17, amount: 203.5 },
    ]);
    expect(waterfall.reduce((sum, row) => sum + row.rows, 0)).toBe(1_067_371);
  });

  test('the 11,812 exact duplicates, dropped on demand, are a line of the waterfall', async () => {
    const dropped = await openDataset(
      await engine,
      'online-retail-ii',
      { dataDirs: [componentPath('retail data')!], sampleDir: '' },
      { dropDuplicates: true },
    );
    expect(dropped.waterfall.slice(0, 3)).toEqual([
      { class: 'overlap', rows: 22_523, amount: 377_488.45 },
      { class: 'duplicate', rows: 11_812, amount: 54_228.42 },
      { class: 'sale', rows: 1_003_357, amount: 19_643_861.637 },
    ]);
    expect(dropped.overlap.kept).toBe(1_033_036);
  });

  test('no code unlike a product is on no list, and no sale is of a code that is no product', async () => {
    const dataset = await real();
    expect(dataset.notes.filter((note) => note.startsWith('codes'))).toEqual([]);
    const unlike = await figures(
      dataset,
      `select distinct product_id from $t where line_class = 'sale' and try_cast(left(product_id, 5) as integer) is null and left(product_id, 4) <> 'DCGS' order by 1`,
    );
    expect(unlike).toEqual([{ product_id: 'PADS' }, { product_id: 'SP1002' }]);
    expect(
      await figures(
        dataset,
        "select count(*) as n from $t where description <> trim(description) or product_id <> upper(trim(product_id)) or description = ''",
      ),
    ).toEqual([{ n: 0 }]);
  });

  test('CSV in two files and in one gives the same relation as Parquet', { timeout: 120_000 }, async () => {
    const folder = componentPath('retail data')!;
    const place = await folderWith();
    const writer = await openEngine();
    const source = (year: string) => `'${path.join(folder, `online-retail-ii-${year}.parquet`)}'`;
    for (const year of ['2009-2010', '2010-2011']) {
      await writer.query(
        `copy (from ${source(year)}) to '${path.join(place, `online-retail-ii-${year}.csv`)}' (header)`,
      );
    }
    await writer.close();
    const [parquet, csv] = [await real(), await opened(place)];
    expect(csv.waterfall).toEqual(parquet.waterfall);
    expect(csv.overlap).toEqual(parquet.overlap);
    expect(csv.duplicateRows).toBe(parquet.duplicateRows);
    const fingerprint = `select count(*) as n, cast(bit_xor(hash(t)) as string) as x, cast(sum(hash(t)) as string) as s from $t as t`;
    expect(await figures(csv, fingerprint)).toEqual(await figures(parquet, fingerprint));
  });
});
