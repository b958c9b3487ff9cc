import { expect, test } from 'vitest';
import { random } from '../../../src/base/random.js';
import type { ReviewsDataset } from '../../../src/datasets/reviews/dataset.js';
import { openReviews } from '../../../src/datasets/reviews/open-reviews.js';
import { unwantedCategories } from '../../../src/datasets/reviews/unwanted.js';
import { category, product, type RawProduct, type RawReview, read, review, temporary } from './fixture.js';
import { naiveDefault, naivePublished } from './naive.js';

const prices: ReadonlyArray<readonly [text: string | number | null, read: { price: number; currency: string } | null]> =
  [
    ['24.99', { price: 24.99, currency: 'USD' }],
    [12.5, { price: 12.5, currency: 'USD' }],
    ['0.25', { price: 0.25, currency: 'USD' }],
    ['0.26', { price: 0.26, currency: 'USD' }],
    ['from 14.99', { price: 14.99, currency: 'USD' }],
    ['$1,234.56', { price: 1234.56, currency: 'USD' }],
    ['12.99 - 24.99', { price: 12.99, currency: 'USD' }],
    ['$3.00 – $4.00', { price: 3, currency: 'USD' }],
    ['£8.50', { price: 8.5, currency: 'GBP' }],
    ['12,99', null],
    ['—', null],
    ['None', null],
    [' 7.00 ', { price: 7, currency: 'USD' }],
    ['', null],
    [null, null],
    ['Currently unavailable', null],
  ];
const priceOf = new Map(prices.map(([text, value]) => [String(text), value]));

const categories = [
  'Computers',
  'All Electronics',
  null,
  'None',
  ' N/A ',
  '',
  'null',
  ...unwantedCategories.slice(0, 6),
];

function trapped(seed: number): { reviews: RawReview[]; products: RawProduct[] } {
  const draw = random(seed);
  const products = Array.from({ length: 120 }, (_, i) =>
    product({
      parent_asin: `P${i}`,
      price: prices[i % prices.length]![0],
      main_category: draw.pick(categories),
      store: draw.pick(['None', 'Shop']),
    }),
  );
  const edges = [
    Date.UTC(2022, 8, 13),
    Date.UTC(2022, 8, 13) - 1,
    Date.UTC(2023, 8, 13),
    Date.UTC(2023, 8, 13) + 1,
    Date.UTC(2023, 8, 12, 23, 59, 59, 999),
    Date.UTC(2021, 11, 31, 23, 59),
    Date.UTC(2022, 0, 1),
    Date.UTC(2024, 0, 1),
  ];
  const reviews: RawReview[] = [];
  for (let i = 0; i < 4000; i++) {
    const last = reviews.at(-1);
    if (last && draw.chance(0.05)) {
      reviews.push({ ...last, ...(draw.chance(0.3) && { text: 'Another text' }) });
      continue;
    }
    const parent = `P${draw.integer(0, 129)}`;
    reviews.push(
      review({
        user_id: `u${draw.integer(0, 300)}`,
        parent_asin: parent,
        asin: draw.chance(0.2) ? `${parent}b` : parent,
        rating: draw.integer(0, 5),
        helpful_vote: draw.integer(-2, 5),
        verified_purchase: draw.chance(0.9),
        timestamp: draw.chance(0.2)
          ? draw.pick(edges)
          : draw.integer(draw.chance(0.8) ? Date.UTC(2022, 8, 1) : Date.UTC(2021, 6, 1), Date.UTC(2023, 8, 13)),
      }),
    );
  }
  return { reviews, products };
}

const counts = ({ waterfall }: ReviewsDataset) =>
  Object.fromEntries(waterfall.filter(({ rows }) => rows > 0).map(({ class: name, rows }) => [name, rows]));
const sorted = (map: ReadonlyMap<string, number>) => Object.fromEntries([...map].filter(([, n]) => n > 0));

test.each([1, 2, 3])(
  'the published cleaning removes what its notebook did, step by step (naive twin, seed %i)',
  async (seed) => {
    const { reviews, products } = trapped(seed);
    const shop = await openReviews(await category(reviews, products), {
      cleaning: 'published',
      importDir: await temporary(),
    });
    const naive = sorted(naivePublished(reviews, products));
    expect(Object.keys(naive).length).toBe(10);
    expect(counts(shop)).toEqual(naive);
    await shop.relations.reviews.engine.close();
  },
);

test.each([1, 2, 3])(
  'the default cleaning keeps the first review of a customer and product (naive twin, seed %i)',
  async (seed) => {
    const { reviews, products } = trapped(seed);
    const upTo = reviews.map((one) => ({ ...one, timestamp: Math.min(one.timestamp, Date.UTC(2023, 8, 13, 5)) }));
    const shop = await openReviews(await category(upTo, products), { importDir: await temporary() });
    expect(shop.window).toEqual({ from: '2022-09-13', to: '2023-09-13' });
    expect(counts(shop)).toEqual(sorted(naiveDefault(upTo, products, priceOf)));
    await shop.relations.reviews.engine.close();
  },
);

