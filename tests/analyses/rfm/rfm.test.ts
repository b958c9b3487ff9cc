import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rfm } from '../../../src/analyses/rfm/rfm.js';
import { records } from '../../../src/base/columns.js';
import { random } from '../../../src/base/random.js';
import { openRetail } from '../../../src/datasets/open-retail.js';
import type { Relation } from '../../../src/engine/engine.js';
import { openEngine } from '../../../src/engine/open-engine.js';
import { quantiles } from '../../../src/kernels/quantile.js';
import { componentPath, needs } from '../../helpers/needs.js';
import { type Line, shop } from '../../helpers/shop.js';

interface Scored {
  customerId: string;
  recency: number;
  frequency: number;
  monetary: number;
  recencyScore: number;
  frequencyScore: number;
  monetaryScore: number;
  rfmCell: string;
  rfmScore: number;
}
const rowsOf = async ({ engine, name }: Relation) =>
  records<Scored>(await engine.query(`select * from ${name} order by customer_id`));

/** Ten customers: c1 ordered once, c2 twice …, the last order of ci on day i of December, 10 i pounds an order. */
const ten: Line[] = Array.from({ length: 10 }, (_, c) =>
  Array.from({ length: c + 1 }, (_, o) => ({
    customer: `c${c}`,
    order: `${c}-${o}`,
    at: `2011-${o === c ? '12' : '11'}-${String(c + 1).padStart(2, '0')} 13:00`,
    price: 10 * (c + 1),
  })),
).flat();

needs('retail data')(
  'Online Retail II: the interpolated edges of known-answers.md, and the declared cuts of frequency',
  async () => {
    const { relations } = await openRetail('online-retail-ii', { dataDir: componentPath('retail data') });
    const { transactions } = relations;
    const found = await rfm(transactions);
    expect(found).toMatchObject({ analysisDate: '2011-12-10', customers: 5878, bins: 5, scoring: 'edges' });
    expect(found.edges.recency).toEqual([20, 59, 190, 411]);
    expect(found.edges.frequency).toEqual([1, 2, 4, 9]);
    expect(found.edges.monetary.map((edge) => Number(edge.toFixed(3)))).toEqual([287.31, 612.116, 1231.758, 2916.438]);
    expect(found.notes).toEqual([
      '27.6 % of the customers have frequency 1: frequency is scored by the declared cuts 1, 2, 3-4, 5-9, 10+.',
    ]);
    const { engine } = transactions;
    const columns = await engine.query(`select cast(frequency as double) as f from ${found.relation.name}`);
    const frequency = Float64Array.from(columns.getChild('f')!.toArray() as ArrayLike<number>);
    expect(quantiles(frequency, [0.2, 0.4, 0.6, 0.8])).toEqual([1, 2, 4, 8]);

    const published = await rfm(transactions, { scoring: 'ntile' });
    expect(published.scores.frequency).toEqual([1176, 1176, 1176, 1175, 1175]);
    const torn = records<{ n: number }>(
      await engine.query(
        `select count(*) as n from (select frequency from ${published.relation.name} group by frequency having count(distinct frequency_score) > 1) t`,
      ),
    );
    expect(torn[0].n, 'frequencies that ntile tears apart').toBeGreaterThan(0);
    await engine.close();
  },
);

test('recency in whole days, distinct orders, sum of amounts, scores 5 best', async () => {
  const found = await rfm(await shop(ten));
  expect(found).toMatchObject({ analysisDate: '2011-12-11', customers: 10 });
  const scored = await rowsOf(found.relation);
  expect(scored[0]).toEqual({
    customerId: 'c0',
    recency: 10,
    frequency: 1,
    monetary: 10,
    recencyScore: 1,
    frequencyScore: 1,
    monetaryScore: 1,
    rfmCell: '111',
    rfmScore: 1,
  });
  expect(scored[9]).toMatchObject({ recency: 1, frequency: 10, monetary: 1000, rfmCell: '555', rfmScore: 5 });
  expect(found.scores).toEqual({ recency: [2, 2, 2, 2, 2], frequency: [2, 2, 2, 2, 2], monetary: [2, 2, 2, 2, 2] });
  expect(found.edges.frequency.map((edge) => Number(edge.toFixed(9)))).toEqual([2.8, 4.6, 6.4, 8.2]);
});

test('orders on the analysis date have recency 0; what comes after it is not seen', async () => {
  const found = await rfm(await shop(ten), { analysisDate: '2011-12-05' });
  expect(found.base.window).toEqual({ from: '2011-11-02', to: '2011-12-06' });
  const scored = await rowsOf(found.relation);
  expect(scored[4]).toMatchObject({ customerId: 'c4', recency: 0, frequency: 5 });
  expect(scored[9]).toMatchObject({ customerId: 'c9', recency: 25, frequency: 9 });
});

test('a return is no order, and is taken off in the basis net', async () => {
  const lines: Line[] = [
    { order: '1', at: '2011-01-01', price: 50 },
    { order: 'C2', at: '2011-01-05', quantity: -1, price: 20, lineClass: 'cancellation' },
    { customer: 'bob', order: 'C3', at: '2011-01-05', quantity: -1, price: 20, lineClass: 'cancellation' },
    { customer: null, order: '4', at: '2011-01-05' },
  ];
  const found = await rfm(await shop(lines), { basis: 'net', analysisDate: '2011-01-06' });
  expect(await rowsOf(found.relation)).toMatchObject([{ customerId: 'ann', recency: 5, frequency: 1, monetary: 30 }]);
  const sales = await rfm(await shop(lines));
  expect(await rowsOf(sales.relation)).toMatchObject([{ monetary: 50 }]);
});

