import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { hold } from '../ensure-sample.js';
import { sizes } from '../write-sample.js';
import { checkReviewsSize, type ReviewsSize } from './check-size.js';
import { type ReviewsStamp, reviewsStampName, reviewsVersion, writeReviews } from './write-reviews.js';

export const defaultReviews = { rows: 200_000, seed: 1 } as const;

/** The sample of reviews on disk. */
export interface ReviewsSampleFiles {
  readonly reviews: readonly string[];
  readonly products: readonly string[];
  /** Parquet: customer_id, segment. */
  readonly truth: string;
  readonly stamp: ReviewsStamp;
}

/**
 * The sample of a folder; made first where there is none, or one of another generator, size or seed. Of processes that
 * ask at once, one makes it and the others wait.
 *
 * @throws TillbookError CANNOT_WRITE, BAD_PARAMETER.
 */
export async function ensureReviews(
  folder: string,
  wanted: ReviewsSize = defaultReviews,
  onProgress?: (share: number) => void,
): Promise<ReviewsSampleFiles> {
  checkReviewsSize(wanted);
  const isWanted = ({ version, rows, seed }: ReviewsStamp) =>
    version === reviewsVersion && rows === wanted.rows && seed === wanted.seed;
  const found = await reviewsSampleAt(folder);
  if (found && isWanted(found.stamp)) return found;
  const release = await hold(folder);
  try {
    const made = await reviewsSampleAt(folder);
    if (made && isWanted(made.stamp)) return made;
    return placed(folder, await writeReviews(folder, { ...wanted, onProgress }));
  } finally {
    await release();
  }
}

/** The sample of a folder, of whatever size, seed and generator; undefined if there is none that is whole. */
export async function reviewsSampleAt(folder: string): Promise<ReviewsSampleFiles | undefined> {
  try {
    const stamp = JSON.parse(await readFile(path.join(folder, reviewsStampName), 'utf8')) as ReviewsStamp;
    const found = await sizes(folder, Object.keys(stamp.bytes));
    const isWhole = Object.entries(stamp.bytes).every(([name, bytes]) => found[name] === bytes);
    return isWhole ? placed(folder, stamp) : undefined;
  } catch {
    return undefined;
  }
}

function placed(folder: string, stamp: ReviewsStamp): ReviewsSampleFiles {
  const at = (name: string) => path.join(folder, name);
  return { reviews: stamp.reviewFiles.map(at), products: stamp.productFiles.map(at), truth: at(stamp.truth), stamp };
}
