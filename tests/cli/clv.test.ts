import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rows } from '../../src/base/columns.js';
import { random } from '../../src/base/random.js';
import { openEngine } from '../../src/engine/open-engine.js';
import { runCli } from './run-cli.js';

const cdnow = resolve(import.meta.dirname, '../golden/lifetime-value/cdnow.csv');
const named = ['--customer', 'who', '--time', 'when', '--amount', 'paid'];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillbook-clv-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(text: string): Promise<string> {
  await writeFile(join(folder, 'file.csv'), text);
  return join(folder, 'file.csv');
}

/** Orders of 900 customers over 500 days from 2010-01-01, with a guest, a return and a free one. */
function orders(): string {
  const chance = random(5);
  const lines = ['who,when,paid', ',2010-01-01,5', '=c1,2010-08-08,-2', '=c2,2010-01-02,0'];
  for (let i = 0; i < 900; i++) {
    const rate = 0.01 + 0.09 * chance.uniform() ** 2;
    const leaving = chance.uniform() ** 4;
    for (let day = chance.integer(0, 250); day < 500; day += 1 + Math.floor(-Math.log(1 - chance.uniform()) / rate)) {
      const when = new Date(Date.parse('2010-01-01') + day * 86_400_000).toISOString().slice(0, 10);
      lines.push(`=c${i},${when},${(5 + 40 * chance.uniform()).toFixed(2)}`);
      if (chance.chance(leaving)) break;
    }
  }
  return `${lines.join('\n')}\n`;
}

test("--summary on CDNOW: Fader, Hardie & Lee's parameters, and one row a customer in .csv and .parquet", async () => {
  for (const out of ['out.csv', 'out.parquet'].map((name) => join(folder, name))) {
    const { code, stdout, stderr } = await runCli(['clv', cdnow, '--summary', '--out', out, '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({ model: 'bg-nbd', customers: 2357, holdout: null, spend: { customers: 946 }, out });
    expect(found.parameters.r).toBeCloseTo(0.2426, 4);
    expect(found.standardErrors.b).toBeCloseTo(0.705, 3);
    expect(found.logLikelihood).toBeCloseTo(-9582.43, 1);
    const engine = await openEngine();
    const { name } = await engine.scan(out);
    const [total] = rows<Record<string, number>>(
      await engine.query(
        `select count(*) as n, sum(lifetime_value) as worth, count(distinct customer_id) as ids from ${name}`,
      ),
    );
    await engine.close();
    expect(total).toMatchObject({ n: 2357, ids: 2357 });
    expect(total.worth).toBeCloseTo(found.lifetimeValue, 4);
  }
  expect((await readdir(folder)).sort()).toEqual(['out.csv', 'out.parquet']);
});

test('transactions: holdout, what was left out, and no formula in the CSV', async () => {
  const out = join(folder, 'out.csv');
  const args = ['clv', await file(orders()), ...named, '--calibration-end', '2010-12-31', '--out', out];
  const { code, stdout, stderr } = await runCli([...args, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  const found = JSON.parse(stdout);
  expect(found).toMatchObject({ customers: 900, calibrationEnd: '2010-12-31', period: 'week' });
  expect(Object.keys(found.holdout)).toEqual(expect.arrayContaining(['predicted', 'actual', 'mae', 'maeOwnRate']));
  expect(Math.abs(found.holdout.predicted / found.holdout.actual - 1)).toBeLessThan(0.25);
  expect(found.notes.join(' ')).toMatch(
    /1 rows without a customer .* 1 rows with an amount of zero .* 1 rows with an amount below zero/,
  );
  expect((await readFile(out, 'utf8')).split('\n')[1]).toMatch(/^'=c0,/);
  const plain = await runCli(args);
  expect(plain.stdout).toMatch(/bg-nbd, 900 customers[\s\S]*holdout/);
});

test.each([
  ['a column that is not there', 'who,when,sum\na,2011-01-01,1\n', named, 3, /no column "paid"; found: who, when, sum/],
  [
    'text in a number',
    'who,when,paid\na,2011-01-01,1\na,2011-01-02,four\n',
    named,
    3,
    /line 3, column "paid": "four" is not a number/,
  ],
  [
    'a date that is none',
    'who,when,paid\na,31.12.2011,1\na,x,2\n',
    named,
    3,
    /line 2, column "when": "31.12.2011" is not a date or a time, nor are 1 more/,
  ],
  ['an infinite amount', 'who,when,paid\na,2011-01-01,inf\n', named, 3, /line 2, column "paid": "inf"/],
  ['columns that nobody named', 'who,when,paid\na,2011-01-01,1\n', [], 2, /columns are not named/],
  ['nobody who ordered twice', 'who,when,paid\na,2011-01-01,1\n', named, 3, /none of 1 customers ordered twice/],
  [
    'an impossible summary',
    'x,t_x,T\n1,5,4\n',
    ['--summary'],
    3,
    /customer 0 has repeatFrequency 1, ageAtLastOrder 5, T 4/,
  ],
  ['text in a summary', 'x,t_x,T\n1,2,4\nmany,2,4\n', ['--summary'], 3, /line 3, column "x": "many"/],
  ['an empty summary', 'x,t_x,T\n', ['--summary'], 3, /no rows/],
  ['a horizon that is none', 'x,t_x,T\n1,2,4\n', ['--summary', '--horizon', 'far'], 2, /--horizon is "far"/],
  ['an unknown model', 'x,t_x,T\n1,2,4\n', ['--summary', '--model', 'nbd'], 2, /no model "nbd"/],
  ['an unknown period', 'x,t_x,T\n1,2,4\n', ['--summary', '--period', 'month'], 2, /no period "month"/],
  ['an output of no known kind', 'x,t_x,T\n1,2,4\n', ['--summary', '--out', 'x.txt'], 2, /--out is "x.txt"/],
  [
    'a calibration of a summary',
    'x,t_x,T\n1,2,4\n',
    ['--summary', '--calibration-end', '2011-01-01'],
    2,
    /needs transactions/,
  ],
])('%s is an error with its exit code', async (_, text, args, expected, message) => {
  const { code, stdout, stderr } = await runCli(['clv', await file(text), ...args]);
  expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  expect(stderr).toMatch(message);
});
