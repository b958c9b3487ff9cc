import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rows } from '../../src/base/columns.js';
import { lineClasses } from '../../src/base/schema.js';
import { cleanRetail } from '../../src/datasets/clean-retail.js';
import { codeClasses } from '../../src/datasets/line-classes.js';
import { readRetail } from '../../src/datasets/read-retail.js';
import { retailSteps } from '../../src/datasets/retail-steps.js';
import { tenThousandths, waterfall } from '../../src/datasets/waterfall.js';
import { openEngine } from '../../src/engine/open-engine.js';
import { figures, folderWith, header, lines, opened, openedCsv } from './retail-files.js';

interface Line {
  order: string;
  code: string;
  description: string;
  quantity: number;
  price: string;
  customer: string;
}

const at = '2010-12-01 08:26:00';
const csv = (all: readonly Line[]) =>
  [
    header,
    ...all.map((l) => `${l.order},${l.code},"${l.description}",${l.quantity},${at},${l.price},${l.customer},UK`),
    '',
  ].join('\n');
const line = (change: Partial<Line> = {}): Line => ({
  order: '100',
  code: '10001',
  description: 'mug',
  quantity: 1,
  price: '2.5',
  customer: '1',
  ...change,
});

describe('overlap', () => {
  test('equal lines in any order, blanks and case of codes aside: the later copy goes', async () => {
    const first = [line({ description: ' mug ' }), line({ code: '10002a' }), line({ order: '101' })];
    const second = [line({ code: '10002A' }), line(), line({ order: '102' })];
    const dataset = await openedCsv(csv(first), csv(second));
    expect(dataset.overlap).toEqual({ rows: 2, orders: 1, kept: 4, differingOrders: 0 });
    expect((await lines(dataset, 'order_id')).map((row) => row.order_id)).toEqual(['100', '100', '101', '102']);
  });

  test.each([
    ['one line more', [line(), line()], [line()]],
    [
      'the same lines in other numbers',
      [line(), line(), line({ code: '10002' })],
      [line(), line({ code: '10002' }), line({ code: '10002' })],
    ],
    ['another price', [line()], [line({ price: '2.51' })]],
    ['a customer on one side', [line()], [line({ customer: '' })]],
  ])('an order that differs (%s) stays whole, and is noted', async (_, first, second) => {
    const dataset = await openedCsv(csv(first), csv(second));
    expect(dataset.overlap).toEqual({ rows: 0, orders: 0, kept: first.length + second.length, differingOrders: 1 });
    expect(dataset.notes.join()).toContain('1 orders stood in two files with different lines');
  });

  test('of three files, each later copy goes', async () => {
    const one = csv([line(), line({ code: '10002' })]);
    const dataset = await openedCsv(one, one, one);
    expect(dataset.overlap).toMatchObject({ rows: 4, orders: 2, kept: 2 });
  });

  test('lines that repeat inside one file are counted and kept; between files they are none', async () => {
    const dataset = await openedCsv(
      csv([line(), line(), line(), line({ order: '101' })]),
      csv([line({ order: '101' }), line({ order: '101', code: '10009' })]),
    );
    expect(dataset.duplicateRows).toBe(2);
    expect(dataset.overlap).toMatchObject({ kept: 6, differingOrders: 1 });
  });
});

describe('dropped duplicates', () => {
  const twice = [line({ price: '1.001' }), line({ price: '1.001' }), line({ price: '1.001' }), line({ order: '101' })];

  test('have a line of their own in the waterfall, with rows and amount; the first of them stays', async () => {
    const place = await folderWith({
      'a.csv': csv(twice),
      'b.csv': csv([line({ order: '101' }), line({ order: '9' })]),
    });
    const [kept, dropped] = [await opened(place), await opened(place, { dropDuplicates: true })];
    expect(kept.waterfall.map((row) => row.class)).not.toContain('duplicate');
    expect(dropped.waterfall.slice(0, 3)).toEqual([
      { class: 'overlap', rows: 1, amount: 2.5 },
      { class: 'duplicate', rows: 2, amount: 2.002 },
      { class: 'sale', rows: 3, amount: 6.001 },
    ]);
    expect([kept.duplicateRows, dropped.duplicateRows]).toEqual([2, 2]);
    expect([kept.overlap.kept, dropped.overlap.kept]).toEqual([5, 3]);
    expect([kept.notes.join(), dropped.notes.join()]).toEqual([
      expect.stringContaining('2 lines repeat another of the same file in every column; they were kept'),
      expect.stringContaining('they were dropped'),
    ]);
    expect(await lines(dropped, 'order_id')).toEqual([{ order_id: '100' }, { order_id: '101' }, { order_id: '9' }]);
  });

  test('equal lines without customer and description are equal; of two files they are not', async () => {
    const bare = line({ customer: '', description: '' });
    const place = await folderWith({ 'a.csv': csv([bare, bare]), 'b.csv': csv([bare, line({ code: '10009' })]) });
    const dataset = await opened(place, { dropDuplicates: true });
    expect(dataset.waterfall.find((row) => row.class === 'duplicate')).toEqual({
      class: 'duplicate',
      rows: 1,
      amount: 2.5,
    });
    expect(dataset.overlap).toMatchObject({ rows: 0, kept: 3 });
  });
});

