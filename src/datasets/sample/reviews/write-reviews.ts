import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Columns } from '../../../base/columns.js';
import { TillbookError } from '../../../base/errors.js';
import { random } from '../../../base/random.js';
import type { Engine } from '../../../engine/engine.js';
import { openEngine } from '../../../engine/open-engine.js';
import { sizes } from '../write-sample.js';
import { checkReviewsSize, productCount, type ReviewsSize } from './check-size.js';
import { productsSql } from './products-sql.js';
import { reviewsSql, segments, truthSql } from './reviews-sql.js';
import { blockRows, usersOfBlock } from './users-of-block.js';

/** Raise it with every change that changes what a seed yields, a new version of DuckDB's hash among them. */
export const reviewsVersion = 1;
export const reviewsStampName = 'reviews-sample.json';
const truth = 'truth.parquet';
/** Rows of a shard: whole blocks. */
const shardRows = 2_000_000;

/** What `reviews-sample.json` says beside the files; it is written last, so that where it stands all is whole. */
export interface ReviewsStamp extends ReviewsSize {
  readonly version: number;
  readonly products: number;
  readonly format: ReviewsFormat;
  readonly reviewFiles: readonly string[];
  readonly productFiles: readonly string[];
  /** Parquet: customer_id, segment of the customers with a review in the last year. */
  readonly truth: string;
  /** Of all files by name. */
  readonly bytes: Readonly<Record<string, number>>;
}

/** Parquet shards as Hugging Face has them, or the publisher's gzipped JSON lines. */
export type ReviewsFormat = 'parquet' | 'jsonl';

export interface WriteReviewsOptions extends ReviewsSize {
  readonly format?: ReviewsFormat;
  /** Threads of the engine; the files' rows are the same for any number. Default: one for each core. */
  readonly threads?: number;
  /** Told the share of the reviews that is written, in 0..1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Writes a sample of Amazon Reviews 2023, category Electronics: reviews, products, the planted segments, and a stamp,
 * each file whole or not at all. Memory does not grow with the rows: one shard of 2 million is made after another.
 *
 * Cost: about 4 s a million reviews on two cores, 60 MB as Parquet.
 *
 * @throws TillbookError CANNOT_WRITE, BAD_PARAMETER.
 */
export async function writeReviews(folder: string, options: WriteReviewsOptions): Promise<ReviewsStamp> {
  checkReviewsSize(options);
  const { rows, seed, format = 'parquet', threads, onProgress } = options;
  const engine = await openEngine();
  try {
    await mkdir(folder, { recursive: true });
    await rm(path.join(folder, reviewsStampName), { force: true });
    if (threads !== undefined) await engine.query(`set threads = ${threads}`);
    await engine.query("set memory_limit = '1500MB'");
    const tables = await tablesOf(engine, options);
    const shards = Math.ceil(rows / shardRows);
    const names = filesOf(format, shards);
    const writer = (file: string, sql: string) => write(engine, sql, path.join(folder, file), format);
    await writer(names.products, productsSql(options, tables.numbers, 0));
    for (const [i, file] of names.reviews.entries()) {
      await writer(
        file,
        format === 'jsonl' ? every(shards, options, tables.slots) : reviewsSql(options, tables.slots, i * shardRows),
      );
      onProgress?.(Math.min(1, ((i + 1) * shardRows) / rows));
    }
    await write(engine, truths(shards, options, tables.slots), path.join(folder, truth), 'parquet');
    const bytes = await sizes(folder, [...names.reviews, names.products, truth]);
    const stamp: ReviewsStamp = {
      version: reviewsVersion,
      rows,
      seed,
      products: productCount(rows),
      format,
      reviewFiles: names.reviews,
      productFiles: [names.products],
      truth,
      bytes,
    };
    await writeFileAtomic(path.join(folder, reviewsStampName), `${JSON.stringify(stamp, null, 2)}\n`);
    return stamp;
  } catch (cause) {
    if (cause instanceof TillbookError && cause.code !== 'QUERY_FAILED') throw cause;
    throw new TillbookError('CANNOT_WRITE', `cannot write the sample into ${folder}: ${(cause as Error).message}`, {
      hint: 'make the folder writable, or name another with --out',
      cause,
    });
  } finally {
    await engine.close();
  }
}

function filesOf(format: ReviewsFormat, shards: number): { reviews: string[]; products: string } {
  if (format === 'jsonl') return { reviews: ['Electronics.jsonl.gz'], products: 'meta_Electronics.jsonl.gz' };
  const number = (n: number) => String(n).padStart(5, '0');
  const shard = (i: number, of: number) => `full-${number(i)}-of-${number(of)}.parquet`;
  return {
    reviews: Array.from({ length: shards }, (_, i) => `raw_review_Electronics/${shard(i, shards)}`),
    products: `raw_meta_Electronics/${shard(0, 1)}`,
  };
}

const every = (shards: number, size: ReviewsSize, slots: string) =>
  Array.from({ length: shards }, (_, i) => reviewsSql(size, slots, i * shardRows)).join(' union all ');

function truths(shards: number, size: ReviewsSize, slots: string): string {
  const parts = Array.from({ length: shards }, (_, i) => truthSql(size, slots, i * shardRows));
  const names = segments.map((name, kind) => `when ${kind} then '${name}'`).join(' ');
  return `select customer_id, case kind ${names} end as segment
    from (select distinct customer_id, kind from (${parts.join(' union all ')})) order by customer_id`;
}

/** Names of relations in the engine. */
interface Tables {
  readonly slots: string;
  readonly numbers: string;
}

/** Loads the layout of a block, so many times as a shard has blocks, and numbers for the products. */
async function tablesOf(engine: Engine, { rows, seed }: ReviewsSize): Promise<Tables> {
  const block = usersOfBlock(random(seed).fork(1));
  const slot = await engine.register(
    integers(block.length, {
      nr: (i) => i,
      user_no: (i) => block[i]!.user,
      reviews: (i) => block[i]!.reviews,
      nth: (i) => block[i]!.nth,
    }),
  );
  const blocks = Math.ceil(Math.min(rows, shardRows) / blockRows);
  // The order is stored, and scans of it keep it: whatever the threads, row k of a shard is row k of its slots.
  const slots = await engine.materialise(`select b * ${blockRows} + nr as block_row, user_no, reviews, nth
    from range(${blocks}) as t(b), ${slot.name} order by block_row`);
  const numbers = await engine.materialise(
    `select n as block_row from range(${productCount(rows)}) as t(n) order by n`,
  );
  return { slots: slots.name, numbers: numbers.name };
}

function integers(length: number, columns: Readonly<Record<string, (i: number) => number>>): Columns {
  return {
    numRows: length,
    numCols: Object.keys(columns).length,
    schema: { fields: Object.keys(columns).map((name) => ({ name, type: 'Int64' })) },
    getChild(name) {
      const get = columns[name];
      return get === undefined ? null : { length, get, toArray: () => Array.from({ length }, (_, i) => get(i)) };
    },
  };
}

async function write(engine: Engine, sql: string, file: string, format: ReviewsFormat): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  const how =
    format === 'parquet' ? 'format parquet, compression zstd, compression_level 1' : 'format json, compression gzip';
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await engine.query(`copy (${sql}) to '${beside.replaceAll("'", "''")}' (${how})`);
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}
