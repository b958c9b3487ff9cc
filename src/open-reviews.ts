import type { ReviewsDataset } from './datasets/reviews/dataset.js';
import { openReviews as open, type ReviewsOptions } from './datasets/reviews/open-reviews.js';
import { settings } from './settings.js';

/**
 * Opens product reviews for a notebook, cleaned, every raw line accounted for. Real files are looked for in the folder
 * that TILLBOOK_DATA names, then in the project's `data/`.
 *
 * @param dataset `'auto'`: Amazon Reviews 2023 where it is found, else 200,000 generated reviews;
 * `'amazon-reviews-2023'`, `'reviews-sample'`, or the path of a folder.
 * @throws TillbookError DATA_MISSING, BAD_INPUT.
 */
export async function openReviews(
  dataset: string,
  options: Pick<ReviewsOptions, 'category' | 'cleaning' | 'window' | 'text'> = {},
): Promise<ReviewsDataset> {
  return open(dataset, { ...options, dataDir: settings().dataFolder ?? undefined });
}
