import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rows } from '../../../src/base/columns.js';
import { random } from '../../../src/base/random.js';
import { openReviews } from '../../../src/datasets/reviews/open-reviews.js';
import { hashOf, uniform } from '../../../src/datasets/sample/reviews/draw.js';
import { ensureReviews, reviewsSampleAt } from '../../../src/datasets/sample/reviews/ensure-reviews.js';
import { usersOfBlock } from '../../../src/datasets/sample/reviews/users-of-block.js';
import { type WriteReviewsOptions, writeReviews } from '../../../src/datasets/sample/reviews/write-reviews.js';
import { openEngine } from '../../../src/engine/open-engine.js';
import { read, temporary } from './fixture.js';

async function query<T>(sql: string): Promise<T[]> {
  const engine = await openEngine();
  try {
    return rows<T>(await engine.query(sql));
  } finally {
    await engine.close();
  }
}

/** Every row in its order, and what it holds: one number. */
async function fingerprint(options: WriteReviewsOptions): Promise<unknown> {
  const folder = await temporary();
  const { reviewFiles, productFiles } = await writeReviews(folder, options);
  const of = (files: readonly string[], columns: string) =>
    query(`select count(*) as n, md5(string_agg(md5(cast(row(${columns}) as string)), '' order by file_row_number)) as print
      from read_parquet([${files.map((file) => `'${path.join(folder, file)}'`).join(', ')}], file_row_number = true)`);
  return [
    await of(
      reviewFiles,
      'rating, title, text, asin, parent_asin, user_id, timestamp, helpful_vote, verified_purchase',
    ),
    await of(productFiles, 'main_category, title, average_rating, rating_number, price, store, details, parent_asin'),
  ];
}

test('the same rows and seed make the same rows in the same order, for any number of threads', async () => {
  const one = await fingerprint({ rows: 250_000, seed: 5, threads: 1 });
  expect(await fingerprint({ rows: 250_000, seed: 5, threads: 4 })).toEqual(one);
  const small = await fingerprint({ rows: 2000, seed: 5 });
  expect(await fingerprint({ rows: 2000, seed: 6 })).not.toEqual(small);
});

test('a block holds 10,000 rows of 4,178 users, each user whole', () => {
  const slots = usersOfBlock(random(3));
  expect(slots.length).toBe(10_000);
  expect(new Set(slots.map(({ user }) => user)).size).toBe(4178);
  slots.forEach(({ user, reviews, nth }, i) => {
    const after = slots[i + 1];
    expect(after === undefined || nth + 1 === reviews || (after.user === user && after.nth === nth + 1)).toBe(true);
  });
});

test('shares are those of the published figures: ratings, verified, users, prices, categories, dates', async () => {
  const folder = await temporary();
  const { stamp } = await ensureReviews(folder, { rows: 400_000, seed: 11 });
  const reviews = `read_parquet('${folder}/raw_review_Electronics/*.parquet')`;
  const products = `read_parquet('${folder}/raw_meta_Electronics/*.parquet')`;
  const [seen] = await query<
    Record<string, number>
  >(`select count(*) as n, avg(rating) as rating, stddev(rating) as deviation,
    avg(case when verified_purchase then 1.0 else 0.0 end) as verified, count(distinct user_id) as users,
    avg(helpful_vote) as votes, max(helpful_vote) as most, min(helpful_vote) as least, avg(length(text)) as characters,
    count(case when rating = 0 then 1 end) as zeros, count(distinct parent_asin) as parents, count(distinct asin) as variants,
    min(timestamp) as first, max(timestamp) as last, count(distinct text) as texts,
    count(case when helpful_vote > 0 then 1 end) as voted from ${reviews}`);
  const near = (value: number | undefined, wanted: number, by: number) => {
    expect(value).toBeGreaterThan(wanted - by);
    expect(value).toBeLessThan(wanted + by);
  };
  expect(seen!.n).toBe(400_000);
  near(seen!.rating, 4.0992, 0.02);
  near(seen!.deviation, 1.4123, 0.02);
  near(seen!.verified, 40_546_884 / 43_886_944, 0.004);
  near(seen!.users! / 400_000, 18_286_191 / 43_886_944, 0.005);
  near(seen!.variants! / seen!.parents!, 1_946_161 / 1_609_860, 0.06);
  near(seen!.votes, 1.09, 0.5);
  expect(seen!.voted! / 400_000).toBeLessThan(0.25);
  expect([seen!.zeros, seen!.most! <= 46_841, seen!.least! < 0]).toEqual([2, true, true]);
  expect(new Date(seen!.first!).toISOString()).toMatch(/^1996-0[56]/);
  expect(new Date(seen!.last!).toISOString()).toMatch(/^2023-09-13/);
  expect(seen!.texts! / 400_000).toBeGreaterThan(0.8);

  const [meta] = await query<Record<string, number>>(`select count(*) as n, count(distinct parent_asin) as ids,
    avg(case when main_category is null then 1.0 else 0.0 end) as no_category, avg(case when main_category = 'Computers' then 1.0 else 0.0 end) as computers,
    avg(case when price is null or price = 'None' then 1.0 else 0.0 end) as no_price, avg(average_rating) as average from ${products}`);
  expect([meta!.n, meta!.ids]).toEqual([stamp.products, stamp.products]);
  near(meta!.n! / 400_000, 1_610_012 / 43_886_944, 0.0001);
  near(meta!.no_category, 106_334 / 1_610_012, 0.01);
  near(meta!.computers, 418_868 / 1_610_012, 0.02);
  near(meta!.no_price, 1_083_563 / 1_610_012, 0.02);
  near(meta!.average, 4.0085, 0.1);
  const [orphans] = await query<{ n: number }>(
    `select count(*) as n from ${reviews} as r where not exists (select 1 from ${products} as p where p.parent_asin = r.parent_asin)`,
  );
  expect(orphans!.n).toBe(0);

  const shop = await openReviews(folder);
  expect(shop.synthetic).toBe(true);
  const customers = `(select customer_id, count(*) as n from ${shop.relations.reviews.name} group by customer_id)`;
  const { engine } = shop.relations.reviews;
  const [once] = rows<{ share: number }>(
    await engine.query(`select avg(case when n = 1 then 1.0 else 0.0 end) as share from ${customers} as c`),
  );
  near(once!.share, 0.82, 0.012);
  const planted = rows<{ segment: string; recency: number; n: number; spent: number }>(
    await engine.query(`select segment, avg(datediff(date '2023-09-13', cast(last as date))) as recency, avg(n) as n, avg(spent) as spent from (
      select customer_id, max(reviewed_at) as last, count(*) as n, sum(price) as spent from ${shop.relations.reviews.name} as r
      join ${shop.relations.products.name} as p on p.product_id = r.product_id group by customer_id) as c
      join read_parquet('${folder}/truth.parquet') as t on t.customer_id = c.customer_id group by segment`),
  );
  const of = (name: string) => planted.find(({ segment }) => segment === name)!;
  expect(of('new').recency).toBeLessThan(of('churned').recency - 100);
  expect(of('one-time-big-spender').spent).toBeGreaterThan(4 * of('new').spent);
  expect(of('loyal').n).toBeGreaterThan(1.5 * of('new').n);
  await engine.close();
});

