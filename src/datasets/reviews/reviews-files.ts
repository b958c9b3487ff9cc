import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { TillbookError } from '../../base/errors.js';

/** The files of one category. */
export interface ReviewsFiles {
  readonly category: string;
  readonly format: 'parquet' | 'json';
  readonly reviews: readonly string[];
  readonly products: readonly string[];
}

const json = /\.(jsonl|json|ndjson)(\.gz)?$/i;

/**
 * The files of a category in the first of the folders that has reviews and products of it: Parquet shards below
 * `raw_review_<Category>` and `raw_meta_<Category>` before `<Category>.jsonl.gz` and `meta_<Category>.jsonl.gz`, in the
 * folder itself, in `amazon-reviews-2023`, or where the publisher's own tree has them.
 *
 * @throws TillbookError DATA_MISSING where a folder has the reviews and not the products.
 */
export async function reviewsFiles(folders: readonly string[], category: string): Promise<ReviewsFiles | undefined> {
  for (const folder of folders) {
    for (const place of [folder, path.join(folder, 'amazon-reviews-2023')]) {
      const found = (await shards(place, category)) ?? (await jsonLines(place, category));
      if (found) return found;
    }
  }
  return undefined;
}

/** Categories of which a folder has reviews. */
export async function categoriesAt(folder: string): Promise<string[]> {
  const names = await listing(folder);
  const found = names.flatMap((name) => {
    const shard = /^raw_review_(.+)$/.exec(name)?.[1];
    const meta = json.test(name) ? /^meta_(.+?)\.json/i.exec(name)?.[1] : undefined;
    return [shard, meta].filter((one) => one !== undefined);
  });
  return [...new Set(found)].sort();
}

async function shards(folder: string, category: string): Promise<ReviewsFiles | undefined> {
  const [reviews, products] = await Promise.all(
    [`raw_review_${category}`, `raw_meta_${category}`].map((name) => parquetBelow(path.join(folder, name))),
  );
  return both(folder, { category, format: 'parquet', reviews: reviews!, products: products! });
}

async function jsonLines(folder: string, category: string): Promise<ReviewsFiles | undefined> {
  const of = async (places: readonly string[], stem: string) => {
    for (const place of places) {
      const name = (await listing(place)).find((file) => json.test(file) && file.replace(json, '') === stem);
      if (name !== undefined) return [path.join(place, name)];
    }
    return [];
  };
  const reviews = await of([folder, path.join(folder, 'raw/review_categories')], category);
  const products = await of([folder, path.join(folder, 'raw/meta_categories')], `meta_${category}`);
  return both(folder, { category, format: 'json', reviews, products });
}

function both(folder: string, files: ReviewsFiles): ReviewsFiles | undefined {
  if (files.reviews.length === 0) return undefined;
  if (files.products.length > 0) return files;
  const { category, format } = files;
  throw new TillbookError('DATA_MISSING', `${folder} has reviews of ${category} and no metadata of its products`, {
    hint: `put ${format === 'json' ? `meta_${category}.jsonl.gz` : `raw_meta_${category}`} beside them`,
  });
}

async function parquetBelow(folder: string): Promise<string[]> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => /\.parquet$/i.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

async function listing(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}
