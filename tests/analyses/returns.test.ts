import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostReturned } from '../../src/analyses/most-returned.js';
import { matchedReturns } from '../../src/analyses/returns.js';
import { rows } from '../../src/base/columns.js';
import { openRetail } from '../../src/datasets/open-retail.js';
import type { Relation } from '../../src/engine/engine.js';
import { componentPath, needs } from '../helpers/needs.js';
import { type Line, shop } from '../helpers/shop.js';

const sale = (order: string, at: string, quantity: number, price = 1, customer: string | null = 'ann'): Line => ({
  order,
  at,
  quantity,
  price,
  customer,
});
const back = (order: string, at: string, quantity: number, price = 1, customer: string | null = 'ann'): Line => ({
  ...sale(order, at, -quantity, price, customer),
  lineClass: 'cancellation',
});

async function pairs({ engine, name }: Relation) {
  const found = rows<{ r: string; s: string; units: number }>(
    await engine.query(`select return_order_id as r, sale_order_id as s, units from ${name} order by 1, 2, 3`),
  );
  return found.map(({ r, s, units }) => `${r} <- ${units} of ${s}`);
}

async function states({ engine, name }: Relation) {
  const found = rows<{ order_id: string; status: string; matched_units: number }>(
    await engine.query(`select order_id, status, matched_units from ${name} order by ordered_at, 1, 2, 3`),
  );
  return found.map((row) => `${row.order_id} ${row.status} ${row.matched_units}`);
}

describe('by hand', () => {
  test('the units sold longest ago come back first, over several sales and in part', async () => {
    const result = await matchedReturns(
      await shop([
        sale('1', '2011-01-01', 5, 2),
        sale('2', '2011-01-02', 5, 3),
        back('C3', '2011-01-03', 4, 2),
        back('C4', '2011-01-04', 3, 3),
        back('C5', '2011-01-05', 9, 3),
      ]),
    );
    expect(await pairs(result.matches)).toEqual(['C3 <- 4 of 1', 'C4 <- 1 of 1', 'C4 <- 2 of 2', 'C5 <- 3 of 2']);
    expect(await states(result.returns)).toEqual(['C3 matched 4', 'C4 matched 3', 'C5 part-matched 3']);
    expect(result.statuses.slice(0, 2)).toEqual([
      { status: 'matched', rows: 2, units: 7, amount: 17, matchedUnits: 7, matchedAmount: 17, soldFor: 16 },
      { status: 'part-matched', rows: 1, units: 9, amount: 27, matchedUnits: 3, matchedAmount: 9, soldFor: 9 },
    ]);
    expect(result.revenue).toEqual({ gross: 25, returned: 44, net: -19 });
  });

  test('what was returned before it was sold takes nothing of later sales, nor lessens them for later returns', async () => {
    const { matches, returns } = await matchedReturns(
      await shop([
        back('C0', '2011-01-01', 7),
        sale('1', '2011-01-02', 5),
        back('C2', '2011-01-03', 2),
        back('C3', '2011-01-04', 9),
        sale('4', '2011-01-05', 1),
        back('C5', '2011-01-06', 1),
      ]),
    );
    expect(await pairs(matches)).toEqual(['C2 <- 2 of 1', 'C3 <- 3 of 1', 'C5 <- 1 of 4']);
    expect(await states(returns)).toEqual(['C0 unmatched 0', 'C2 matched 2', 'C3 part-matched 3', 'C5 matched 1']);
  });

  test('other customers, other products, postage, free stock and guests are never taken for the sale', async () => {
    const { statuses, guests, identified } = await matchedReturns(
      await shop([
        sale('1', '2011-01-01', 5, 1, 'bob'),
        { ...sale('2', '2011-01-01', 5), product: 'P2' },
        { ...sale('3', '2011-01-01', 5), lineClass: 'fee' },
        { ...sale('4', '2011-01-01', 5, 0), lineClass: 'free-or-damaged' },
        sale('5', '2011-01-01', 5, 4, null),
        back('C6', '2011-01-02', 1),
        back('C7', '2011-01-02', 2, 4, null),
      ]),
    );
    expect(statuses.map(({ status, rows: n, amount }) => [status, n, amount])).toEqual([
      ['matched', 0, 0],
      ['part-matched', 0, 0],
      ['unmatched', 1, 1],
      ['guest', 1, 8],
    ]);
    expect(guests).toEqual({ gross: 20, returned: 8, net: 12 });
    expect(identified).toEqual({ gross: 10, returned: 1, net: 9 });
  });

  test('a sale of the same minute is before the return', async () => {
    const { matches } = await matchedReturns(
      await shop([back('C1', '2011-01-01 10:00:00', 1), sale('2', '2011-01-01 10:00:00', 1)]),
    );
    expect(await pairs(matches)).toEqual(['C1 <- 1 of 2']);
  });

  test('a window counts its own lines, and still knows the sales before it', async () => {
    const relation = await shop([
      sale('1', '2011-01-01', 2, 5),
      back('C2', '2011-01-02', 1, 5),
      back('C3', '2011-02-01', 1, 5),
      sale('4', '2011-02-02', 1, 7),
    ]);
    const result = await matchedReturns(relation, { window: { from: '2011-02-01' } });
    expect(await states(result.returns)).toEqual(['C3 matched 1']);
    expect(await pairs(result.matches)).toEqual(['C3 <- 1 of 1']);
    expect(result.revenue).toEqual({ gross: 7, returned: 5, net: 2 });
    expect(result.base.text).toContain('2011-02-01 to 2011-02-02');
  });

  test('a cancellation of no units returns nothing, and counts', async () => {
    const { statuses } = await matchedReturns(
      await shop([sale('1', '2011-01-01', 2), { ...sale('C2', '2011-01-02', 3), lineClass: 'cancellation' }]),
    );
    expect(statuses.find(({ status }) => status === 'unmatched')).toMatchObject({ rows: 1, units: 0, amount: -3 });
  });

  test('a shop without returns', async () => {
    const { statuses, revenue } = await matchedReturns(await shop([sale('1', '2011-01-01', 2)]));
    expect(statuses.every(({ rows: n, amount }) => n === 0 && amount === 0)).toBe(true);
    expect(revenue).toEqual({ gross: 2, returned: 0, net: 2 });
  });

  test('it leaves four relations and no other', async () => {
    const relation = await shop([sale('1', '2011-01-01', 2), back('C2', '2011-01-02', 1)]);
    await matchedReturns(relation);
    const tables = rows(await relation.engine.query('select table_name from duckdb_tables()'));
    expect(tables).toHaveLength(5);
  });
});

