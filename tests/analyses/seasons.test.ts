import { expect, test } from 'vitest';
import { seasons } from '../../src/analyses/seasons.js';
import { openRetail } from '../../src/datasets/open-retail.js';
import { componentPath, needs } from '../helpers/needs.js';
import { type Line, shop } from '../helpers/shop.js';

/** A mug that sells 10 a month, and a candle that sells in November only, over `count` months from January 2009. */
function sold(count: number): Line[] {
  return Array.from({ length: count }, (_, i) => {
    const month = new Date(Date.UTC(2009, i, 1)).toISOString().slice(0, 8);
    const mugs = Array.from({ length: 2 }, (__, k) => ({
      order: `m${i}-${k}`,
      at: `${month}0${k + 1}`,
      quantity: 5,
      product: 'MUG',
    }));
    return month.slice(5, 7) === '11'
      ? [...mugs, { order: `c${i}`, at: `${month}28`, quantity: 300, product: 'CANDLE' }]
      : mugs;
  }).flat();
}

test('by hand: three years of a candle sold in November', async () => {
  const transactions = await shop(sold(36));
  const options = { by: 'product', measure: 'quantity', window: { from: '2009-01-01', to: '2012-01-01' } } as const;
  const { seasons: found, masked, notes } = await seasons(transactions, options);
  expect(found.map(({ group, total, peak, cycles }) => [group, total, peak, cycles])).toEqual([
    ['CANDLE', 900, 11, 3],
    ['MUG', 360, null, 3],
  ]);
  expect(found[0].places[10].index).toBeCloseTo(12, 9);
  expect(found[1].places.map(({ index }) => index)).toEqual(Array(12).fill(1));
  expect([masked, notes]).toEqual([[], []]);
});

test('months that the window cuts are masked, and one cycle is no season', async () => {
  const transactions = await shop(sold(13));
  const { seasons: found, masked, notes } = await seasons(transactions, { measure: 'orders' });
  expect(masked).toEqual(['2010-01-01']);
  expect(found[0]).toMatchObject({ group: 'total', peak: null, cycles: 1 });
  expect(found[0].places[10]).toMatchObject({ lower: null, upper: null, periods: 1 });
  expect(notes.join(' ')).toMatch(/cuts 2010-01: left out\. .*no season is claimed/);
});

test('weekdays: a shop that sells on Mondays', async () => {
  const lines = Array.from({ length: 8 }, (_, i) => ({
    order: `${i}`,
    at: new Date(Date.UTC(2011, 0, 3 + 7 * i)).toISOString().slice(0, 10),
  }));
  const window = { from: '2011-01-03', to: '2011-02-28' };
  const { seasons: found } = await seasons(await shop(lines), { cycle: 'weekday', window });
  expect(found[0]).toMatchObject({ peak: 1, cycles: 8 });
  expect(found[0].places.map(({ index }) => Math.round(index! * 1e9) / 1e9)).toEqual([7, 0, 0, 0, 0, 0, 0]);
});

test('any column of the relation can group; one that is none is refused with the list', async () => {
  const transactions = await shop(sold(24));
  const byCountry = await seasons(transactions, { by: { column: 'country' } });
  expect(byCountry.seasons.map(({ group }) => group)).toEqual(['France']);
  await expect(seasons(transactions, { by: { column: 'category' } })).rejects.toThrow(/no column "category"/);
  await expect(seasons(transactions, { cycle: 'year' as 'month' })).rejects.toThrow(/no cycle "year"/);
  await expect(seasons(transactions, { measure: 'x' as 'orders' })).rejects.toThrow(/no measure "x"/);
  await expect(seasons(transactions, { top: 0 })).rejects.toThrow(/top is 0/);
});

test('the order of the lines changes no bit', async () => {
  const options = { by: 'product', top: 5 } as const;
  const lines = sold(30);
  expect(await seasons(await shop(lines.toReversed()), options)).toEqual(await seasons(await shop(lines), options));
});

needs('retail data')('Online Retail II: December 2011 is masked, November is the peak', async () => {
  const { relations } = await openRetail('online-retail-ii', { dataDir: componentPath('retail data') });
  const { seasons: found, masked, notes } = await seasons(relations.transactions);
  expect(masked).toEqual(['2011-12-01']);
  expect(found[0]).toMatchObject({ peak: 11, cycles: 2 });
  expect(notes.join(' ')).toMatch(/Two cycles only/);
});
