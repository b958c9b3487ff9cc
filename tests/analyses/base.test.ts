import { expect, test } from 'vitest';
import { selection } from '../../src/analyses/base.js';
import { totals } from '../../src/analyses/totals.js';
import { shop } from '../helpers/shop.js';

const lines = [
  { order: '1', quantity: 2, price: 3 },
  { order: '2', customer: null, price: 10 },
  { order: '3', product: 'POST', price: 4, lineClass: 'fee' },
  { order: 'C4', quantity: -1, price: 3, lineClass: 'cancellation' },
  { order: '5', price: 0, lineClass: 'free-or-damaged' },
  { order: '6', at: '2011-02-03 10:00:00', customer: 'bob', price: 0.1 },
  { order: '7', at: '2011-02-03 11:00:00', customer: 'bob', price: 0.2 },
];

test.each([
  ['identified-sales', { lines: 4, orders: 4, customers: 2, revenue: 10.3 }],
  ['goods', { lines: 3, orders: 3, customers: 2, revenue: 6.3 }],
  ['net', { lines: 4, orders: 3, customers: 2, revenue: 3.3 }],
  ['all', { lines: 7, orders: 6, customers: 2, revenue: 17.3 }],
] as const)('basis %s counts its own lines, to the penny', async (basis, expected) => {
  expect(await totals(await shop(lines), { basis })).toMatchObject(expected);
});

test('a window is half-open: its end is not counted', async () => {
  const relation = await shop(lines);
  expect(await totals(relation, { window: { to: '2011-02-03' } })).toMatchObject({ orders: 2 });
  expect(await totals(relation, { window: { from: '2011-02-03', to: '2011-02-04' } })).toMatchObject({ orders: 2 });
});

test('a base without lines has zeros, and no average', async () => {
  const relation = await shop(lines);
  expect(await totals(relation, { window: { from: '2012-01-01', to: '2012-02-01' } })).toMatchObject({
    orders: 0,
    revenue: 0,
    averageOrderValue: null,
  });
});

test('a result says its base in words, last day included', async () => {
  const { base } = await selection(await shop(lines));
  expect(base.text).toContain('2011-01-01 to 2011-02-03');
  expect(base.window).toEqual({ from: '2011-01-01', to: '2011-02-04' });
});

test.each([
  [{ basis: 'gross' as never }, /no basis "gross"/],
  [{ window: { from: '03/04/2011' } }, /"03\/04\/2011" is not a day/],
  [{ window: { from: '2011-02-31x' } }, /not a day/],
  [{ window: { from: '2011-03-01', to: '2011-02-01' } }, /ends \(2011-02-01\) before it begins/],
])('options %j are refused', async (options, message) => {
  await expect(selection(await shop(lines), options)).rejects.toMatchObject({
    code: 'BAD_PARAMETER',
    message: expect.stringMatching(message),
  });
});

test('a relation without rows is refused', async () => {
  const relation = await shop(lines);
  const empty = await relation.engine.materialise(`select * from ${relation.name} where 1 = 0`);
  await expect(totals(empty)).rejects.toMatchObject({ code: 'BAD_INPUT' });
});