const anyLine: fc.Arbitrary<Line> = fc
  .record({
    customer: fc.constantFrom('ann', 'bob', null),
    order: fc.nat(99).map(String),
    at: fc.integer({ min: 1, max: 9 }).map((day) => `2011-01-0${day}`),
    product: fc.constantFrom('P1', 'P2'),
    quantity: fc.integer({ min: 1, max: 6 }),
    price: fc.constantFrom(0.001, 0.1, 0.2, 1.25),
    isReturn: fc.boolean(),
  })
  .map(({ isReturn, quantity, ...line }) => ({
    ...line,
    quantity: isReturn ? -quantity : quantity,
    lineClass: isReturn ? 'cancellation' : 'sale',
  }));
const manyLines = fc.array(anyLine, { minLength: 1, maxLength: 40 });

test('a naive twin with a queue for each customer and product matches the same units', async () => {
  await fc.assert(
    fc.asyncProperty(manyLines, async (lines) => {
      const relation = await shop(lines);
      const { matches } = await matchedReturns(relation);
      expect(await pairs(matches)).toEqual(naive(lines));
      await relation.engine.close();
    }),
    { numRuns: 60, seed: 1952 },
  );
}, 120_000);

function naive(lines: readonly Line[]): string[] {
  const text = (line: Line) => (line.lineClass === 'sale' ? 0 : 1);
  const ordered = lines
    .filter(({ customer }) => customer !== null)
    .toSorted(
      (a, b) =>
        a.at!.localeCompare(b.at!) ||
        text(a) - text(b) ||
        (a.order < b.order ? -1 : a.order > b.order ? 1 : 0) ||
        a.quantity! - b.quantity! ||
        a.price! - b.price!,
    );
  const queues = new Map<string, Array<{ order: string; left: number }>>();
  const found: Array<{ r: string; s: string; units: number }> = [];
  for (const { customer, product, order, quantity } of ordered) {
    const key = `${customer} ${product}`;
    const queue = queues.get(key) ?? [];
    queues.set(key, queue);
    if (quantity! > 0) queue.push({ order, left: quantity! });
    for (let wanted = -quantity!; wanted > 0 && queue.length > 0; ) {
      const head = queue[0]!;
      const units = Math.min(wanted, head.left);
      found.push({ r: order, s: head.order, units });
      wanted -= units;
      head.left -= units;
      if (head.left === 0) queue.shift();
    }
  }
  const by = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return found
    .toSorted((a, b) => by(a.r, b.r) || by(a.s, b.s) || a.units - b.units)
    .map(({ r, s, units }) => `${r} <- ${units} of ${s}`);
}

