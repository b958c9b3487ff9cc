import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { rows } from '../../../src/base/columns.js';
import { type ImportedReviews, importReviews } from '../../../src/datasets/reviews/import-reviews.js';
import { openReviews } from '../../../src/datasets/reviews/open-reviews.js';
import { reviewsFiles } from '../../../src/datasets/reviews/reviews-files.js';
import { openEngine } from '../../../src/engine/open-engine.js';
import { category, jsonLines, product, review, temporary } from './fixture.js';

const line = (n: number) => JSON.stringify(review({ user_id: `u${n}`, timestamp: n }));
const many = (n: number) => Array.from({ length: n }, (_, i) => line(i));

async function imported(folder: string, chunkBytes?: number): Promise<ImportedReviews> {
  const files = await reviewsFiles([folder], 'Electronics');
  return importReviews(files!, path.join(folder, 'made'), { chunkBytes });
}

async function users({ reviews }: ImportedReviews): Promise<string[]> {
  const engine = await openEngine();
  try {
    const parts = await Promise.all(reviews.map((file) => engine.query(`select user_id from read_parquet('${file}')`)));
    return parts.flatMap((part) => rows<{ user_id: string }>(part).map(({ user_id }) => user_id));
  } finally {
    await engine.close();
  }
}

const rejected = async ({ quarantine }: ImportedReviews) =>
  (await readFile(quarantine, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text) as Record<string, unknown>);

test('lines keep their order over chunks, and progress ends at 1', async () => {
  const folder = await category(`${many(3000).join('\n')}`, [product({})]);
  const told: number[] = [];
  const files = await reviewsFiles([folder], 'Electronics');
  const made = await importReviews(files!, path.join(folder, 'made'), {
    chunkBytes: 50_000,
    onProgress: (share, file) => file === 'Electronics.jsonl.gz' && told.push(share),
  });
  expect(made.reviews.length).toBeGreaterThan(5);
  expect(await users(made)).toEqual(Array.from({ length: 3000 }, (_, i) => `u${i}`));
  expect(told.at(-1)).toBe(1);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect((await readdir(path.join(folder, 'made'))).filter((name) => name.includes('part'))).toEqual([]);
});

test.each([9_000, 2 ** 28])(
  'what cannot be read is quarantined with file, line, column and reason (chunks of %i bytes)',
  async (chunk) => {
    const lines = many(1000);
    lines[10] = '{"rating": 5, "title": "cut';
    lines[20] = '[1, 2]';
    lines[30] = JSON.stringify({ ...review({}), rating: 'five' });
    lines[40] = JSON.stringify({ ...review({}), user_id: null });
    lines[50] = `   \n\n${lines[50]}`;
    lines[60] = `${lines[60]} ${lines[60]}`;
    const folder = await category(`\ufeff${lines.join('\r\n')}\r\n`, [product({})]);
    const made = await imported(folder, chunk);
    expect(made.rejected).toEqual({ reviews: 5, products: 0 });
    const found = await rejected(made);
    expect(found.map(({ file, line: at, column }) => [file, at, column])).toEqual([
      ['Electronics.jsonl.gz', 11, null],
      ['Electronics.jsonl.gz', 21, null],
      ['Electronics.jsonl.gz', 31, 'rating'],
      ['Electronics.jsonl.gz', 41, 'user_id'],
      ['Electronics.jsonl.gz', 63, null],
    ]);
    expect(found[0]!.reason).toMatch(/^not JSON/);
    expect(found[1]!.reason).toBe('not a JSON object');
    expect(found[2]!.reason).toBe('rating is "five"');
    expect(found[3]!.reason).toBe('no user_id');
    expect(found[4]!.text).toContain('"u60"');
    const kept = await users(made);
    expect(kept).toEqual(
      many(1000)
        .map((_, i) => `u${i}`)
        .filter((_, i) => ![10, 20, 30, 40, 60].includes(i)),
    );
  },
);

