import { expect, test } from 'vitest';
import { wholesale } from '../../src/analyses/wholesale.js';
import { shop } from '../helpers/shop.js';

const lines = [
  { customer: 'big', order: '1', price: 500 },
  { customer: 'big', order: '2', price: 300 },
  { customer: 'wide', order: '3', price: 2 },
  { customer: 'wide', order: '3', price: 3 },
  { customer: 'wide', order: '3', price: 5 },
  { customer: 'small', order: '4', price: 20 },
  { customer: null, order: '5', price: 900 },
];

test('by hand: large orders make wholesale, many lines stand beside it', async () => {
  const found = await wholesale(await shop(lines), { orderValue: 400, linesPerOrder: 3 });
  expect(found.groups).toEqual([
    { kind: 'wholesale', lines: 'many', customers: 0, orders: 0, revenue: 0, revenueShare: 0 },
    { kind: 'wholesale', lines: 'few', customers: 1, orders: 2, revenue: 800, revenueShare: 800 / 830 },
    { kind: 'retail', lines: 'many', customers: 1, orders: 1, revenue: 10, revenueShare: 10 / 830 },
    { kind: 'retail', lines: 'few', customers: 1, orders: 1, revenue: 20, revenueShare: 20 / 830 },
  ]);
});

test('thresholds come from the customers unless stated; every customer is in one group', async () => {
  const found = await wholesale(await shop(lines));
  expect(found.orderValue).toBeCloseTo(248, 9);
  expect(found.linesPerOrder).toBeCloseTo(2.2, 9);
  expect(found.groups.reduce((sum, { customers }) => sum + customers, 0)).toBe(3);
  await expect(wholesale(await shop(lines), { orderValue: 0 })).rejects.toMatchObject({ code: 'BAD_PARAMETER' });
  await expect(wholesale(await shop([{ customer: null, order: '1' }]))).rejects.toMatchObject({ code: 'BAD_INPUT' });
});