describe('line classes', () => {
  test.each(codeClasses.map((entry) => [entry.code, entry] as const))('%s', async (_, { code, match, class: kind }) => {
    const full = match === 'prefix' ? `${code}77` : code;
    const dataset = await openedCsv(
      csv([line({ code: full.toLowerCase() }), line({ order: 'C9', code: full, quantity: -1 })]),
    );
    const expected = kind === 'goods' ? ['cancellation', 'sale'] : [kind, kind];
    expect((await lines(dataset, 'line_class')).map((row) => row.line_class)).toEqual(expected);
    expect(dataset.notes).toEqual([]);
  });

  test.each([
    ['a sale', {}, 'sale'],
    ['a cancellation', { order: 'C100', quantity: -1 }, 'cancellation'],
    ['a negative quantity', { quantity: -1 }, 'cancellation'],
    ['nothing charged', { price: '0' }, 'free-or-damaged'],
    ['damaged stock', { price: '0', quantity: -30, description: 'damaged' }, 'free-or-damaged'],
    ['nothing delivered', { quantity: 0 }, 'free-or-damaged'],
    ['a negative price', { price: '-1' }, 'adjustment'],
    ['postage for nothing', { code: 'POST', price: '0' }, 'fee'],
    ['a test for nothing', { code: 'TEST001', price: '0' }, 'test'],
  ] as const)('%s', async (_, change, expected) => {
    expect(await lines(await openedCsv(csv([line(change)])), 'line_class')).toEqual([{ line_class: expected }]);
  });

  test('codes of letters that are on no list are goods, and are named', async () => {
    const dataset = await openedCsv(csv([line({ code: 'WIDGET' }), line({ code: 'X9' }), line()]));
    expect(dataset.notes).toEqual(["codes unlike a product's, on no list, were taken for goods: WIDGET, X9"]);
  });
});

test('a naive twin in plain JavaScript finds the same overlap, classes, duplicates and amounts in random files', async () => {
  const anyLine = fc.record({
    order: fc.constantFrom('1', '2', '3', 'C4', 'C5', '6'),
    code: fc.constantFrom('10001', '10002a', '10002A', 'POST', 'M', 'test001', 'PADS', 'DCGS12'),
    description: fc.constantFrom('mug', ' mug', 'mug ', '', 'a, b'),
    quantity: fc.constantFrom(-2, -1, 0, 1, 2),
    price: fc.constantFrom('0', '0.001', '2.5', '-3'),
    customer: fc.constantFrom('', '7', '8'),
  });
  const files = fc.array(fc.array(anyLine, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 });
  const copied = fc.tuple(files, fc.boolean()).map(([all, again]) => (again ? [...all, [...all[0]!].reverse()] : all));
  await fc.assert(
    fc.asyncProperty(copied, async (all) => {
      const dataset = await openedCsv(...all.map(csv));
      const expected = naive(all);
      expect(dataset.overlap).toEqual(expected.overlap);
      expect(dataset.duplicateRows).toBe(expected.duplicates);
      expect(
        Object.fromEntries(dataset.waterfall.map((row) => [row.class, { rows: row.rows, amount: row.amount }])),
      ).toEqual(expected.classes);
    }),
    { numRuns: 25, seed: 20111209 },
  );
}, 120_000);

