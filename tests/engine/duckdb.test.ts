import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '../../src/base/columns.js';
import type { Engine } from '../../src/engine/engine.js';
import { takeInputs } from '../../src/engine/inputs.js';
import { openEngine } from '../../src/engine/open-engine.js';

let engine: Engine;
let folder: string;
beforeAll(async () => {
  engine = await openEngine();
  folder = await mkdtemp(path.join(tmpdir(), 'tillbook-test-'));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});
const file = async (name: string, content: string | Buffer) => {
  await writeFile(path.join(folder, name), content);
  return path.join(folder, name);
};

test('values of every type arrive as they are, nulls too', async () => {
  const [row] = rows(
    await engine.query(
      `select 7 as i, cast(1 as tinyint) as t, sum(2) as h, 1.25 as d, 1.5e0 as f, 'é<' as s, true as b, null as n,
              timestamp '2011-12-09 12:50:00' as at, date '2011-12-09' as day, cast(date '2011-12-09' as string) as text`,
    ),
  );
  const at = Date.UTC(2011, 11, 9, 12, 50);
  expect(row).toEqual({
    i: 7,
    t: 1,
    h: 2,
    d: 1.25,
    f: 1.5,
    s: 'é<',
    b: true,
    n: null,
    at,
    day: Date.UTC(2011, 11, 9),
    text: '2011-12-09',
  });
});

test('a result without rows keeps its columns', async () => {
  const empty = await engine.query("select 1 as a, 'x' as b, true as c where 1 = 0");
  expect(empty.numRows).toBe(0);
  expect(empty.schema.fields.map((field) => field.name)).toEqual(['a', 'b', 'c']);
});

test('more rows than one chunk come in order', async () => {
  const result = await engine.query(
    'select i, case when i % 3 = 0 then null else i end as gaps from range(10000) t(i)',
  );
  expect(result.getChild('i')!.get(9_999)).toBe(9_999n);
  expect([...Array(10_000).keys()].every((i) => (result.getChild('gaps')!.get(i) === null) === (i % 3 === 0))).toBe(
    true,
  );
});

test('parameters bind as values, never as SQL', async () => {
  const hostile = "'; drop table x; --";
  expect(rows(await engine.query('select $text as text', { text: hostile }))).toEqual([{ text: hostile }]);
});

test('columns that leave can be registered again', async () => {
  const columns = await engine.query(
    "select * from (values (1, 1.5e0, 'a', true), (null, null, null, null)) t(i, f, s, b)",
  );
  const relation = await engine.register(columns);
  expect(rows(await engine.query(`select * from ${relation.name}`))).toEqual(rows(columns));
  expect(relation.schema.map((column) => column.type)).toEqual(['integer', 'double', 'string', 'boolean']);
  await engine.drop(relation);
  await expect(engine.query(`select * from ${relation.name}`)).rejects.toMatchObject({ code: 'QUERY_FAILED' });
});

test('the prelude adds Spark names and leaves built-ins alone', async () => {
  const [row] = rows(
    await engine.query(
      `select datediff(date '2011-12-09', date '2011-12-01') as days, datediff('month', date '2011-01-01', date '2011-03-01') as months,
              percentile(x, 0.5e0) as median, pmod(-1, 7) as m from (values (1), (2)) t(x)`,
    ),
  );
  expect(row).toEqual({ days: 8, months: 2, median: 1.5, m: 6 });
});

test('scan tells CSV from Parquet by content, notes its input, and quotes an odd name', async () => {
  takeInputs();
  const csv = await file("it's.parquet", 'a,b\n1,x\n');
  const relation = await engine.scan(csv, { dataset: 'odd', synthetic: true, allText: true });
  expect(rows(await engine.query(`select * from ${relation.name}`))).toEqual([{ a: '1', b: 'x' }]);
  expect(takeInputs()).toEqual([
    { dataset: 'odd', synthetic: true, file: "it's.parquet", bytes: 8, sha256: relation.provenance.files[0].sha256 },
  ]);
  expect(takeInputs()).toEqual([]);
});

test.each([
  ['none.csv', null, 'DATA_MISSING', /no such file/],
  ['empty.csv', '', 'BAD_INPUT', /is empty \(0 bytes\)/],
  ['cut.parquet', 'PAR1 and then nothing', 'BAD_INPUT', /cut off after 21 bytes/],
])('scan of %s is refused', async (name, content, code, message) => {
  const at = content === null ? path.join(folder, name) : await file(name, content);
  await expect(engine.scan(at)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test('an address of no known kind is refused', async () => {
  await expect(openEngine('mysql://x')).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
});
