import type { Dataset } from './datasets/dataset.js';
import { openRetail as open } from './datasets/open-retail.js';
import type { Cleaning } from './datasets/retail-steps.js';
import { settings } from './settings.js';

/**
 * Opens retail transactions for a notebook, cleaned, every raw line accounted for. Real files are looked for in the
 * folder that TILLBOOK_DATA names, then in the project's `data/`.
 *
 * @param dataset `'auto'`: the real Online Retail II where it is found, else the synthetic sample; `'online-retail-ii'`,
 * `'sample'`, the name of data that were imported, or the path of a file or folder with its columns.
 * @param cleaning.dropDuplicates drops lines that repeat another of the same file in every column; the waterfall tells
 * how many and what they come to (default: kept and counted).
 * @throws TillbookError DATA_MISSING, BAD_INPUT with file, line and column.
 */
export async function openRetail(dataset: string, cleaning: Cleaning = {}): Promise<Dataset> {
  return open(dataset, { ...cleaning, dataDir: settings().dataFolder ?? undefined });
}
