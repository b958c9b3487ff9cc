import { expect, test } from 'vitest';
import { rfm } from '../../../src/analyses/rfm/rfm.js';
import { compareSegmentations } from '../../../src/analyses/segments/compare-segmentations.js';
import { migration } from '../../../src/analyses/segments/migration.js';
import { segments } from '../../../src/analyses/segments/segments.js';
import { openRetail } from '../../../src/datasets/open-retail.js';
import { componentPath, needs } from '../../helpers/needs.js';
import { type Line, shop } from '../../helpers/shop.js';

/** Recent is who ordered in the 15 days before the snapshot. */
const map = {
  name: 'two',
  bins: 2,
  segments: [
    { name: 'Recent', boxes: [{ recency: [2, 2] as const }] },
    { name: 'Gone', boxes: [{ recency: [1, 1] as const }], lost: true },
  ],
};
const scoring = { scoring: 'cutpoints', bins: 2, cutpoints: { recency: [15] } } as const;
const order = (customer: string, at: string, price: number): Line => ({ customer, order: customer + at, at, price });
const lines = [
  order('early', '2011-01-01', 1),
  order('back', '2011-01-05', 10),
  order('back', '2011-02-25', 20),
  order('lost', '2011-01-28', 40),
  order('new', '2011-02-26', 80),
];
const options = { ...scoring, map, snapshots: 2, months: 1, window: { from: '2011-01-01', to: '2011-03-01' } };

test('by hand: one is lost, one won back, one new, one out of sight', async () => {
  const found = await migration(await shop(lines), options);
  expect(found.snapshots).toEqual([
    { analysisDate: '2011-02-01', customers: 3 },
    { analysisDate: '2011-03-01', customers: 2 },
  ]);
  expect(found.steps).toHaveLength(1);
  const [step] = found.steps;
  expect(step.moves).toEqual([
    { from: 'Gone', to: 'Recent', customers: 1, monetary: 10 },
    { from: 'Gone', to: null, customers: 1, monetary: 1 },
    { from: 'Recent', to: null, customers: 1, monetary: 40 },
    { from: null, to: 'Recent', customers: 1, monetary: 80 },
  ]);
  expect(step.newlyLost).toEqual({ customers: 1, monetary: 40 });
  expect(step.wonBack).toEqual({ customers: 1, monetary: 20 });
  expect(found.states).toEqual(['Recent', 'Gone', null]);
  expect(found.matrix).toEqual([
    [0, 0, 1],
    [0.5, 0, 0.5],
    [1, 0, 0],
  ]);
  expect(await migration(await shop(lines.toReversed()), options)).toEqual(found);
});

test('more snapshots than the data reach back are refused', async () => {
  const relation = await shop(lines);
  await expect(migration(relation, { ...options, snapshots: 12 })).rejects.toMatchObject({ code: 'BAD_PARAMETER' });
  await expect(migration(relation, { ...options, snapshots: 1 })).rejects.toMatchObject({ code: 'BAD_PARAMETER' });
});

test('two methods: who moves adds up, and a method agrees with itself', async () => {
  const relation = await shop(lines);
  const ours = await segments(await rfm(relation));
  const published = await segments(await rfm(relation, { scoring: 'ntile' }), 'published');
  const found = await compareSegmentations(ours.relation, published.relation);
  expect(found.customers).toBe(4);
  expect(found.moves.reduce((sum, { monetary }) => sum + monetary, 0)).toBe(151);
  expect(await compareSegmentations(ours.relation, ours.relation)).toMatchObject({ same: 1, sameMonetary: 1 });
  const elsewhere = await segments(await rfm(await shop(lines)));
  await expect(compareSegmentations(ours.relation, elsewhere.relation)).rejects.toMatchObject({
    code: 'BAD_PARAMETER',
  });
});

needs('retail data')('Online Retail II: twelve snapshots; what leaves one arrives in the next', async () => {
  const { transactions } = (await openRetail('online-retail-ii', { dataDir: componentPath('retail data') })).relations;
  const found = await migration(transactions);
  expect(found.snapshots).toHaveLength(12);
  expect(found.snapshots[0].analysisDate).toBe('2011-01-10');
  found.steps.forEach(({ moves }, i) => {
    const here = (key: 'from' | 'to') =>
      moves.filter((move) => move[key] !== null).reduce((n, { customers }) => n + customers, 0);
    expect([here('from'), here('to')]).toEqual([found.snapshots[i].customers, found.snapshots[i + 1].customers]);
  });
  for (const row of found.matrix) expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  await transactions.engine.close();
});
