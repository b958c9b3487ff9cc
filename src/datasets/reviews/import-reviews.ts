import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { TillbookError } from '../../base/errors.js';
import { openEngine } from '../../engine/open-engine.js';
import { hold } from '../sample/ensure-sample.js';
import { importJson } from './import-json.js';
import { productColumns, reviewColumns } from './json-columns.js';
import type { ReviewsFiles } from './reviews-files.js';

/** Parquet made from JSON lines. */
export interface ImportedReviews {
  readonly reviews: readonly string[];
  readonly products: readonly string[];
  readonly rejected: { readonly reviews: number; readonly products: number };
  /** JSON lines: file, line, column, reason, text; there if anything was rejected. */
  readonly quarantine: string;
}

interface Stamp {
  readonly version: number;
  readonly sources: ReadonlyArray<{ readonly file: string; readonly bytes: number; readonly modified: number }>;
  readonly reviews: readonly string[];
  readonly products: readonly string[];
  readonly rejected: { readonly reviews: number; readonly products: number };
}

const version = 1;
const stampName = 'import.json';
/** Of all lines; more says that the file is not what it is taken for. */
const mostRejected = 0.01;

export interface ImportOptions {
  /** Told the share of the bytes that is read, in 0..1, and of which file. */
  readonly onProgress?: ((share: number, file: string) => void) | undefined;
  /** Bytes of text parsed at a time; memory grows with it. Default 256 MB. */
  readonly chunkBytes?: number | undefined;
}

/**
 * Turns the JSON lines of a category into Parquet, once: while the sources keep size and time, what is in the folder
 * is taken as it is. The stamp is written last, so that nothing partial is taken for whole.
 *
 * Cost: memory about 1 GB whatever the size.
 *
 * @throws TillbookError BAD_INPUT (damaged, or more than 1 % of the lines unreadable), CANNOT_WRITE.
 */
export async function importReviews(
  files: ReviewsFiles,
  folder: string,
  options: ImportOptions = {},
): Promise<ImportedReviews> {
  const sources = await Promise.all([...files.reviews, ...files.products].map(sourceOf));
  const found = await imported(folder, sources);
  if (found) return found;
  const release = await hold(folder);
  try {
    return (await imported(folder, sources)) ?? (await fresh(files, folder, sources, options));
  } finally {
    await release();
  }
}

async function fresh(
  files: ReviewsFiles,
  folder: string,
  sources: Stamp['sources'],
  { onProgress, chunkBytes }: ImportOptions,
): Promise<ImportedReviews> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    if (/\.(parquet|part\d*(\.\d+)?|json|jsonl)$/.test(name)) await rm(path.join(folder, name), { force: true });
  }
  const engine = await openEngine();
  const quarantine = path.join(folder, 'rejected.jsonl');
  try {
    await engine.query("set memory_limit = '1200MB'");
    const one = async (file: string, stem: string, columns: typeof reviewColumns) => {
      const progress = onProgress && ((share: number) => onProgress(share, path.basename(file)));
      const done = await importJson(engine, {
        file,
        columns,
        folder,
        stem,
        quarantine: `${quarantine}.part`,
        onProgress: progress,
        chunkBytes,
      });
      if (done.rejected > mostRejected * (done.rows + done.rejected)) {
        await rename(`${quarantine}.part`, quarantine);
        throw new TillbookError(
          'BAD_INPUT',
          `${file}: ${done.rejected} of ${done.rows + done.rejected} lines cannot be read, more than 1 %`,
          {
            hint: `they stand in ${quarantine} with line and reason`,
          },
        );
      }
      return done;
    };
    const products = await one(files.products[0]!, 'products', productColumns);
    const reviews = await one(files.reviews[0]!, 'reviews', reviewColumns);
    if (reviews.rejected + products.rejected > 0) await rename(`${quarantine}.part`, quarantine);
    const stamp: Stamp = {
      version,
      sources,
      reviews: reviews.files.map((file) => path.basename(file)),
      products: products.files.map((file) => path.basename(file)),
      rejected: { reviews: reviews.rejected, products: products.rejected },
    };
    await writeFileAtomic(path.join(folder, stampName), `${JSON.stringify(stamp, null, 2)}\n`);
    return placed(folder, stamp);
  } catch (cause) {
    if (cause instanceof TillbookError && cause.code !== 'QUERY_FAILED') throw cause;
    throw new TillbookError('CANNOT_WRITE', `cannot import into ${folder}: ${(cause as Error).message}`, {
      hint: 'make room there, or make the folder writable',
      cause,
    });
  } finally {
    await engine.close();
  }
}

async function sourceOf(file: string): Promise<Stamp['sources'][number]> {
  const { size, mtimeMs } = await stat(file);
  return { file: path.basename(file), bytes: size, modified: mtimeMs };
}

async function imported(folder: string, sources: Stamp['sources']): Promise<ImportedReviews | undefined> {
  try {
    const stamp = JSON.parse(await readFile(path.join(folder, stampName), 'utf8')) as Stamp;
    const isSame = stamp.version === version && JSON.stringify(stamp.sources) === JSON.stringify(sources);
    const place = placed(folder, stamp);
    await Promise.all([...place.reviews, ...place.products].map((file) => stat(file)));
    return isSame ? place : undefined;
  } catch {
    return undefined;
  }
}

function placed(folder: string, stamp: Stamp): ImportedReviews {
  const at = (name: string) => path.join(folder, name);
  return {
    reviews: stamp.reviews.map(at),
    products: stamp.products.map(at),
    rejected: stamp.rejected,
    quarantine: at('rejected.jsonl'),
  };
}
