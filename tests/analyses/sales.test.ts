import { expect, test } from 'vitest';
import { bestSellers } from '../../src/analyses/best-sellers.js';
import { salesByCountry } from '../../src/analyses/sales-by-country.js';
import { salesByMonth } from '../../src/analyses/sales-by-month.js';
import { shop } from '../helpers/shop.js';

test('countries come by revenue with shares that add up; no country has its own line', async () => {
  const { countries } = await salesByCountry(
    await shop([
      { order: '1', country: 'France', price: 3 },
      { order: '1', country: 'France', price: 1 },
      { order: '2', country: null, price: 4 },
      { order: '3', country: 'Spain', price: 8, customer: 'bob' },
    ]),
  );
  expect(countries).toEqual([
    { country: 'Spain', revenue: 8, share: 0.5, orders: 1, customers: 1, averageOrderValue: 8 },
    { country: '(not stated)', revenue: 4, share: 0.25, orders: 1, customers: 1, averageOrderValue: 4 },
    { country: 'France', revenue: 4, share: 0.25, orders: 1, customers: 1, averageOrderValue: 4 },
  ]);
});

test('best sellers leave postage out, break ties by code, and take the most usual description', async () => {
  const relation = await shop([
    { order: '1', product: 'B', description: 'blue mug', quantity: 3, price: 1 },
    { order: '2', product: 'B', description: 'BLUE MUG', quantity: 1, price: 1 },
    { order: '3', product: 'B', description: 'BLUE MUG', quantity: 1, price: 1 },
    { order: '4', product: 'A', description: null, quantity: 5, price: 2 },
    { order: '5', product: 'POST', quantity: 100, price: 9, lineClass: 'fee' },
  ]);
  expect((await bestSellers(relation, { by: 'quantity' })).products).toEqual([
    { productId: 'A', description: null, units: 5, returnedUnits: 0, revenue: 10, orders: 1, customers: 1 },
    { productId: 'B', description: 'BLUE MUG', units: 5, returnedUnits: 0, revenue: 5, orders: 3, customers: 1 },
  ]);
  expect((await bestSellers(relation, { by: 'revenue', top: 1 })).products.map((product) => product.productId)).toEqual(
    ['A'],
  );
  await expect(bestSellers(relation, { top: 0 })).rejects.toMatchObject({ code: 'BAD_PARAMETER' });
});

test('best sellers less their returns say how many units came back; a cancellation is no order', async () => {
  const relation = await shop([
    { order: '1', quantity: 5, price: 2 },
    { order: 'C2', quantity: -2, price: 2, lineClass: 'cancellation' },
  ]);
  expect((await bestSellers(relation, { basis: 'net' })).products).toMatchObject([
    { units: 3, returnedUnits: 2, revenue: 6, orders: 1 },
  ]);
});

test('months have no gaps, and those the data cut are marked', async () => {
  const { months } = await salesByMonth(
    await shop([
      { order: '1', at: '2010-11-01 00:00:00', price: 2 },
      { order: '2', at: '2011-01-09 23:59:59', price: 3 },
      { order: '3', at: '2011-01-09 12:00:00', price: 4, customer: 'bob' },
    ]),
  );
  expect(months).toEqual([
    { month: '2010-11-01', revenue: 2, orders: 1, customers: 1, partial: false },
    { month: '2010-12-01', revenue: 0, orders: 0, customers: 0, partial: false },
    { month: '2011-01-01', revenue: 7, orders: 2, customers: 2, partial: true },
  ]);
});
