import { statSync } from 'node:fs';
import path from 'node:path';
import { TillbookError } from '../base/errors.js';
import type { Engine } from '../engine/engine.js';
import { openEngine } from '../engine/open-engine.js';
import type { Dataset } from './dataset.js';
import { type DataFolders, openDataset } from './open-dataset.js';
import { projectRoot } from './project-root.js';
import type { Cleaning } from './retail-steps.js';

/** Where to look and where to compute; what is left out is the project's own. */
export interface RetailOptions extends Cleaning {
  /** A folder with real files that is looked in before the project's `data/`. */
  readonly dataDir?: string | undefined;
  /** Where the sample is kept; default `data/sample` of the project. */
  readonly sampleDir?: string | undefined;
  /** Default: a DuckDB of its own in this process. */
  readonly engine?: Engine | undefined;
}

/** The folders of the project in which the process stands, a given one before `data/`. */
export function projectFolders({ dataDir, sampleDir }: Pick<RetailOptions, 'dataDir' | 'sampleDir'> = {}): DataFolders {
  const root = projectRoot();
  const data = path.join(root, 'data');
  return {
    dataDirs: dataDir === undefined ? [data] : [path.resolve(root, dataDir), data],
    sampleDir: sampleDir === undefined ? path.join(data, 'sample') : path.resolve(root, sampleDir),
    importedDir: path.join(data, 'imported'),
  };
}

/**
 * Opens a retail dataset for a notebook: finds the project's folders from wherever the notebook runs, and opens an
 * engine unless one is given.
 *
 * @param dataset as for `openDataset`.
 * @throws TillbookError DATA_MISSING, BAD_INPUT.
 */
export async function openRetail(dataset: string, options: RetailOptions = {}): Promise<Dataset> {
  const folders = projectFolders(options);
  if (options.dataDir !== undefined && dataset !== 'sample') needFolder(folders.dataDirs[0]!);
  return openDataset(options.engine ?? (await openEngine()), dataset, folders, options);
}

/** A folder that somebody named and that is not there is an error: the sample in its stead would be a wrong answer. */
function needFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new TillbookError('DATA_MISSING', `the data folder ${folder} is not there`, {
    hint: "TILLBOOK_DATA names it: mend the path, or unset it to use the project's data/ or the sample",
  });
}