test('no sale is taken twice, none after its return, and every sum closes to the last decimal', async () => {
  await fc.assert(
    fc.asyncProperty(manyLines, async (lines) => {
      const relation = await shop(lines);
      const { engine, name } = relation;
      const result = await matchedReturns(relation);
      const one = async (sql: string) => Object.values(rows(await engine.query(sql))[0]!)[0];
      const { matches, returns, byProduct, byCustomer } = result;
      expect(await one(`select count(*) from ${matches.name} where units <= 0 or sold_at > returned_at`)).toBe(0);
      expect(
        await one(`select count(*) from (select customer_id, product_id, sum(matched_units) as m from ${returns.name} group by 1, 2) as r
          left join (select customer_id, product_id, sum(quantity) as s from ${name} where line_class = 'sale' group by 1, 2) as t using (customer_id, product_id)
          where m > coalesce(s, 0)`),
      ).toBe(0);
      expect(
        await one(`select count(*) from ${returns.name} as r left join (select return_no, sum(units) as u from ${matches.name} group by 1) as m
          on m.return_no = r.return_no where coalesce(u, 0) <> matched_units or matched_units > units or matched_amount > amount`),
      ).toBe(0);
      const text = (sql: string) => one(`select cast(cast(${sql} as decimal(18,4)) as string)`);
      const returned = await text(`(select coalesce(-sum(amount), 0) from ${name} where line_class = 'cancellation')`);
      const gross = await text(`(select coalesce(sum(amount), 0) from ${name} where line_class = 'sale')`);
      const net = await text(`(select sum(amount) from ${name})`);
      expect(await text(`(select coalesce(sum(amount), 0) from ${returns.name})`)).toBe(returned);
      for (const { name: by } of [byProduct, byCustomer]) {
        expect(await text(`(select sum(gross) from ${by})`)).toBe(gross);
        expect(await text(`(select sum(returned) from ${by})`)).toBe(returned);
        expect(await text(`(select sum(net) from ${by})`)).toBe(net);
      }
      expect(result.statuses.reduce((sum, row) => sum + row.rows, 0)).toBe(
        lines.filter((line) => line.lineClass === 'cancellation').length,
      );
      await engine.close();
    }),
    { numRuns: 40, seed: 7 },
  );
}, 120_000);

test('the products most returned, with what was sold of them and their usual description', async () => {
  const transactions = await shop([
    { ...sale('1', '2011-01-01', 10, 2), description: 'mug' },
    { ...sale('2', '2011-01-01', 4, 9), product: 'P2', description: 'pot' },
    { ...back('C3', '2011-01-02', 4, 2), description: 'mug' },
    { ...back('C4', '2011-01-02', 1, 9), product: 'P2', description: null },
    { ...back('C5', '2011-01-02', 2, 1), product: 'P3', description: null },
  ]);
  const returned = await matchedReturns(transactions);
  expect(await mostReturned(transactions, returned, { top: 2 })).toEqual([
    {
      productId: 'P2',
      description: 'pot',
      gross: 36,
      returned: 9,
      net: 27,
      unitsSold: 4,
      unitsReturned: 1,
      returnedShare: 0.25,
      matchedShare: 1,
    },
    {
      productId: 'P1',
      description: 'mug',
      gross: 20,
      returned: 8,
      net: 12,
      unitsSold: 10,
      unitsReturned: 4,
      returnedShare: 0.4,
      matchedShare: 1,
    },
  ]);
  expect((await mostReturned(transactions, returned))[2]).toMatchObject({
    productId: 'P3',
    returnedShare: null,
    matchedShare: 0,
  });
  await expect(mostReturned(transactions, returned, { top: 0 })).rejects.toMatchObject({ code: 'BAD_PARAMETER' });
});

test('the order of the lines changes nothing', async () => {
  const lines = fc.sample(manyLines, { numRuns: 1, seed: 3 })[0]!;
  const [a, b] = await Promise.all([shop(lines), shop(lines.toReversed())].map(async (s) => matchedReturns(await s)));
  expect(a!.statuses).toEqual(b!.statuses);
  expect(await pairs(a!.matches)).toEqual(await pairs(b!.matches));
});

needs('retail data')('Online Retail II: most of the identified cancellations are found, stacked and not', async () => {
  const dataset = await openRetail('online-retail-ii', { dataDir: componentPath('retail data') });
  const { transactions } = dataset.relations;
  const clean = await matchedReturns(transactions);
  expect(
    clean.statuses.map(({ status, rows: n, amount, matchedAmount }) => [status, n, amount, matchedAmount]),
  ).toEqual([
    ['matched', 15_936, 672_859.82, 672_859.82],
    ['part-matched', 114, 8761.59, 5979.14],
    ['unmatched', 1592, 31_424.84, 0],
    ['guest', 332, 6646.69, 0],
  ]);
  expect(clean.revenue).toEqual({ gross: 19_700_954.457, returned: 719_692.94, net: 18_981_261.517 });
  const stacked = await matchedReturns(await dataset.stacked());
  expect(stacked.statuses.map(({ status, rows: n }) => [status, n])).toEqual([
    ['matched', 16_141],
    ['part-matched', 124],
    ['unmatched', 1669],
    ['guest', 352],
  ]);
  await transactions.engine.close();
});
