import { expect, test } from 'vitest';
import { concentration } from '../../src/analyses/concentration.js';
import { shop } from '../helpers/shop.js';

const lines = [
  { customer: 'ann', order: '1', price: 50 },
  { customer: 'bob', order: '2', price: 30 },
  { customer: 'cat', order: '3', price: 25 },
  { customer: 'cat', order: 'C4', quantity: -1, price: 5, lineClass: 'cancellation' },
  { customer: null, order: '5', price: 60 },
  { customer: null, order: '6', price: 40 },
];

test('shares are of the identified customers; all guests as one customer is said beside it', async () => {
  const result = await concentration(await shop(lines), { basis: 'all', top: [1, 2] });
  expect(result).toMatchObject({ customers: 3, revenue: 100, guestRevenue: 100, negative: 0 });
  expect(result.top).toEqual([
    { top: 1, revenue: 50, share: 0.5, shareGuestsAsOne: 0.5 },
    { top: 2, revenue: 80, share: 0.8, shareGuestsAsOne: 0.75 },
  ]);
  expect(result.curve).toEqual([
    { count: 1, sum: 50 },
    { count: 2, sum: 80 },
    { count: 3, sum: 100 },
  ]);
  expect(result.customersFor80).toBeCloseTo(2 / 3, 12);
  expect(result.largest.map((customer) => customer.customerId)).toEqual(['ann', 'bob']);
});

test('the order of the lines changes nothing', async () => {
  const [a, b] = await Promise.all([concentration(await shop(lines)), concentration(await shop(lines.toReversed()))]);
  expect(a).toEqual(b);
});

test('a customer who returned more than was bought counts as negative, and a top above all customers is everything', async () => {
  const result = await concentration(
    await shop([
      { order: '1', price: 9 },
      { customer: 'bob', order: 'C2', quantity: -1, price: 1, lineClass: 'cancellation' },
    ]),
    { basis: 'net', top: [25] },
  );
  expect(result).toMatchObject({ negative: 1, top: [{ share: 1 }] });
});

test('without identified revenue there is no share and no Pareto figure', async () => {
  const result = await concentration(await shop([{ customer: null, order: '1' }]), { basis: 'all' });
  expect(result).toMatchObject({ customers: 0, revenue: 0, guestRevenue: 1, customersFor80: null });
  await expect(concentration(await shop(lines), { top: [0] })).rejects.toMatchObject({ code: 'BAD_PARAMETER' });
});