function naive(files: readonly Line[][]) {
  const clean = files.map((all) =>
    all.map((l) => ({
      ...l,
      code: l.code.toUpperCase(),
      description: l.description.trim(),
      milli: Math.round(Number(l.price) * 1000) * l.quantity,
    })),
  );
  const ordersOf = (all: (typeof clean)[number]) => [...new Set(all.map((l) => l.order))];
  const bag = (all: (typeof clean)[number], order: string) =>
    all
      .filter((l) => l.order === order)
      .map((l) => JSON.stringify(l))
      .sort()
      .join();
  const dropped = new Set<string>();
  const differing = new Set<string>();
  clean.forEach((later, k) => {
    for (const order of ordersOf(later)) {
      const earlier = clean.slice(0, k).filter((all) => ordersOf(all).includes(order));
      if (earlier.length === 0) continue;
      if (earlier.some((all) => bag(all, order) === bag(later, order))) dropped.add(`${k}:${order}`);
      else differing.add(`${k}:${order}`);
    }
  });
  const classOf = (l: (typeof clean)[number][number]): string => {
    if (l.code === 'TEST001') return 'test';
    if (l.code === 'POST') return 'fee';
    if (l.code === 'M' || Number(l.price) < 0) return 'adjustment';
    if (Number(l.price) === 0 || l.quantity === 0) return 'free-or-damaged';
    return l.order.startsWith('C') || l.quantity < 0 ? 'cancellation' : 'sale';
  };
  const sums: Record<string, { rows: number; milli: number }> = {};
  for (const name of ['overlap', ...lineClasses]) sums[name] = { rows: 0, milli: 0 };
  let duplicates = 0;
  clean.forEach((all, k) => {
    const seen = new Set<string>();
    for (const l of all) {
      const isCopy = dropped.has(`${k}:${l.order}`);
      const sum = sums[isCopy ? 'overlap' : classOf(l)]!;
      sum.rows += 1;
      sum.milli += l.milli;
      if (!isCopy && seen.has(JSON.stringify(l))) duplicates += 1;
      seen.add(JSON.stringify(l));
    }
  });
  const total = clean.flat().length;
  return {
    overlap: {
      rows: sums.overlap!.rows,
      orders: dropped.size,
      kept: total - sums.overlap!.rows,
      differingOrders: differing.size,
    },
    duplicates,
    classes: Object.fromEntries(
      Object.entries(sums).map(([name, { rows: n, milli }]) => [name, { rows: n, amount: milli / 1000 }]),
    ),
  };
}

describe('the waterfall', () => {
  test('refuses to be returned if a row or a hundredth of a penny is missing', async () => {
    const folder = await folderWith({ 'a.csv': csv([line(), line({ code: 'POST' })]) });
    const engine = await openEngine();
    const sources = await readRetail(engine, [{ file: `${folder}/a.csv`, origin: `${folder}/a.csv` }], {
      dataset: 'a',
      synthetic: false,
    });
    const { relations } = await cleanRetail(engine, sources, [`${folder}/a.csv`]);
    const shared = await engine.materialise("select 1 as file_no, '' as order_id, 0 as same where 1 = 0");
    const names = {
      lines: "(select 1 as file_no, '' as order_id, 1 as quantity, 1 as unit_price)",
      shared: shared.name,
      transactions: relations.transactions.name,
    };
    const totals = (lineCount: number, amount: string) => [{ file_no: 1, rows: lineCount, amount, unreadable: 0 }];
    expect((await waterfall(engine, totals(2, '5.0000'), names)).reduce((sum, row) => sum + row.amount, 0)).toBe(5);
    await expect(waterfall(engine, totals(3, '5.0000'), names)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(waterfall(engine, totals(2, '5.0001'), names)).rejects.toThrow(/does not close/);
    await engine.close();
  });

  test('adds in ten-thousandths, signs kept', () => {
    expect([tenThousandths('-0.5000'), tenThousandths('12.3400'), tenThousandths(null)]).toEqual([-5000n, 123400n, 0n]);
  });
});

test('cleaning is a value: its steps name one another, and text alone is parsed into a table of its own', async () => {
  const folder = await folderWith({ 'a.csv': csv([line()]) });
  const engine = await openEngine();
  const sources = await readRetail(engine, [{ file: `${folder}/a.csv`, origin: `${folder}/a.csv` }], {
    dataset: 'a',
    synthetic: false,
  });
  expect(retailSteps(sources).map(({ name, how }) => `${name}: ${how}`)).toEqual([
    'lines: materialise',
    'shared: materialise',
    'transactions: materialise',
  ]);
  const typed = sources.map((source) => ({
    ...source,
    raw: {
      ...source.raw,
      schema: source.raw.schema.map((column) =>
        column.name === 'Price' ? { ...column, type: 'double' as const } : column,
      ),
    },
  }));
  expect(retailSteps(typed)[0]!.how).toBe('inline');
  expect(retailSteps(sources)[2]!.sql).toContain('@shared');
  await engine.close();
});

test('what stands beside the transactions is gone when the dataset is open', async () => {
  const dataset = await openedCsv(csv([line()]), csv([line()]));
  const { engine } = dataset.relations.transactions;
  expect(rows(await engine.query('select table_name as name from duckdb_tables()'))).toEqual([
    { name: dataset.relations.transactions.name },
  ]);
  expect(await figures(dataset, 'select count(*) as n from $t')).toEqual([{ n: 1 }]);
});
