import { dirname, join, resolve } from 'node:path';
import { ensureReviews } from '../datasets/sample/reviews/ensure-reviews.js';
import { printJson } from './print-json.js';
import { shareProgress } from './share-progress.js';

/** `tillbook data sample --shape reviews`: Parquet shards as Hugging Face has them, the truth, and a stamp. */
export async function sampleReviews(
  wanted: { readonly rows: number; readonly seed: number },
  {
    out,
    json,
    retailSample,
  }: { readonly out: string | undefined; readonly json: boolean; readonly retailSample: string },
): Promise<void> {
  const folder = out === undefined ? join(dirname(retailSample), 'reviews-sample') : resolve(out);
  const progress = shareProgress(process.stderr, 'reviews');
  try {
    const { reviews, products, truth, stamp } = await ensureReviews(folder, wanted, progress.tell);
    if (json) {
      const { version, products: productRows } = stamp;
      printJson({
        shape: 'reviews',
        ...wanted,
        products: productRows,
        version,
        files: [...reviews, ...products],
        truth,
      });
    } else process.stdout.write(`${[...reviews, ...products, truth].join('\n')}\n`);
  } finally {
    progress.stop();
  }
}
