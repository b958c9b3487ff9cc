import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../../src/engine/open-engine.js';
import { cases, type Damaged, header, line, type Outcome } from './cases.js';

/** What opens a file: point this at another entry to run the suite on it. */
const entry = { module: path.join(import.meta.dirname, 'retail-entry.mjs'), name: 'openRetail' };

interface Result {
  readonly memory: number;
  readonly opened?: { rows: number; kept: number; amount: string; description: string; notes: string[] };
  readonly error?: { name: string; code: string; message: string; hint: string; stack: string };
}

let folder = '';
const results = new Map<string, Result>();
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tillbook-damaged-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Opens files in a process of its own; kills it when it takes too much memory or time. */
async function openEach(files: readonly string[], { megabytes, seconds }: { megabytes: number; seconds: number }) {
  const list = path.join(folder, `list-${results.size}-${files.length}.txt`);
  await writeFile(list, files.join('\n'));
  const child = spawn(process.execPath, [
    path.join(import.meta.dirname, 'open-each.mjs'),
    entry.module,
    entry.name,
    list,
  ]);
  const out: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const late = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const used = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    if (used > megabytes) child.kill('SIGKILL');
  }, 100);
  const [code, signal] = await new Promise<[number | null, string | null]>((done) => {
    child.on('close', (...end) => done(end));
  });
  clearTimeout(late);
  clearInterval(watch);
  for (const text of Buffer.concat(out).toString().split('\n').filter(Boolean)) {
    const result = JSON.parse(text) as Result & { path: string };
    results.set(result.path, result);
  }
  return { code, signal, complaints: Buffer.concat(complaints).toString() };
}

function judge(file: string, outcome: Outcome): void {
  const result = results.get(file);
  if (!result) throw new Error(`nothing was heard of ${file}: the process died on it or before`);
  if ('refused' in outcome) {
    expect(result.opened, 'it was to be refused').toBeUndefined();
    const { name, code, message, hint, stack } = result.error!;
    expect(name, stack).toBe('TillbookError');
    expect(code).toBe('BAD_INPUT');
    expect(message).toMatch(outcome.refused);
    expect(message).toContain(path.basename(file));
    expect(message.length, 'a message that can be read').toBeLessThan(2000);
    expect(hint).toBeTruthy();
    return;
  }
  expect(result.error, result.error?.message).toBeUndefined();
  const { rows, kept = rows, notes, ...more } = outcome;
  expect(result.opened).toMatchObject({ rows, kept, ...more });
  if (notes) expect(result.opened!.notes.join('\n')).toMatch(notes);
}

const place = async (i: number, { name = 'a.csv', content }: Pick<Damaged, 'name' | 'content'>) => {
  await mkdir(path.join(folder, String(i)), { recursive: true });
  const file = path.join(folder, String(i), name);
  await writeFile(file, content);
  return file;
};

describe('damaged text', () => {
  const files: string[] = [];
  let end: Awaited<ReturnType<typeof openEach>>;
  beforeAll(async () => {
    for (const [i, one] of cases.entries()) files.push(await place(i, one));
    end = await openEach(files, { megabytes: 1500, seconds: 240 });
  }, 300_000);

  test('the process lives to the end', () => {
    expect(end).toMatchObject({ code: 0, complaints: '' });
  });
  test.each(cases.map(({ what, outcome }, i) => [what, i, outcome] as const))('%s', (_, i, outcome) => {
    judge(files[i]!, outcome);
  });
});

