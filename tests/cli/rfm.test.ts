import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rows } from '../../src/base/columns.js';
import { random } from '../../src/base/random.js';
import { openRetail } from '../../src/datasets/open-retail.js';
import { openEngine } from '../../src/engine/open-engine.js';
import { componentPath, needs } from '../helpers/needs.js';
import { runCli } from './run-cli.js';

const named = ['--customer', 'who', '--time', 'when', '--amount', 'paid'];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillbook-rfm-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(text: string, name = 'file.csv'): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

/** 1,200 lines of 600 orders of up to 200 customers; later lines are dearer by `dearer`. */
function orders(dearer = 1, seed = 5): string {
  const chance = random(seed);
  const lines = ['who,when,paid,bill'];
  for (let i = 0; i < 600; i++) {
    const who = Math.floor(200 * chance.uniform() ** 2);
    const when = new Date(Date.parse('2010-01-01') + chance.integer(0, 300) * 86_400_000).toISOString().slice(0, 10);
    for (let line = 0; line < 2; line++) {
      lines.push(`c${who},${when},${(dearer * (5 + 40 * chance.uniform())).toFixed(2)},b${i}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

test('rfm: the document of the contract, and one row a customer in .csv and .parquet', async () => {
  const csv = await file(orders());
  for (const out of ['out.csv', 'out.parquet'].map((name) => join(folder, name))) {
    const { code, stdout, stderr } = await runCli(['rfm', csv, ...named, '--order', 'bill', '--out', out, '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const found = JSON.parse(stdout);
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining(['customers', 'analysisDate', 'edges', 'scores', 'segments']),
    );
    expect(found.analysisDate).toBe('2010-10-29');
    for (const feature of ['recency', 'frequency', 'monetary']) {
      expect(found.edges[feature]).toHaveLength(4);
      expect(found.scores[feature].reduce((sum: number, n: number) => sum + n, 0)).toBe(found.customers);
    }
    const sum = (key: string) =>
      found.segments.reduce((total: number, row: Record<string, number>) => total + row[key], 0);
    expect(sum('customers')).toBe(found.customers);
    const engine = await openEngine();
    const { name } = await engine.scan(out);
    const [total] = rows<Record<string, number>>(
      await engine.query(
        `select count(*) as n, cast(sum(monetary) as double) as money, sum(frequency) as orders, count(segment) as named from ${name}`,
      ),
    );
    await engine.close();
    expect(total).toMatchObject({ n: found.customers, orders: 600, named: found.customers });
    expect(total.money).toBeCloseTo(sum('monetary'), 6);
  }
});

test('without --order each row is one order; TSV with guests reads, too', async () => {
  const plain = JSON.parse((await runCli(['rfm', await file(orders()), ...named, '--json'])).stdout);
  const mean = plain.segments.reduce(
    (sum: number, row: { customers: number; averageFrequency: number }) =>
      sum + row.customers * (row.averageFrequency ?? 0),
    0,
  );
  expect(mean).toBeCloseTo(1200, 6);
  const text = await file(orders().replaceAll(',', '\t'), 'file.tsv');
  const tabs = JSON.parse((await runCli(['rfm', text, ...named, '--json'])).stdout);
  expect(tabs.segments).toEqual(plain.segments);
});

test('--save and score: the same customers score the same and have not moved, dearer ones have', async () => {
  const csv = await file(orders());
  const model = join(folder, 'model.json');
  const first = JSON.parse((await runCli(['rfm', csv, ...named, '--order', 'bill', '--save', model, '--json'])).stdout);
  const same = JSON.parse((await runCli(['score', csv, '--model', model, '--json'])).stdout);
  expect(same.segments).toEqual(first.segments);
  expect(same.drift.map((one: { verdict: string }) => one.verdict)).toEqual(['stable', 'stable', 'stable']);
  const out = join(folder, 'scored.csv');
  const dear = await runCli(['score', await file(orders(5, 6), 'dear.csv'), '--model', model, '--out', out, '--json']);
  expect(dear.code).toBe(0);
  const moved = JSON.parse(dear.stdout);
  expect(moved.edges).toEqual(first.edges);
  expect(moved.drift[2]).toMatchObject({ feature: 'monetary', verdict: 'moved' });
  expect((await readFile(out, 'utf8')).split('\n')[0]).toBe(
    'customer_id,recency,frequency,monetary,recency_score,frequency_score,monetary_score,rfm_cell,rfm_score,segment',
  );
  const text = await runCli(['score', csv, '--model', model]);
  expect(text.stdout).toMatch(/drift against the fit[\s\S]*monetary.*stable/);
});

test("--as-of, --bins, --scoring, --weights, cut points and a map of one's own", async () => {
  const csv = await file(orders());
  const json = async (...args: string[]) => {
    const { code, stdout, stderr } = await runCli(['rfm', csv, ...named, ...args, '--json']);
    expect([code, stderr]).toEqual([0, '']);
    return JSON.parse(stdout);
  };
  expect(await json('--as-of', '2010-06-30')).toMatchObject({ analysisDate: '2010-06-30' });
  const four = await json('--bins', '4');
  expect(four).toMatchObject({ bins: 4, segments: [], map: null });
  expect(four.notes.join()).toMatch(/no map is for 4 bins/);
  const ntile = await json('--scoring', 'ntile', '--segments', 'published');
  expect(Math.max(...ntile.scores.frequency) - Math.min(...ntile.scores.frequency)).toBeLessThanOrEqual(1);
  expect(ntile.segments.map((row: { segment: string }) => row.segment)).toContain('Needs Attention');
  const cut = await json('--scoring', 'cutpoints', '--cut-monetary', '20,50,100,200', '--weights', '0,0,1');
  expect(cut.edges).toEqual({ recency: [30, 90, 180, 365], frequency: [1, 2, 4, 9], monetary: [20, 50, 100, 200] });
  const map = await file(
    '{"bins": 2, "segments": [{"name": "Big", "monetary": [2, 2]}, {"name": "Small", "monetary": [1, 1]}]}',
    'map.json',
  );
  const own = await json('--bins', '2', '--segments', map);
  expect(own.segments.map((row: { segment: string }) => row.segment)).toEqual(['Big', 'Small']);
});

test('what is left out is said, and a formula in an id stays text', async () => {
  const text = 'who,when,paid\n=c1,2010-01-01,5\n=c1,2010-01-05,-2\n,2010-01-02,3\nc2,2010-01-04,0\n';
  const out = join(folder, 'out.csv');
  const { stdout } = await runCli(['rfm', await file(text), ...named, '--out', out, '--json']);
  const found = JSON.parse(stdout);
  expect(found).toMatchObject({ customers: 1, analysisDate: '2010-01-06' });
  expect(found.notes.slice(0, 3)).toEqual([
    expect.stringMatching(/1 rows without a customer/),
    expect.stringMatching(/1 rows with an amount of zero/),
    expect.stringMatching(/1 rows with an amount below zero/),
  ]);
  expect((await readFile(out, 'utf8')).split('\n')[1]).toMatch(/^'=c1,5,1,3/);
});

test.each<[string, string, string[], number, RegExp]>([
  ['a column that is not there', 'who,when,sum\na,2011-01-01,1\n', named, 3, /no column "paid"; found: who, when, sum/],
  [
    'an order column that is not there',
    'who,when,paid\na,2011-01-01,1\n',
    [...named, '--order', 'bill'],
    3,
    /no column "bill"/,
  ],
  [
    'text in a number',
    'who,when,paid\na,2011-01-01,1\na,2011-01-02,four\n',
    named,
    3,
    /line 3, column "paid": "four" is not a number/,
  ],
  [
    'a date that is none',
    'who,when,paid\na,31.12.2011,1\n',
    named,
    3,
    /line 2, column "when": "31.12.2011" is not a date/,
  ],
  ['a file without rows', 'who,when,paid\n', named, 3, /no rows/],
  ['bins out of range', 'who,when,paid\na,2011-01-01,1\n', [...named, '--bins', '11'], 2, /bins is 11/],
  ['an unknown scoring', 'who,when,paid\na,2011-01-01,1\n', [...named, '--scoring', 'qcut'], 2, /no scoring "qcut"/],
  ['two weights', 'who,when,paid\na,2011-01-01,1\n', [...named, '--weights', '1,2'], 2, /--weights is "1,2"/],
  ['a day that is none', 'who,when,paid\na,2011-01-01,1\n', [...named, '--as-of', 'today'], 2, /"today" is not a day/],
  [
    'an unknown map',
    'who,when,paid\na,2011-01-01,1\n',
    [...named, '--segments', 'eleven'],
    2,
    /neither a map nor a file/,
  ],
  ['no columns named', 'who,when,paid\na,2011-01-01,1\n', [], 2, /--customer/],
])('%s is an error with its exit code', async (_, text, args, expected, message) => {
  const { code, stdout, stderr } = await runCli(['rfm', await file(text), ...args]);
  expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  expect(stderr).toMatch(message);
});

test.each([
  ['no JSON', 'nothing', /no JSON/],
  ['another kind', '{"kind": "elbow"}', /kind "elbow"/],
  [
    'edges that are none',
    '{"kind": "rfm", "version": 1, "bins": 5, "scoring": "edges", "basis": "net"}',
    /edges of recency/,
  ],
])('a model that is %s is refused', async (_, text, message) => {
  const model = await file(text, 'model.json');
  const { code, stderr } = await runCli(['score', await file(orders()), '--model', model]);
  expect(code).toBe(3);
  expect(stderr).toMatch(message);
});

test('a map with a hole is refused with its cells', async () => {
  const map = await file('{"segments": [{"name": "A", "recency": [2, 5]}]}', 'map.json');
  const { code, stderr } = await runCli(['rfm', await file(orders()), ...named, '--segments', map]);
  expect(code).toBe(3);
  expect(stderr).toMatch(/25 cells lie in no segment: 1-1-1/);
});

needs('retail data')('identified sales of Online Retail II as a file: the edges of known-answers.md', async () => {
  const { transactions } = (await openRetail('online-retail-ii', { dataDir: componentPath('retail data') })).relations;
  const parquet = join(folder, 'sales.parquet');
  await transactions.engine.query(
    `copy (select customer_id, order_id, ordered_at, amount from ${transactions.name}
            where customer_id is not null and line_class <> 'cancellation' and quantity > 0 and unit_price > 0) to '${parquet}'`,
  );
  await transactions.engine.close();
  const columns = ['--customer', 'customer_id', '--time', 'ordered_at', '--amount', 'amount', '--order', 'order_id'];
  const { stdout, stderr } = await runCli(['rfm', parquet, ...columns, '--json']);
  expect(stderr).toBe('');
  const { customers, analysisDate, edges } = JSON.parse(stdout);
  expect({ customers, analysisDate }).toEqual({ customers: 5878, analysisDate: '2011-12-10' });
  expect(edges.recency).toEqual([20, 59, 190, 411]);
  expect(edges.frequency).toEqual([1, 2, 4, 9]);
  expect(edges.monetary.map((edge: number) => Number(edge.toFixed(3)))).toEqual([287.31, 612.116, 1231.758, 2916.438]);
});
