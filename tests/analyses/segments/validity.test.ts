import { expect, test } from 'vitest';
import { validity } from '../../../src/analyses/segments/validity.js';
import { openRetail } from '../../../src/datasets/open-retail.js';
import { componentPath, needs } from '../../helpers/needs.js';
import { type Line, shop } from '../../helpers/shop.js';

const past: Line[] = Array.from({ length: 30 }, (_, i) => ({
  customer: `c${String(i % 10).padStart(2, '0')}`,
  order: `${i}`,
  at: `2011-01-${String(i + 1).padStart(2, '0')}`,
  price: 1 + (i % 10) ** 2,
}));
const next: Line[] = [
  { customer: 'c09', order: 'n1', at: '2011-02-03', price: 90 },
  { customer: 'c08', order: 'n2', at: '2011-02-03', price: 10 },
  { customer: 'new', order: 'n3', at: '2011-02-03', price: 500 },
  { customer: 'c07', order: 'n4', at: '2011-03-01', price: 700 },
];

test('segments of the past, held against the next period; newcomers and what comes later do not count', async () => {
  const found = await validity(await shop([...past, ...next]), {
    freezeAt: '2011-02-01',
    until: '2011-03-01',
    seed: 1,
    resamples: 100,
  });
  expect(found).toMatchObject({ customers: 10, repeatRate: 0.2, revenue: 100, map: 'tillbook' });
  expect(found.segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(10);
  expect(found.segments.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(100);
  expect(found.base.window).toEqual({ from: '2011-02-01', to: '2011-03-01' });
  const again = await validity(await shop([...next, ...past].toReversed()), {
    freezeAt: '2011-02-01',
    until: '2011-03-01',
    seed: 1,
    resamples: 100,
  });
  expect(again).toEqual(found);
});

test('a day outside the data is refused', async () => {
  const relation = await shop(past);
  await expect(validity(relation, { freezeAt: '2012-01-01', seed: 1 })).rejects.toMatchObject({
    code: 'BAD_PARAMETER',
  });
  await expect(validity(relation, { freezeAt: '2010-01-01', seed: 1 })).rejects.toMatchObject({
    code: 'BAD_PARAMETER',
  });
});

needs('retail data')(
  'Online Retail II frozen at 2011-06-01: our segments sort the next revenue better than the published map',
  async () => {
    const { transactions } = (await openRetail('online-retail-ii', { dataDir: componentPath('retail data') }))
      .relations;
    const frozen = { freezeAt: '2011-06-01', seed: 1, resamples: 200 } as const;
    const ours = await validity(transactions, frozen);
    const published = await validity(transactions, { ...frozen, map: 'published', scoring: 'ntile' });
    const sameScores = await validity(transactions, { ...frozen, map: 'published' });
    expect([ours, published, sameScores].map(({ customers }) => customers)).toEqual([4933, 4933, 4933]);
    const lift = ({ segments }: typeof ours) => segments[0].lift!.estimate;
    expect(ours.capture!.estimate).toBeGreaterThan(sameScores.capture!.estimate);
    expect(ours.capture!.estimate).toBeGreaterThan(published.capture!.estimate);
    expect(lift(ours)).toBeCloseTo(5.68, 2);
    expect(lift(published)).toBeCloseTo(3.13, 2);
    await transactions.engine.close();
  },
);
