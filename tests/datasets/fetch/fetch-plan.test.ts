import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type FetchRequest, fetchPlan, listingsFor, wantedFetch } from '../../../src/datasets/fetch/fetch-plan.js';
import { shardListing } from '../../../src/datasets/fetch/shard-listing.js';

const wanted = (request: FetchRequest) => wantedFetch(request, (place) => !/\.\w+$/.test(place));
const plan = (request: FetchRequest) => fetchPlan(wanted(request));
const amazon = { dataset: 'amazon-reviews-2023', category: 'electronics' };
const unstated = { bytes: null, sha256: null };

test('the plan of Online Retail II is the one zip of its publisher, who states neither size nor checksum', () => {
  expect(plan({ dataset: 'online-retail-ii' })).toEqual({
    dataset: 'online-retail-ii',
    title: 'Online Retail II',
    licence: 'CC BY 4.0',
    citation:
      'Chen, D. (2012). Online Retail II [Dataset]. UCI Machine Learning Repository. https://doi.org/10.24432/C5CG6D',
    page: 'https://archive.ics.uci.edu/dataset/502/online+retail+ii',
    files: [
      {
        from: 'https://archive.ics.uci.edu/static/public/502/online+retail+ii.zip',
        target: 'online-retail-ii.zip',
        form: 'zip',
        ...unstated,
      },
    ],
  });
});

test('the plan of a category of Amazon Reviews is its reviews and its products as gzipped JSON lines', () => {
  const lab = 'https://mcauleylab.ucsd.edu/public_datasets/data/amazon_2023/raw';
  expect(listingsFor(wanted(amazon))).toEqual({});
  expect(plan(amazon).files).toEqual([
    {
      from: `${lab}/review_categories/Electronics.jsonl.gz`,
      target: 'Electronics.jsonl.gz',
      form: 'gzip',
      ...unstated,
    },
    {
      from: `${lab}/meta_categories/meta_Electronics.jsonl.gz`,
      target: 'meta_Electronics.jsonl.gz',
      form: 'gzip',
      ...unstated,
    },
  ]);
});

test('the plan of a part is that part and all products, with the sizes and checksums of the list', () => {
  const request = wanted({ ...amazon, part: 2 });
  const tree = 'https://huggingface.co/api/datasets/McAuley-Lab/Amazon-Reviews-2023/tree/main';
  expect(listingsFor(request)).toEqual({
    raw_review_Electronics: `${tree}/raw_review_Electronics`,
    raw_meta_Electronics: `${tree}/raw_meta_Electronics`,
  });
  const sum = 'ab'.repeat(32);
  const reviews = shardListing(
    JSON.stringify([
      { type: 'file', path: 'raw_review_Electronics/README.md', size: 3 },
      { type: 'file', path: 'raw_review_Electronics/full-00001-of-00034.parquet', size: 7, lfs: { oid: sum, size: 7 } },
      { type: 'file', path: 'raw_review_Electronics/full-00000-of-00034.parquet', size: 5 },
    ]),
    'here',
  );
  const products = [{ path: 'raw_meta_Electronics/full-00000-of-00010.parquet', bytes: 9, sha256: null }];
  const { files } = fetchPlan(request, { raw_review_Electronics: reviews, raw_meta_Electronics: products });
  const resolved = 'https://huggingface.co/datasets/McAuley-Lab/Amazon-Reviews-2023/resolve/main';
  expect(files).toEqual([
    {
      from: `${resolved}/raw_review_Electronics/full-00001-of-00034.parquet`,
      target: 'raw_review_Electronics/full-00001-of-00034.parquet',
      form: 'parquet',
      bytes: 7,
      sha256: sum,
    },
    {
      from: `${resolved}/raw_meta_Electronics/full-00000-of-00010.parquet`,
      target: 'raw_meta_Electronics/full-00000-of-00010.parquet',
      form: 'parquet',
      bytes: 9,
      sha256: null,
    },
  ]);
});

test.each([
  [{ dataset: 'online-retail-ii', from: 'https://m.example/a/online_retail_II.xlsx?x=1' }, ['online-retail-ii.xlsx']],
  [{ dataset: 'online-retail-ii', from: 'https://m.example/a/' }, ['online-retail-ii.zip']],
  [{ dataset: 'online-retail-ii', from: 'https://m.example/download' }, ['online-retail-ii.zip']],
  [{ dataset: 'online-retail-ii', from: 'copy.csv' }, ['online-retail-ii.csv']],
  [{ ...amazon, from: 'https://m.example/a/' }, ['Electronics.jsonl.gz', 'meta_Electronics.jsonl.gz']],
  [{ ...amazon, from: 'https://m.example/meta_Electronics.jsonl.gz' }, ['meta_Electronics.jsonl.gz']],
  [
    { ...amazon, part: 1, from: '/m/raw_review_Electronics/full-00000-of-00034.parquet' },
    ['raw_review_Electronics/full-00000-of-00034.parquet'],
  ],
])('a mirror %j is put where the readers look', (request, targets) => {
  expect(plan(request).files.map(({ target }) => target)).toEqual(targets);
});

test('a folder of this machine holds the files under their own names', () => {
  const folder = resolve('mirror');
  expect(plan({ ...amazon, from: 'mirror' }).files.map(({ from }) => from)).toEqual([
    resolve(folder, 'Electronics.jsonl.gz'),
    resolve(folder, 'meta_Electronics.jsonl.gz'),
  ]);
  expect(Object.values(listingsFor(wanted({ ...amazon, part: 1, from: 'mirror' })))).toEqual([
    resolve(folder, 'raw_review_Electronics'),
    resolve(folder, 'raw_meta_Electronics'),
  ]);
});

test.each([
  [{ dataset: 'retail' }, 'no "retail" to fetch', 'online-retail-ii, amazon-reviews-2023'],
  [{ dataset: 'amazon-reviews-2023' }, 'needs a category', 'Electronics'],
  [{ dataset: 'amazon-reviews-2023', category: 'Electornics' }, 'no category "Electornics"', 'mean Electronics?'],
  [{ dataset: 'online-retail-ii', category: 'Books' }, 'neither categories nor parts', 'tillbook data fetch'],
  [{ ...amazon, part: 0 }, '--part is 0', 'from 1'],
  [{ ...amazon, part: 1 }, 'no part 1 of Electronics', 'no part is listed'],
  [{ ...amazon, from: 'https://m.example/Books.jsonl.gz' }, 'Books.jsonl.gz is no file of Electronics', 'ends in /'],
  [{ dataset: 'online-retail-ii', from: 'https://m.example/x.exe' }, 'a file ".exe"', '.zip'],
])('%j is refused with what would do', (request, message, hint) => {
  const error = (() => {
    try {
      return plan(request);
    } catch (thrown) {
      return thrown as { code: string; message: string; hint: string };
    }
  })();
  expect(error).toMatchObject({
    code: 'BAD_PARAMETER',
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });
});