test('a line of 13 MB is quarantined, and the lines around it are kept (DuckDB alone loses them without a word)', async () => {
  const lines = many(300);
  lines[100] = JSON.stringify(review({ text: 'x'.repeat(13 * 2 ** 20) }));
  const made = await imported(await category(lines.join('\n'), [product({})]));
  expect((await users(made)).length).toBe(299);
  expect(await rejected(made)).toEqual([
    { file: 'Electronics.jsonl.gz', line: 101, column: null, reason: 'the line is longer than 12 MB' },
  ]);
});

test('a gzip that is cut off is refused, and nothing of it is kept (DuckDB alone reads what is there)', async () => {
  const folder = await category(many(20_000).join('\n'), [product({})]);
  const file = path.join(folder, 'Electronics.jsonl.gz');
  const whole = await readFile(file);
  await writeFile(file, whole.subarray(0, whole.length - 2000));
  await expect(imported(folder, 10_000_000)).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringMatching(/Electronics\.jsonl\.gz is cut off or damaged: .* after line \d+/),
  });
  expect(await readdir(path.join(folder, 'made'))).not.toContain('import.json');
  await writeFile(file, whole);
  expect((await users(await imported(folder))).length).toBe(20_000);
});

test('a gzip of several members is read to its end', async () => {
  const folder = await category('', [product({})]);
  const file = path.join(folder, 'Electronics.jsonl.gz');
  await writeFile(file, Buffer.concat([gzipSync(`${line(1)}\n`), gzipSync(`${line(2)}\n`)]));
  expect(await users(await imported(folder))).toEqual(['u1', 'u2']);
});

test('more than one line in a hundred unreadable fails, and says where they stand', async () => {
  const folder = await category(`${many(100).join('\n')}\nx\ny\n`, [product({})]);
  await expect(imported(folder)).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('2 of 102 lines cannot be read'),
    hint: expect.stringContaining('rejected.jsonl'),
  });
});

test('the import is done once, and again when the source changes', async () => {
  const folder = await category(many(5).join('\n'), [product({})]);
  const first = await imported(folder);
  await rm(first.reviews[0]!);
  await writeFile(first.reviews[0]!, 'as it was');
  expect(await imported(folder)).toEqual(first);
  expect(await readFile(first.reviews[0]!, 'utf8')).toBe('as it was');
  await utimes(path.join(folder, 'Electronics.jsonl.gz'), 1, 1);
  expect((await users(await imported(folder))).length).toBe(5);
});

test('rejected lines are a row of the waterfall', async () => {
  const good = jsonLines(Array.from({ length: 200 }, (_, i) => review({ user_id: `u${i}` })));
  const folder = await category(`${good}oops\n`, [product({})]);
  const shop = await openReviews(folder, { importDir: await temporary() });
  expect(shop.waterfall[0]).toEqual({ class: 'rejected', rows: 1, amount: 0 });
  expect(shop.waterfall.reduce((sum, { rows: n }) => sum + n, 0)).toBe(201);
  await shop.relations.reviews.engine.close();
});

test('reviews without metadata, or no files at all, are named', async () => {
  const folder = await category([review({})], [product({})]);
  await rm(path.join(folder, 'meta_Electronics.jsonl.gz'));
  await expect(openReviews(folder)).rejects.toMatchObject({
    code: 'DATA_MISSING',
    hint: expect.stringContaining('meta_Electronics.jsonl.gz'),
  });
  const none = await temporary();
  await expect(openReviews(none)).rejects.toMatchObject({ code: 'DATA_MISSING' });
  await expect(openReviews('amazon-reviews-2023', { dataDir: none, category: 'Toys' })).rejects.toMatchObject({
    code: 'DATA_MISSING',
    message: expect.stringContaining('category Toys'),
  });
  await expect(openReviews('auto', { dataDir: path.join(none, 'absent') })).rejects.toMatchObject({
    code: 'DATA_MISSING',
  });
  await expect(openReviews('auto', { window: { from: '2023-01-01', to: 'x' } })).rejects.toMatchObject({
    code: 'BAD_PARAMETER',
  });
});