test('ties: edges keep equals together, ntile orders them by customer_id', async () => {
  const equals: Line[] = Array.from({ length: 10 }, (_, i) => ({ customer: `c${i}`, order: `${i}` }));
  const together = await rfm(await shop(equals));
  expect(together.scores).toEqual({
    recency: [0, 0, 0, 0, 10],
    frequency: [10, 0, 0, 0, 0],
    monetary: [10, 0, 0, 0, 0],
  });
  expect(together.notes).toHaveLength(3);
  const torn = await rowsOf((await rfm(await shop(equals.toReversed()), { scoring: 'ntile' })).relation);
  expect(torn.map((row) => row.rfmCell)).toEqual([
    '111',
    '111',
    '222',
    '222',
    '333',
    '333',
    '444',
    '444',
    '555',
    '555',
  ]);
});

test('cut points that are stated, those that are declared, weights, and 2 to 10 bins', async () => {
  const relation = await shop(ten);
  const stated = await rfm(relation, {
    scoring: 'cutpoints',
    bins: 3,
    cutpoints: { monetary: [40, 360] },
    weights: { recency: 0, frequency: 1, monetary: 3 },
  });
  expect(stated.edges).toEqual({ recency: [30, 90], frequency: [1, 2], monetary: [40, 360] });
  expect((await rowsOf(stated.relation))[1]).toMatchObject({ rfmCell: '321', rfmScore: (2 + 3) / 4 });
  const free = await rfm(relation, { scoring: 'cutpoints' });
  expect(free.edges.monetary).toEqual([80, 210, 410, 670]);
  const decimal = await rfm(relation, { bins: 10 });
  expect((await rowsOf(decimal.relation)).map((row) => row.rfmCell).at(-1)).toBe('10-10-10');
  expect((await rfm(relation, { bins: 2 })).scores.recency).toEqual([5, 5]);
});

test.each([
  [{ bins: 1 }, 'bins is 1'],
  [{ bins: 11 }, 'bins is 11'],
  [{ scoring: 'qcut' as never }, 'no scoring "qcut"'],
  [{ weights: { recency: 0, frequency: 0, monetary: 0 } }, 'the weights are 0, 0, 0'],
  [{ weights: { recency: -1, frequency: 0, monetary: 2 } }, 'the weights are -1'],
  [{ scoring: 'cutpoints' as const, cutpoints: { recency: [3, 2, 1, 0] } }, 'cut points for recency are 3, 2, 1, 0'],
  [{ cutpoints: { recency: [1, 2, 3, 4] } }, 'the scoring is edges'],
  [{ analysisDate: '2011-02-31x' }, 'is not a day'],
  [{ analysisDate: '2011-11-03', window: { to: '2011-12-01' } }, "lies before the window's end"],
])('%j is refused: %s', async (options, message) => {
  await expect(rfm(await shop(ten), options)).rejects.toMatchObject({
    code: 'BAD_PARAMETER',
    message: expect.stringContaining(message),
  });
});

test('nobody who ordered is an error, one customer is scored', async () => {
  await expect(rfm(await shop([{ customer: null, order: '1' }]))).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const one = await rfm(await shop([{ order: '1' }]));
  expect(one).toMatchObject({ customers: 1, edges: { recency: [1, 1, 1, 1], frequency: [1, 2, 4, 9] } });
});

test('rows shuffled 100 times give the same rows', async () => {
  const { integer } = random(7);
  const first = await rowsOf((await rfm(await shop(ten), { scoring: 'ntile' })).relation);
  for (let turn = 0; turn < 100; turn++) {
    const shuffled = [...ten];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = integer(0, i);
      [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
    }
    const relation = await shop(shuffled);
    expect(await rowsOf((await rfm(relation, { scoring: 'ntile' })).relation)).toEqual(first);
    await relation.engine.close();
  }
});

test('equal values have equal scores, and better values no worse ones', async () => {
  const spend = fc.array(fc.record({ who: fc.integer({ min: 0, max: 8 }), price: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 1,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(spend, fc.integer({ min: 2, max: 10 }), async (orders, bins) => {
      const relation = await shop(orders.map(({ who, price }, i) => ({ customer: `c${who}`, order: `${i}`, price })));
      const scored = await rowsOf((await rfm(relation, { bins })).relation);
      for (const a of scored) {
        for (const b of scored) {
          if (a.monetary <= b.monetary) expect(a.monetaryScore).toBeLessThanOrEqual(b.monetaryScore);
          if (a.frequency <= b.frequency) expect(a.frequencyScore).toBeLessThanOrEqual(b.frequencyScore);
        }
      }
      await relation.engine.close();
    }),
    { numRuns: 20 },
  );
});

test("the quantile kernel's answers are those of DuckDB's quantile_cont", async () => {
  const engine = await openEngine();
  const { uniform } = random(3);
  const values = Float64Array.from({ length: 997 }, () => Math.round(1000 * uniform()) / 7);
  const relation = await engine.register({
    numRows: values.length,
    numCols: 1,
    schema: { fields: [{ name: 'v', type: 'Float64' }] },
    getChild: () => ({ length: values.length, get: (i) => values[i], toArray: () => values }),
  });
  const shares = [0, 0.1, 0.2, 0.4, 0.5, 0.6, 0.8, 0.99, 1];
  const [row] = records<Record<string, number>>(
    await engine.query(
      `select ${shares.map((p, i) => `quantile_cont(v, ${p}) as q${i}`).join(', ')} from ${relation.name}`,
    ),
  );
  quantiles(values, shares).forEach((quantile, i) => {
    expect(quantile).toBeCloseTo(row[`q${i}`], 10);
  });
  await engine.close();
});
