import { expect, test } from 'vitest';
import { cohorts } from '../../src/analyses/cohorts.js';
import { openRetail } from '../../src/datasets/open-retail.js';
import { componentPath, needs } from '../helpers/needs.js';
import { shop } from '../helpers/shop.js';

const lines = [
  { customer: 'ann', order: '1', at: '2011-01-10', price: 10 },
  { customer: 'ann', order: '2', at: '2011-03-05', price: 20 },
  { customer: 'ann', order: 'C3', at: '2011-03-06', quantity: -1, price: 5, lineClass: 'cancellation' },
  { customer: 'bob', order: '4', at: '2011-01-20', price: 4 },
  { customer: 'cat', order: '5', at: '2011-03-15', price: 7 },
  { customer: null, order: '6', at: '2011-02-15', price: 7 },
  { customer: 'dan', order: 'C7', at: '2011-02-01', quantity: -1, lineClass: 'cancellation' },
];

test('by hand: who came back, what they brought, which cohort and months are not whole', async () => {
  const result = await cohorts(await shop(lines), { basis: 'net' });
  expect(result.cohorts.map(({ month, customers, leftCensored }) => [month, customers, leftCensored])).toEqual([
    ['2011-01-01', 2, true],
    ['2011-02-01', 0, false],
    ['2011-03-01', 1, false],
  ]);
  expect(result.cohorts[0].ages).toEqual([
    { age: 0, month: '2011-01-01', customers: 2, retention: 1, revenue: 14, revenuePerCustomer: 7, partial: true },
    { age: 1, month: '2011-02-01', customers: 0, retention: 0, revenue: 0, revenuePerCustomer: 7, partial: false },
    { age: 2, month: '2011-03-01', customers: 1, retention: 0.5, revenue: 15, revenuePerCustomer: 14.5, partial: true },
  ]);
  expect(result.notes.join(' ')).toMatch(/first cohort, 2011-01, .*cuts 2011-01 and 2011-03/);
});

test('the order of the lines changes nothing', async () => {
  expect(await cohorts(await shop(lines.toReversed()))).toEqual(await cohorts(await shop(lines)));
});

test('whole months are not marked, and nobody with a name means cohorts of nobody', async () => {
  const whole = await cohorts(await shop(lines), { window: { from: '2011-01-01', to: '2011-04-01' } });
  expect(whole.cohorts.flatMap(({ ages }) => ages).some(({ partial }) => partial)).toBe(false);
  const guests = await cohorts(await shop([{ customer: null, order: '1' }]), { basis: 'all' });
  expect(guests.cohorts.map(({ customers }) => customers)).toEqual([0]);
});

needs('retail data')(
  '325 cohort cells of 5,878 customers and 17,431,551.178 pounds (spark-connect.md, published-analyses.md A)',
  async () => {
    const { relations } = await openRetail('online-retail-ii', { dataDir: componentPath('retail data') });
    const result = await cohorts(relations.transactions);
    const cells = result.cohorts.flatMap(({ ages }) => ages).filter(({ customers }) => customers > 0);
    expect(cells).toHaveLength(325);
    expect(result.cohorts.reduce((sum, { customers }) => sum + customers, 0)).toBe(5878);
    expect(cells.reduce((sum, { revenue }) => sum + revenue, 0)).toBeCloseTo(17_431_551.178, 3);
  },
);