test('draws for different purposes know nothing of each other', async () => {
  const names = ['a', 'b', 'c'];
  const [found] = await query<Record<string, number>>(`select ${names
    .flatMap((one, i) => names.slice(i + 1).map((other) => `corr(${one}, ${other}) as ${one}${other}`))
    .join(
      ', ',
    )}, corr(a, next) as row, avg(a) as mean, count(distinct floor(a * 16) * 256 + floor(b * 16) * 16 + floor(c * 16)) as cells
    from (select ${names.map((name, i) => `${uniform(hashOf(9, i + 1, 'n'))} as ${name}`).join(', ')}, ${uniform(hashOf(9, 1, 'n + 1'))} as next
      from range(200000) as t(n)) as draws`);
  for (const name of ['ab', 'ac', 'bc', 'row']) expect(Math.abs(found![name]!)).toBeLessThan(0.01);
  expect(Math.abs(found!.mean! - 0.5)).toBeLessThan(0.003);
  expect(found!.cells).toBe(4096);
});

test('the same sample as JSON lines and as Parquet gives the same cleaned relation', async () => {
  const [parquet, json] = [await temporary(), await temporary()];
  await writeReviews(parquet, { rows: 20_000, seed: 2 });
  await writeReviews(json, { rows: 20_000, seed: 2, format: 'jsonl' });
  const shops = [await openReviews(parquet), await openReviews(json, { importDir: await temporary() })];
  expect(shops[1]!.waterfall).toEqual(shops[0]!.waterfall);
  expect(shops[1]!.notes).toEqual(shops[0]!.notes);
  const print = (shop: (typeof shops)[number]) =>
    Promise.all(
      [shop.relations.reviews, shop.relations.products, shop.relations.all].map((relation) =>
        read(
          relation,
          `md5(string_agg(md5(cast(row(${relation.schema.map(({ name }) => name).join(', ')}) as string)), '' order by customer, rest)) as print`,
          `, lateral (select cast(${relation.name === shop.relations.products.name ? 'product_id' : 'customer_id'} as string) as customer, md5(cast(row(${relation.schema.map(({ name }) => name).join(', ')}) as string)) as rest) as k`,
        ),
      ),
    );
  expect(await print(shops[1]!)).toEqual(await print(shops[0]!));
  for (const shop of shops) await shop.relations.reviews.engine.close();
});

test('auto takes the generated reviews where there are no real files, and real ones where they are', async () => {
  const root = await temporary();
  await mkdir(path.join(root, 'data'));
  const sampleDir = path.join(root, 'sample');
  await ensureReviews(sampleDir);
  const shop = await openReviews('auto', { dataDir: path.join(root, 'data'), sampleDir });
  expect([shop.name, shop.synthetic, shop.currency]).toEqual(['reviews-sample', true, 'USD']);
  expect(shop.waterfall.reduce((sum, { rows: n }) => sum + n, 0)).toBe(200_000);
  await shop.relations.reviews.engine.close();
  await writeReviews(path.join(root, 'data', 'amazon-reviews-2023'), { rows: 1000, seed: 1 });
  const real = await openReviews('auto', { dataDir: path.join(root, 'data'), sampleDir });
  expect([real.name, real.synthetic]).toEqual(['amazon-reviews-2023', false]);
  await real.relations.reviews.engine.close();
});

test.each([
  [999, 1],
  [43_886_945, 1],
  [1000.5, 1],
  [1000, -1],
])('%d rows with seed %d are refused', async (count, seed) => {
  await expect(ensureReviews(await temporary(), { rows: count, seed })).rejects.toMatchObject({
    code: 'BAD_PARAMETER',
  });
});

test('a sample whose file has another size is not taken for whole', async () => {
  const folder = await temporary();
  const made = await ensureReviews(folder, { rows: 1000, seed: 1 });
  expect(await reviewsSampleAt(folder)).toEqual(made);
  const { truncate } = await import('node:fs/promises');
  await truncate(made.reviews[0]!, 100);
  expect(await reviewsSampleAt(folder)).toBeUndefined();
  expect((await ensureReviews(folder, { rows: 1000, seed: 1 })).stamp).toEqual(made.stamp);
});