test('the published window holds both its ends; ratings of 0 become 1 and negative votes 0, with a note', async () => {
  const ends = [Date.UTC(2022, 8, 13), Date.UTC(2023, 8, 13), Date.UTC(2022, 8, 13) - 1, Date.UTC(2023, 8, 13) + 1];
  const reviews = ends.map((timestamp, i) => review({ user_id: `u${i}`, timestamp, rating: 0, helpful_vote: -3 }));
  const shop = await openReviews(await category(reviews, [product({})]), {
    cleaning: 'published',
    importDir: await temporary(),
  });
  expect(counts(shop)).toEqual({ 'outside-window': 2, kept: 2 });
  expect(await read(shop.relations.reviews, 'min(rating) as low, min(helpful_votes) as votes')).toEqual([
    { low: 1, votes: 0 },
  ]);
  expect(shop.notes).toContain('4 ratings of 0 were taken for 1');
  expect(shop.notes).toContain('4 negative counts of helpful votes were taken for 0');
  await shop.relations.reviews.engine.close();
});

test('prices: ranges and "from" count as the lowest, currencies are kept, a comma must stand before three digits', async () => {
  const products = prices.map(([price], i) => product({ parent_asin: `P${i}`, price }));
  const shop = await openReviews(await category([review({}), review({ timestamp: Date.UTC(2023, 2, 1) })], products), {
    importDir: await temporary(),
  });
  const found = await read<{
    product_id: string;
    price: number | null;
    currency: string | null;
    price_kind: string | null;
  }>(shop.relations.products, 'product_id, price, currency, price_kind');
  const byId = new Map(found.map((one) => [one.product_id, one]));
  for (const [i, [text, value]] of prices.entries()) {
    const { price, currency } = byId.get(`P${i}`)!;
    expect([text, price, currency]).toEqual([text, value?.price ?? null, value?.currency ?? null]);
  }
  expect([4, 6, 7, 0].map((i) => byId.get(`P${i}`)!.price_kind)).toEqual(['from', 'range', 'range', 'plain']);
  expect(shop.notes.join('\n')).toMatch(
    /1 prices are the lowest of several[\s\S]*2 prices are the lower end of a range[\s\S]*1 prices are in another currency/,
  );
  await shop.relations.reviews.engine.close();
});

test('each step tells the revenue that it removes, and all together are the revenue of the raw reviews', async () => {
  const products = [
    product({ price: '10.10' }),
    product({ parent_asin: 'P2', price: '0.20' }),
    product({ parent_asin: 'P3', main_category: null, price: '3' }),
  ];
  const at = (day: string) => Date.parse(day);
  const reviews = [
    review({ verified_purchase: false }),
    review({ timestamp: at('2020-01-01') }),
    review({ user_id: 'bob' }),
    review({ user_id: 'bob', timestamp: at('2023-02-02') }),
    review({ user_id: 'bob', parent_asin: 'P2' }),
    review({ user_id: 'bob', parent_asin: 'P3' }),
    review({ user_id: 'bob', parent_asin: 'P9' }),
    review({ user_id: 'zoe', timestamp: at('2023-09-13T08:00:00Z') }),
  ];
  const shop = await openReviews(await category(reviews, products), { importDir: await temporary() });
  const amounts = Object.fromEntries(
    shop.waterfall.filter(({ rows }) => rows > 0).map((row) => [row.class, [row.rows, row.amount]]),
  );
  expect(amounts).toEqual({
    'not-verified': [1, 10.1],
    'outside-window': [2, 20.2],
    repeat: [1, 10.1],
    'no-product': [1, 0],
    'price-too-low': [1, 0.2],
    kept: [2, 13.1],
  });
  expect(
    shop.notes.some((note) => note.startsWith('1 of the reviews kept are of products without a main category')),
  ).toBe(true);
  await shop.relations.reviews.engine.close();
});

test('a customer who reviewed the product before the window bought it then', async () => {
  const shop = await openReviews(
    await category(
      [
        review({ timestamp: Date.UTC(2021, 1, 1) }),
        review({}),
        review({ user_id: 'bob' }),
        review({ user_id: 'c', timestamp: Date.UTC(2023, 5, 1) }),
      ],
      [product({})],
    ),
    { importDir: await temporary() },
  );
  expect(counts(shop)).toEqual({ 'outside-window': 2, repeat: 1, kept: 1 });
  await shop.relations.reviews.engine.close();
});

test('title and text come with the cleaned reviews where asked for, and always with all', async () => {
  const folder = await category([review({}), review({ timestamp: Date.UTC(2023, 2, 1), user_id: 'b' })], [product({})]);
  const plain = await openReviews(folder, { importDir: await temporary() });
  expect(plain.relations.reviews.schema.map(({ name }) => name)).not.toContain('text');
  expect(await read(plain.relations.all, 'title, text', 'limit 1')).toEqual([{ title: 'Good', text: 'It works.' }]);
  const full = await openReviews(folder, { importDir: await temporary(), text: true });
  expect(await read(full.relations.reviews, 'title, text')).toEqual([{ title: 'Good', text: 'It works.' }]);
  await plain.relations.reviews.engine.close();
  await full.relations.reviews.engine.close();
});
