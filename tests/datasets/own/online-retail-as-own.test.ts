import path from 'node:path';
import { expect } from 'vitest';
import { totals } from '../../../src/analyses/totals.js';
import { openDataset } from '../../../src/datasets/open-dataset.js';
import { importOwn } from '../../../src/datasets/own/import-own.js';
import { textLiteral } from '../../../src/datasets/own/sql-text.js';
import { openEngine } from '../../../src/engine/open-engine.js';
import { componentPath, needs } from '../../helpers/needs.js';
import { folderWith } from '../retail-files.js';

const mapping = {
  customer: 'Customer ID',
  order: 'Invoice',
  time: 'InvoiceDate',
  product: 'StockCode',
  description: 'Description',
  quantity: 'Quantity',
  price: 'Price',
  country: 'Country',
};

needs('retail data')(
  'the real files as CSV, mapped by hand, give the identified sales of published-analyses.md A',
  { timeout: 600_000 },
  async () => {
    const folder = await folderWith();
    const engine = await openEngine();
    for (const year of ['2009-2010', '2010-2011']) {
      const source = path.join(componentPath('retail data')!, `online-retail-ii-${year}.parquet`);
      await engine.query(
        `copy (select * from read_parquet(${textLiteral(source)})) to ${textLiteral(path.join(folder, `r-${year}.csv`))} (header)`,
      );
    }
    const { manifest } = await importOwn(engine, [path.join(folder, 'r-*.csv')], mapping, {
      folder,
      name: 'real',
      currency: 'GBP',
    });
    expect(manifest).toMatchObject({
      rows: 1_067_371,
      rejected: 0,
      imported: 1_044_848,
      duplicates: 11_812,
      currency: 'GBP',
    });
    expect(manifest.waterfall.filter(({ rows }) => rows > 0).map((row) => [row.class, row.rows, row.amount])).toEqual([
      ['overlap', 22_523, 377_488.45],
      ['sale', 1_015_088, 19_700_954.457],
      ['cancellation', 17_974, -719_692.94],
      ['adjustment', 1_855, -240_177.23],
      ['fee', 3_941, 168_474.331],
      ['free-or-damaged', 5_973, 0],
      ['test', 17, 203.5],
    ]);
    const shop = await openDataset(engine, 'real', { dataDirs: [], sampleDir: '', importedDir: folder });
    expect(await totals(shop.relations.transactions)).toMatchObject({
      lines: 791_045,
      customers: 5_878,
      orders: 36_969,
      revenue: 17_431_551.178,
    });
    await engine.close();
  },
);