describe('damaged Parquet', () => {
  const columns = `'1' as "Invoice", '10001' as "StockCode", 'mug' as "Description", 1 as "Quantity", timestamp '2011-01-01' as "InvoiceDate", 1.5 as "Price", 7 as "Customer ID", 'France' as "Country"`;
  const replaced = (from: string, to: string) => columns.replace(from, to);
  const outcomes: Array<[what: string, select: string, damage: (bytes: Buffer) => Buffer, Outcome]> = [
    ['whole', columns, (b) => b, { rows: 1000 }],
    ['the footer cut off', columns, (b) => b.subarray(0, b.length - 200), { refused: /footer is missing/ }],
    ['a byte cut off', columns, (b) => b.subarray(0, b.length - 1), { refused: /footer is missing/ }],
    [
      'magic at both ends and nothing between',
      columns,
      () => Buffer.from('PAR1PAR1'),
      { refused: /footer is missing/ },
    ],
    ['the magic alone', columns, () => Buffer.from('PAR1'), { refused: /footer is missing/ }],
    ['a footer length of 4 GB', columns, (b) => over(b, b.length - 8, 'ffffffff'), { refused: /cannot be read/ }],
    ['a footer length of 0', columns, (b) => over(b, b.length - 8, '00000000'), { refused: /cannot be read/ }],
    ['a footer of noise', columns, (b) => over(b, b.length - 60, 'ff'.repeat(50)), { refused: /cannot be read/ }],
    [
      'a quantity in words',
      replaced('1 as "Quantity"', `'six' as "Quantity"`),
      (b) => b,
      { refused: /row 1, column "Quantity": "six"/ },
    ],
    ['a price that is a list', replaced('1.5 as', '[1.5] as'), (b) => b, { refused: /column "Price"|cannot be read/ }],
    [
      'a price that is a struct',
      replaced('1.5 as', '{a: 1.5} as'),
      (b) => b,
      { refused: /column "Price"|cannot be read/ },
    ],
    [
      'a date that is a number',
      replaced(`timestamp '2011-01-01'`, '40544'),
      (b) => b,
      { refused: /row 1, column "InvoiceDate"/ },
    ],
    [
      'a date without value',
      replaced(`timestamp '2011-01-01'`, 'cast(null as timestamp)'),
      (b) => b,
      { refused: /row 1, column "InvoiceDate"/ },
    ],
    [
      'a date for ever',
      replaced(`timestamp '2011-01-01'`, `timestamp 'infinity'`),
      (b) => b,
      { refused: /row 1, column "InvoiceDate"/ },
    ],
    [
      'a price of infinity',
      replaced('1.5 as', `'inf'::double as`),
      (b) => b,
      { refused: /row 1, column "Price": "inf"/ },
    ],
    [
      'a quantity of half a unit',
      replaced('1 as "Quantity"', '0.5::double as "Quantity"'),
      (b) => b,
      { refused: /row 1, column "Quantity"/ },
    ],
    ['no rows', `${columns} where 1 = 0`, (b) => b, { refused: /holds a header and no line/ }],
    ['a column less', replaced(`, 'France' as "Country"`, ''), (b) => b, { refused: /no column "Country"/ }],
    ['two columns for the price', `${columns}, 2.5 as "UnitPrice"`, (b) => b, { refused: /two columns/ }],
    [
      'a price of seven decimals',
      replaced('1.5 as', '1.2345678::double as'),
      (b) => b,
      { rows: 1000, notes: /1,000 prices .*more than four decimals/ },
    ],
  ];
  const files: string[] = [];
  beforeAll(async () => {
    const engine = await openEngine();
    for (const [i, [, select, damage]] of outcomes.entries()) {
      const file = await place(1000 + i, { name: 'a.parquet', content: '' });
      const from = select.includes(' where ')
        ? select.replace(' where ', ' from range(1000) where ')
        : `${select} from range(1000)`;
      await engine.query(`copy (select ${from}) to '${file}' (format parquet)`);
      await writeFile(file, damage(await readFile(file)));
      files.push(file);
    }
    await engine.close();
    await openEach(files, { megabytes: 1500, seconds: 120 });
  }, 180_000);

  test.each(outcomes.map(([what, , , outcome], i) => [what, i, outcome] as const))('%s', (_, i, outcome) => {
    judge(files[i]!, outcome);
  });
});

describe('files that would fill memory or disk, each in a process that may take 1 GB', () => {
  const limits = { megabytes: 1000, seconds: 150 };
  const written = async (
    name: string,
    write: (put: (text: string) => Promise<void>) => Promise<void>,
    packed = false,
  ) => {
    const file = path.join(folder, name);
    const stream = createWriteStream(file);
    const first = packed ? createGzip({ level: 9 }) : stream;
    if (packed) first.pipe(stream);
    await write((text) => new Promise((done, fail) => first.write(text, (error) => (error ? fail(error) : done()))));
    await new Promise<void>((done) => {
      stream.on('close', () => done());
      first.end();
    });
    return file;
  };
  const run = async (file: string, outcome: Outcome) => {
    const { signal } = await openEach([file], limits);
    expect(signal).toBeNull();
    judge(file, outcome);
    expect(results.get(file)!.memory).toBeLessThan(limits.megabytes);
  };
  const megabyte = 'x'.repeat(2 ** 20);
  const repeated = (count: number) => async (put: (text: string) => Promise<void>) => {
    for (let i = 0; i < count; i++) await put(megabyte);
  };

  test('a line of 200 MB', { timeout: 180_000 }, async () => {
    const file = await written('long.csv', async (put) => {
      await put(`${header}\n${line()}\n`);
      await repeated(200)(put);
      await put(`\n${line()}\n`);
    });
    await run(file, { refused: /line 3 is longer than 2 MB/ });
  });

  test('a header of 200 MB', { timeout: 180_000 }, async () => {
    await run(await written('header.csv', repeated(200)), {
      refused: /line 1 is longer than 2 MB|no column "Invoice"/,
    });
  });

  test('a quote that stays open for 100 MB', { timeout: 180_000 }, async () => {
    const file = await written('open.csv', async (put) => {
      await put(`${header}\n${line()}\n${line({ text: '"open' })}\n`);
      const block = `${line()}\n`.repeat(10_000);
      for (let i = 0; i < 150; i++) await put(block);
    });
    await run(file, { refused: /Line: 3/ });
  });

  test('gzip that unpacks to a thousand times its size', { timeout: 180_000 }, async () => {
    await run(await written('bomb.csv.gz', repeated(600), true), { refused: /more than 250 times its size/ });
  });
});

function over(buffer: Buffer, at: number, hex: string): Buffer {
  const copy = Buffer.from(buffer);
  copy.write(hex, at, 'hex');
  return copy;
}
