import { statSync } from 'node:fs';
import path from 'node:path';
import { TillbookError } from '../../base/errors.js';
import type { Engine, Provenance, Relation } from '../../engine/engine.js';
import { openEngine } from '../../engine/open-engine.js';
import { catalogue } from '../catalogue.js';
import { projectFolders } from '../open-retail.js';
import { ensureReviews, reviewsSampleAt } from '../sample/reviews/ensure-reviews.js';
import { cleanReviews } from './clean-reviews.js';
import type { ReviewsDataset } from './dataset.js';
import { type ImportOptions, importReviews } from './import-reviews.js';
import { categoriesAt, type ReviewsFiles, reviewsFiles } from './reviews-files.js';

/** Where to look, how to clean, and where to compute; what is left out is the project's own. */
export interface ReviewsOptions extends ImportOptions {
  /** Of the real data; default Electronics. */
  readonly category?: string;
  /** `published`: as the analysis that was published had it, with its dates and its losses. */
  readonly cleaning?: 'default' | 'published';
  /** Days `from` and `to`; default the year before the day of the last review. */
  readonly window?: { readonly from: string; readonly to: string };
  /** Keep title and text with the cleaned reviews (default false: they are read only where `relations.all` is asked for them). */
  readonly text?: boolean;
  readonly dataDir?: string | undefined;
  /** Where the sample is kept; default `data/reviews-sample` of the project. */
  readonly sampleDir?: string | undefined;
  /** Where Parquet made from JSON lines is kept; default `data/imported` of the project. */
  readonly importDir?: string | undefined;
  readonly engine?: Engine | undefined;
}

interface Found {
  readonly name: string;
  readonly title: string;
  readonly synthetic: boolean;
  readonly files: ReviewsFiles;
}

/**
 * Opens reviews, cleaned, with every line accounted for. JSON lines become Parquet first, once.
 *
 * @param dataset `'auto'` (the real Amazon Reviews 2023 where a folder has the category, else 200,000 generated
 *   reviews), `'amazon-reviews-2023'`, `'reviews-sample'`, or the path of a folder with files of a category.
 * @throws TillbookError DATA_MISSING with the folders looked in; BAD_INPUT; BAD_PARAMETER for a window that is none.
 */
export async function openReviews(dataset: string, options: ReviewsOptions = {}): Promise<ReviewsDataset> {
  const { category = 'Electronics', cleaning = 'default', text = false, window } = options;
  checkWindow(window);
  const { files, ...about } = await find(dataset, category, options);
  const root = path.dirname(projectFolders().sampleDir);
  const importDir = path.join(options.importDir ?? path.join(root, 'imported'), 'amazon-reviews-2023', files.category);
  const parquet =
    files.format === 'json'
      ? await importReviews(files, importDir, options)
      : { ...files, rejected: { reviews: 0, products: 0 } };
  const engine = options.engine ?? (await openEngine());
  const label = { dataset: about.name, synthetic: about.synthetic };
  const reviews = await together(engine, parquet.reviews, label, reviewNames);
  const products = await together(engine, parquet.products, label, productNames);
  const provenance: Provenance = { ...label, files: [...reviews.provenance.files, ...products.provenance.files] };
  const cleaned = await cleanReviews(engine, { reviews, products }, provenance, {
    cleaning,
    text,
    window,
    rejected: parquet.rejected.reviews,
  });
  const lost = parquet.rejected.products;
  const notes =
    lost > 0
      ? [`${lost} lines of the metadata could not be read and stand in the quarantine`, ...cleaned.notes]
      : cleaned.notes;
  return { ...about, category: files.category, currency: 'USD', raw: [reviews, products], cleaning, ...cleaned, notes };
}

const reviewNames = [
  'rating',
  'title',
  'text',
  'asin',
  'parent_asin',
  'user_id',
  'timestamp',
  'helpful_vote',
  'verified_purchase',
];
const productNames = ['main_category', 'title', 'average_rating', 'rating_number', 'price', 'store', 'parent_asin'];

/** One relation over shards, which must have these columns. */
async function together(
  engine: Engine,
  files: readonly string[],
  label: { dataset: string; synthetic: boolean },
  names: readonly string[],
): Promise<Relation> {
  const shards: Relation[] = [];
  for (const file of files) shards.push(await engine.scan(file, label));
  for (const [i, { schema }] of shards.entries()) {
    const missing = names.filter((name) => !schema.some((column) => column.name === name));
    if (missing.length === 0) continue;
    throw new TillbookError('BAD_INPUT', `${files[i]} has no column ${missing.join(', ')}`, {
      hint: `found: ${schema.map(({ name }) => name).join(', ')}`,
    });
  }
  if (shards.length === 1) return shards[0]!;
  const name = `${shards[0]!.name}_shards`;
  await engine.query(
    `create or replace temporary view ${name} as ${shards.map((shard) => `select * from ${shard.name}`).join(' union all ')}`,
  );
  return { ...shards[0]!, name, provenance: { ...label, files: shards.flatMap(({ provenance }) => provenance.files) } };
}

async function find(dataset: string, category: string, { dataDir, sampleDir }: ReviewsOptions): Promise<Found> {
  const { dataDirs, sampleDir: retailSample } = projectFolders({ dataDir });
  const made = sampleDir ?? path.join(path.dirname(retailSample), 'reviews-sample');
  if (dataDir !== undefined && dataset !== 'reviews-sample') needFolder(dataDirs[0]!);
  const real = {
    name: 'amazon-reviews-2023',
    title: `${catalogue['amazon-reviews-2023'].title}, ${category}`,
    synthetic: false,
  };
  if (dataset === 'reviews-sample') return sample(made);
  if (dataset === 'auto' || dataset === 'amazon-reviews-2023') {
    const files = await reviewsFiles(dataDirs, category);
    if (files) return { ...real, files };
    if (dataset === 'auto') return sample(made);
    throw new TillbookError(
      'DATA_MISSING',
      `the files of Amazon Reviews 2023, category ${category}, are in none of: ${dataDirs.join(', ')}`,
      {
        hint: `put ${category}.jsonl.gz and meta_${category}.jsonl.gz there, or use dataset = 'reviews-sample' for synthetic data`,
      },
    );
  }
  const generated = await reviewsSampleAt(path.resolve(dataset));
  const found = await reviewsFiles([path.resolve(dataset)], category);
  if (found)
    return {
      name: path.basename(dataset),
      title: path.basename(dataset),
      synthetic: generated !== undefined,
      files: found,
    };
  const others = await categoriesAt(path.resolve(dataset));
  throw new TillbookError('DATA_MISSING', `no reviews of the category ${category} in ${path.resolve(dataset)}`, {
    hint:
      others.length > 0
        ? `it has ${others.join(', ')}`
        : 'datasets: auto, amazon-reviews-2023, reviews-sample, or a folder',
  });
}

async function sample(folder: string): Promise<Found> {
  await ensureReviews(folder);
  const files = await reviewsFiles([folder], 'Electronics');
  return { name: 'reviews-sample', title: catalogue['reviews-sample'].title, synthetic: true, files: files! };
}

function needFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new TillbookError('DATA_MISSING', `the data folder ${folder} is not there`, {
    hint: "TILLBOOK_DATA names it: mend the path, or unset it to use the project's data/ or the sample",
  });
}

function checkWindow(window: ReviewsOptions['window']): void {
  if (window === undefined) return;
  const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDay(window.from) && isDay(window.to) && window.from < window.to) return;
  throw new TillbookError('BAD_PARAMETER', `the window is ${window.from} to ${window.to}`, {
    hint: 'days as YYYY-MM-DD, the first before the second',
  });
}
