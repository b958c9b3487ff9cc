import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rows } from '../../src/base/columns.js';
import type { Dataset } from '../../src/datasets/dataset.js';
import { ensureSample, sampleAt } from '../../src/datasets/sample/ensure-sample.js';
import { retailSample } from '../../src/datasets/sample/retail-sample.js';
import { segments } from '../../src/datasets/sample/segments.js';
import { openEngine } from '../../src/engine/open-engine.js';
import { componentPath, needs } from '../helpers/needs.js';
import { root } from '../helpers/repository.js';
import { failure, figures, folderWith, lines, opened } from './retail-files.js';

const made = async (size: { rows: number; seed: number }) => {
  const folder = await folderWith();
  return { folder, sample: await ensureSample(folder, size) };
};

describe('the generator', () => {
  test('the same size and seed give the same lines, another seed gives others', () => {
    const [a, b, c] = [5, 5, 6].map((seed) => retailSample({ rows: 4000, seed }));
    expect(a!.lines).toEqual(b!.lines);
    expect(a!.invoices.map(({ number }) => number)).toEqual(b!.invoices.map(({ number }) => number));
    expect(c!.lines.code).not.toEqual(a!.lines.code);
  });

  test.each([1000, 1001, 4567, 20_000])('%i lines asked are as many in the files', async (size) => {
    const { sample } = await made({ rows: size, seed: 2 });
    const engine = await openEngine();
    const counts = sample.files.map((file) => `(select count(*) from '${file}')`);
    expect(rows(await engine.query(`select ${counts.join(' + ')} as n`))).toEqual([{ n: size }]);
    await engine.close();
  });

  test.each([
    [{ rows: 999, seed: 1 }],
    [{ rows: 2000.5, seed: 1 }],
    [{ rows: 2000, seed: -1 }],
    [{ rows: 2000, seed: 0.5 }],
  ])('refuses %j and leaves nothing behind', async (size) => {
    const folder = path.join(await folderWith(), 'new');
    expect((await failure(ensureSample(folder, size))).code).toBe('BAD_PARAMETER');
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('each cancellation takes back goods of an earlier order of the same customer, never more than was bought', () => {
    const { invoices, lines: written } = retailSample({ rows: 20_000, seed: 3 });
    const bought = new Map<string, number>();
    let checked = 0;
    for (let i = 0; i < written.length; i++) {
      const { kind, customer, origin, time, number } = invoices[written.order[i]!]!;
      const key = `${customer?.id}|${written.code[i]}|${written.price[i]}`;
      const quantity = written.quantity[i]!;
      if (kind === 'order') bought.set(key, (bought.get(key) ?? 0) + quantity);
      if (kind !== 'cancellation') continue;
      checked += 1;
      expect(number).toMatch(/^C\d{6}$/);
      expect(origin!.time).toBeLessThan(time);
      expect(quantity).toBeLessThan(0);
      bought.set(key, bought.get(key)! + quantity);
      expect(bought.get(key)).toBeGreaterThanOrEqual(0);
    }
    expect(checked).toBeGreaterThan(200);
  });
});

describe('cleaning finds what was planted', () => {
  test.each([1, 2, 3])('seed %i', async (seed) => {
    const { folder, sample } = await made({ rows: 30_000, seed });
    const { planted } = sample.stamp;
    const dataset = await opened(folder);
    expect(dataset.overlap).toEqual(sampleOverlap(sample));
    expect(dataset.duplicateRows).toBe(planted.duplicateRows);
    expect(dataset.waterfall.find((row) => row.class === 'cancellation')!.rows).toBe(planted.cancellations);
    expect(dataset.waterfall.every((row) => row.rows > 0)).toBe(true);
    expect(dataset.notes.filter((note) => note.startsWith('codes'))).toEqual([]);
  });

  test('the truth names every customer of the lines, and each planted segment behaves as it should', async () => {
    const { folder, sample } = await made({ rows: 60_000, seed: 4 });
    const dataset = await opened(folder);
    const found = await figures(
      dataset,
      `select segment, count(*) as customers, avg(orders) as orders, avg(amount) as amount, max(cast(last_day as string)) as last_day
      from (select t.customer_id, truth.segment, count(distinct order_id) as orders, sum(amount) as amount, max(cast(ordered_at as date)) as last_day
        from $t as t left join '${sample.truth}' as truth on truth.customer_id = t.customer_id
        where t.customer_id is not null and quantity > 0 group by t.customer_id, truth.segment) as c group by segment`,
    );
    const by = Object.fromEntries(found.map((row) => [row.segment, row]));
    expect(Object.keys(by).sort()).toEqual(segments.map(({ name }) => name).sort());
    expect(by['one-time']!.orders).toBe(1);
    expect(by.loyal!.orders).toBeGreaterThan(Number(by.occasional!.orders) * 2);
    expect(by.wholesaler!.amount).toBeGreaterThan(Number(by.loyal!.amount) * 3);
    expect(String(by.lapsed!.last_day) < '2010-12-20').toBe(true);
    expect(String(by.loyal!.last_day) > '2011-12-01').toBe(true);
  });
});

const sampleOverlap = ({ stamp: { rows: size, planted } }: Awaited<ReturnType<typeof ensureSample>>) => ({
  rows: planted.overlapRows,
  orders: planted.overlapOrders,
  kept: size - planted.overlapRows,
  differingOrders: 0,
});

/** Shares and levels that tell a shop's shape, none of which depends on its size. */
async function shape(dataset: Dataset) {
  const [lineShares] = await figures(
    dataset,
    `select avg(case when customer_id is null then 1.0 else 0 end) as guests,
      avg(case when line_class = 'cancellation' then 1.0 else 0 end) as cancellations,
      avg(case when line_class = 'free-or-damaged' then 1.0 else 0 end) as free,
      avg(case when line_class = 'fee' then 1.0 else 0 end) as fees,
      avg(case when line_class = 'adjustment' then 1.0 else 0 end) as adjustments,
      avg(case when description is null then 1.0 else 0 end) as nameless,
      avg(case when month(ordered_at) = 11 then 1.0 else 0 end) as november,
      avg(case when dayofweek(ordered_at) = 6 then 1.0 else 0 end) as saturdays,
      sum(case when country = 'United Kingdom' then amount end) / sum(amount) as home from $t`,
  );
  const [orders] = await figures(
    dataset,
    `select median(n) as linesOfOrder, median(a) as orderValue from (select count(*) as n, cast(sum(amount) as double) as a
      from $t where customer_id is not null and line_class = 'sale' group by order_id) as o`,
  );
  const [customers] = await figures(
    dataset,
    `select avg(o) as ordersOfCustomer, avg(case when o = 1 then 1.0 else 0 end) as once,
      sum(case when p < 0.2 then a end) / sum(a) as topFifth from (select *, percent_rank() over (order by a desc) as p
      from (select count(distinct order_id) as o, cast(sum(amount) as double) as a from $t where customer_id is not null and line_class = 'sale' group by customer_id) as c) as r`,
  );
  const [goods] = await figures(
    dataset,
    `select median(case when customer_id is not null then quantity end) as units, median(unit_price) as price from $t where line_class = 'sale'`,
  );
  const [names] = await figures(
    dataset,
    `select avg(n) as namesOfProduct from (select count(distinct description) as n from $t where line_class = 'sale' group by product_id) as p`,
  );
  return {
    ...lineShares,
    ...orders,
    ...customers,
    ...goods,
    ...names,
    overlap: dataset.overlap.rows / dataset.overlap.kept,
    duplicates: dataset.duplicateRows / dataset.overlap.kept,
  } as Record<string, number>;
}

/** What the real shop shows must lie inside, and so must every sample. */
const bounds: Record<string, readonly [low: number, high: number]> = {
  guests: [0.19, 0.27],
  cancellations: [0.012, 0.022],
  free: [0.004, 0.008],
  fees: [0.002, 0.006],
  adjustments: [0.001, 0.003],
  nameless: [0.003, 0.006],
  november: [0.12, 0.18],
  saturdays: [0, 0.01],
  home: [0.78, 0.95],
  linesOfOrder: [11, 21],
  orderValue: [200, 420],
  ordersOfCustomer: [4.5, 7.5],
  once: [0.22, 0.33],
  topFifth: [0.65, 0.85],
  units: [3, 7],
  price: [1.5, 3],
  namesOfProduct: [1.05, 1.4],
  overlap: [0.012, 0.03],
  duplicates: [0.004, 0.02],
};

function outside(found: Record<string, number>): string[] {
  return Object.entries(bounds)
    .filter(([name, [low, high]]) => !(found[name]! >= low && found[name]! <= high))
    .map(([name, range]) => `${name} is ${found[name]}, not in ${range.join(' to ')}`);
}

describe('the sample is shaped like the real shop', () => {
  test.each([1, 2, 3])('seed %i', async (seed) => {
    const { folder } = await made({ rows: 100_000, seed });
    expect(outside(await shape(await opened(folder)))).toEqual([]);
  });

  test('at its default size it has 40 countries, two years and both files of a year', async () => {
    const { folder } = await made({ rows: 200_000, seed: 1 });
    const dataset = await opened(folder);
    expect(
      await figures(
        dataset,
        "select count(distinct country) as countries, cast(min(ordered_at) as string) < '2009-12-03' as early, cast(max(ordered_at) as string) > '2011-12-08' as late from $t",
      ),
    ).toEqual([{ countries: 40, early: true, late: true }]);
    const raw = await Promise.all(
      dataset.raw.map(
        async ({ engine, name }) =>
          rows(
            await engine.query(
              `select cast(cast(min("InvoiceDate") as date) as string) as a, cast(cast(max("InvoiceDate") as date) as string) as b from ${name}`,
            ),
          )[0],
      ),
    );
    expect(raw.map((span) => [String(span!.a) >= '2009-12-01', String(span!.b) < '2010-12-10'])[0]).toEqual([
      true,
      true,
    ]);
    expect(String(raw[1]!.a) >= '2010-12-01' && String(raw[1]!.b) < '2011-12-10').toBe(true);
  });

  needs('retail data')('and the real shop lies inside the same bounds', async () => {
    const real = await opened('online-retail-ii', { dataDirs: [componentPath('retail data')!] });
    expect(outside(await shape(real))).toEqual([]);
  });
});

describe('the sample on disk', () => {
  const size = { rows: 3000, seed: 9 };

  test('is made once, and made again for another seed, a newer generator, or a file cut short', async () => {
    const { folder, sample } = await made(size);
    const marked = new Date('2001-01-01');
    const mark = () => utimes(path.join(folder, 'sample.json'), marked, marked);
    const isKept = async (wanted = size) => {
      await mark();
      await ensureSample(folder, wanted);
      return statSync(path.join(folder, 'sample.json')).mtimeMs === marked.getTime();
    };
    expect(await isKept()).toBe(true);
    expect(await isKept({ ...size, seed: 10 })).toBe(false);
    const stamp = JSON.parse(await readFile(path.join(folder, 'sample.json'), 'utf8'));
    await writeFile(path.join(folder, 'sample.json'), JSON.stringify({ ...stamp, version: stamp.version - 1 }));
    expect(await isKept({ ...size, seed: 10 })).toBe(false);
    await truncate(sample.files[1]!, 100);
    expect(await sampleAt(folder)).toBeUndefined();
    expect(await isKept({ ...size, seed: 10 })).toBe(false);
    await rm(sample.truth);
    expect(await isKept({ ...size, seed: 10 })).toBe(false);
  });

  test('what a killed maker left beside the files is cleared away', async () => {
    const folder = await folderWith({ 'retail-sample-2009-2010.parquet.4194305.part': 'half', 'mine.txt': 'kept' });
    await ensureSample(folder, size);
    expect((await readdir(folder)).sort()).toEqual([
      'mine.txt',
      'retail-sample-2009-2010.parquet',
      'retail-sample-2010-2011.parquet',
      'sample.json',
      'truth.parquet',
    ]);
  });

  test('a maker killed on its way leaves nothing that counts as a sample, and the next one makes it', async () => {
    const folder = path.join(await folderWith(), 'sample');
    const module = path.join(root, 'dist/datasets/sample/ensure-sample.js');
    const code = `import { ensureSample } from ${JSON.stringify(module)}; await ensureSample(${JSON.stringify(folder)}, { rows: 100000, seed: 1 });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
    const closed = once(child, 'close');
    while (!existsSync(`${folder}.lock`)) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    await closed;
    expect(await sampleAt(folder)).toBeUndefined();
    await ensureSample(folder, size);
    expect((await sampleAt(folder))!.stamp).toMatchObject(size);
  });

  test('three processes that ask at once get one sample, whole', async () => {
    const folder = path.join(await folderWith(), 'sample');
    const module = path.join(root, 'dist/datasets/sample/ensure-sample.js');
    const code = `import { ensureSample } from ${JSON.stringify(module)};
      const { stamp, files } = await ensureSample(${JSON.stringify(folder)}, { rows: 20000, seed: 1 });
      process.stdout.write(JSON.stringify({ stamp, files }));`;
    const outputs = await Promise.all(
      [1, 2, 3].map(async () => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let text = '';
        child.stdout.on('data', (chunk) => {
          text += chunk;
        });
        expect((await once(child, 'close'))[0]).toBe(0);
        return text;
      }),
    );
    expect(new Set(outputs).size).toBe(1);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('by its folder or one of its files, named as a path, it is synthetic still', async () => {
    const { folder, sample } = await made(size);
    expect(await opened(folder)).toMatchObject({
      name: path.basename(folder),
      synthetic: true,
      overlap: sampleOverlap(sample),
    });
    const one = await opened(sample.files[0]!);
    expect(one.synthetic).toBe(true);
    expect(one.relations.transactions.provenance.synthetic).toBe(true);
  });

  test('auto falls back on it, marked as synthetic in the dataset and in the provenance of its lines', async () => {
    const sampleDir = await folderWith();
    await ensureSample(sampleDir);
    const dataset = await opened('auto', { sampleDir });
    expect(dataset).toMatchObject({ name: 'sample', synthetic: true });
    expect(dataset.relations.transactions.provenance).toMatchObject({ dataset: 'sample', synthetic: true });
    expect(dataset.relations.transactions.provenance.files).toHaveLength(2);
    expect((await lines(dataset, 'line_class')).length).toBe(dataset.overlap.kept);
  });
});
