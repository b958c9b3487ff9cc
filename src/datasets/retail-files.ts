import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { TillbookError } from '../base/errors.js';

const published = /^online[-_ ]?retail[-_ ]?ii\b.*\.(parquet|csv|xlsx|zip)$/i;

/** The files of Online Retail II in the first of the folders that has any: one format only, Parquet before CSV, xlsx and zip; undefined if none has. */
export async function publishedFiles(folders: readonly string[]): Promise<string[] | undefined> {
  for (const folder of folders) {
    const files = oneFormat((await listing(folder)).filter((name) => published.test(name)));
    if (files.length > 0) return files.map((name) => path.join(folder, name));
  }
  return undefined;
}

/**
 * The files at a path of the user's: the file itself, or those of a folder (the published ones where there are such;
 * one format only, Parquet before CSV, xlsx and zip).
 *
 * @throws TillbookError DATA_MISSING where nothing is there or a folder holds none of the formats.
 */
export async function filesAt(place: string): Promise<string[]> {
  if (!existsSync(place)) {
    throw new TillbookError('DATA_MISSING', `no file or folder at ${place}`, {
      hint: "check the path, or use dataset = 'sample' for synthetic data",
    });
  }
  if (!statSync(place).isDirectory()) return [place];
  const names = await listing(place);
  const known = names.filter((name) => published.test(name));
  const files = oneFormat(known.length > 0 ? known : names.filter((name) => /\.(parquet|csv|xlsx|zip)$/i.test(name)));
  if (files.length === 0) {
    throw new TillbookError('DATA_MISSING', `no .parquet, .csv, .xlsx or .zip file in the folder ${place}`, {
      hint:
        names.length > 0
          ? `it holds ${names.slice(0, 5).join(', ')}`
          : 'it is empty: put the files there, or name them',
    });
  }
  return files.map((name) => path.join(place, name));
}

async function listing(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function oneFormat(names: readonly string[]): string[] {
  for (const ending of ['.parquet', '.csv', '.xlsx', '.zip']) {
    const found = names.filter((name) => name.toLowerCase().endsWith(ending));
    if (found.length > 0) return found;
  }
  return [...names];
}
