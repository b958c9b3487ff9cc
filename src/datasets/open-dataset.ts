import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TillbookError } from '../base/errors.js';
import type { Engine } from '../engine/engine.js';
import { catalogue } from './catalogue.js';
import { cleanRetail } from './clean-retail.js';
import type { Dataset } from './dataset.js';
import { localFiles } from './local-files.js';
import { importedAt, listImported } from './own/imported.js';
import { openImported } from './own/open-imported.js';
import { projectRoot } from './project-root.js';
import { readRetail, removeCopies } from './read-retail.js';
import { filesAt, publishedFiles } from './retail-files.js';
import type { Cleaning } from './retail-steps.js';
import { ensureSample, sampleAt } from './sample/ensure-sample.js';

/** Where data are looked for. */
export interface DataFolders {
  /** Folders with real files, the first that has them wins. */
  readonly dataDirs: readonly string[];
  /** Where the synthetic sample is kept, and made if it is not there. */
  readonly sampleDir: string;
  /** Where data of one's own are kept that were imported; none where it is left out. */
  readonly importedDir?: string;
}

interface Found {
  readonly name: string;
  readonly title: string;
  readonly synthetic: boolean;
  readonly files: readonly string[];
}

/**
 * Opens a dataset of retail transactions on an engine, cleaned, with every raw line accounted for.
 *
 * @param dataset `'auto'` (the real Online Retail II where a folder has it, else the synthetic sample),
 *   `'online-retail-ii'`, `'sample'`, the name of imported data, or the path of a file or folder with the columns of Online Retail II.
 * @throws TillbookError DATA_MISSING with the folders looked in; BAD_INPUT with file, line and column.
 */
export async function openDataset(
  engine: Engine,
  dataset: string,
  folders: DataFolders,
  cleaning: Cleaning = {},
): Promise<Dataset> {
  const imported = folders.importedDir === undefined ? undefined : await importedAt(folders.importedDir, dataset);
  if (imported !== undefined && cleaning.dropDuplicates) {
    throw new TillbookError('BAD_PARAMETER', `duplicates of "${dataset}" are dropped when it is imported, not later`, {
      hint: 'tillbook data import … --drop-duplicates',
    });
  }
  if (imported !== undefined) return openImported(engine, folders.importedDir!, imported);
  const { files, ...about } = await find(dataset, folders);
  const unpacked = await mkdtemp(path.join(tmpdir(), 'tillbook-unpacked-'));
  try {
    const locals = [];
    for (const file of files) locals.push(...(await localFiles(file, unpacked)));
    const sources = await readRetail(engine, locals, { dataset: about.name, synthetic: about.synthetic });
    try {
      const paths = locals.map(({ origin, file, label }) => (file === origin ? file : label));
      const cleaned = await cleanRetail(engine, sources, paths, cleaning);
      const lost = locals.flatMap(({ notes }) => notes);
      const notes = [...incomplete(about.name, cleaned, files), ...lost, ...cleaned.notes];
      return { ...about, currency: 'GBP', raw: sources.map(({ raw }) => raw), ...cleaned, notes };
    } finally {
      await removeCopies(sources);
    }
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

/** Of published data: says so where not all lines are there, for instance of two files one. */
function incomplete(
  name: string,
  { waterfall }: Pick<Dataset, 'waterfall'>,
  files: readonly string[],
): readonly string[] {
  const { title, rows } = name === 'online-retail-ii' ? catalogue[name] : { title: '', rows: null };
  const here = waterfall.reduce((sum, row) => sum + row.rows, 0);
  if (rows === null || here === rows) return [];
  const number = (value: number) => value.toLocaleString('en-GB');
  return [
    `${files.map((file) => path.basename(file)).join(', ')}: ${number(here)} lines, where ${title} has ${number(rows)} in all: figures are of a part, or of other data`,
  ];
}

async function find(dataset: string, folders: DataFolders): Promise<Found> {
  const real = { name: 'online-retail-ii', title: catalogue['online-retail-ii'].title, synthetic: false };
  switch (dataset) {
    case 'auto': {
      const files = await publishedFiles(folders.dataDirs);
      return files === undefined ? sample(folders.sampleDir) : { ...real, files };
    }
    case 'online-retail-ii': {
      const files = await publishedFiles(folders.dataDirs);
      if (files !== undefined) return { ...real, files };
      throw new TillbookError(
        'DATA_MISSING',
        `the files of Online Retail II (online-retail-ii*.parquet or .csv) are in none of: ${folders.dataDirs.join(', ')}`,
        {
          hint: "put them into one of these folders, or name theirs in TILLBOOK_DATA; or use dataset = 'sample' for synthetic data",
        },
      );
    }
    case 'sample':
      return sample(folders.sampleDir);
    default:
      return own(dataset, folders);
  }
}

async function sample(folder: string): Promise<Found> {
  const { files } = await ensureSample(folder);
  return { name: 'sample', title: catalogue.sample.title, synthetic: true, files };
}

async function own(dataset: string, { importedDir }: DataFolders): Promise<Found> {
  const fromRoot = path.resolve(projectRoot(), dataset);
  const place = !existsSync(dataset) && existsSync(fromRoot) ? fromRoot : path.resolve(dataset);
  if (!existsSync(place)) {
    const imported = importedDir === undefined ? [] : (await listImported(importedDir)).map(({ name }) => name);
    throw new TillbookError('DATA_MISSING', `no dataset, file or folder is called "${dataset}"`, {
      hint: `datasets: ${['auto', 'online-retail-ii', 'sample', ...imported].join(', ')}; looked for ${place}${fromRoot === place ? '' : ` and ${fromRoot}`}`,
    });
  }
  const name = path.basename(place);
  const about = { name, title: name };
  const isFolder = statSync(place).isDirectory();
  const made = await sampleAt(isFolder ? place : path.dirname(place));
  if (made && isFolder) return { ...about, synthetic: true, files: made.files };
  return { ...about, synthetic: made?.files.includes(place) === true, files: await filesAt(place) };
}
