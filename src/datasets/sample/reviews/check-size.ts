import { TillbookError } from '../../../base/errors.js';
import { full } from './shares.js';

/** How many reviews a sample has, and what settles them. */
export interface ReviewsSize {
  /** Reviews, 1,000 to 43,886,944. */
  readonly rows: number;
  /** A whole number from 0; the same rows and seed make the same sample. */
  readonly seed: number;
}

/** @throws TillbookError BAD_PARAMETER for what is no such number. */
export function checkReviewsSize({ rows, seed }: ReviewsSize): void {
  if (!Number.isSafeInteger(rows) || rows < 1000 || rows > full.reviews) {
    throw new TillbookError('BAD_PARAMETER', `rows is ${rows}`, {
      hint: `a whole number from 1000 to ${full.reviews}, the size of the real data`,
    });
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new TillbookError('BAD_PARAMETER', `seed is ${seed}`, { hint: 'a whole number from 0' });
  }
}

/** Products that so many reviews are of: as many a review as in the real data. */
export const productCount = (rows: number): number => Math.max(50, Math.round((rows / full.reviews) * full.products));
