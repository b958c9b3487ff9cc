import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { TillbookError } from '../../base/errors.js';
import type { WaterfallRow } from '../dataset.js';
import type { OwnMapping } from './mapping.js';

/** What is written beside an imported relation. Replacing it is what makes an import count. */
export interface Manifest {
  readonly format: 1;
  readonly name: string;
  readonly currency: string;
  readonly sources: ReadonlyArray<{ readonly file: string; readonly bytes: number; readonly sha256: string }>;
  readonly mapping: OwnMapping;
  /** How texts became values. */
  readonly reading: { readonly time: string; readonly timeZone: string | null; readonly decimal: string };
  readonly rows: number;
  readonly rejected: number;
  readonly imported: number;
  readonly waterfall: readonly WaterfallRow[];
  readonly overlap: { readonly rows: number; readonly orders: number; readonly differingOrders: number };
  readonly duplicates: number;
  readonly notes: readonly string[];
  /** The relation: a Parquet file beside the manifest. */
  readonly file: string;
  readonly bytes: number;
}

export const manifestName = 'manifest.json';

/** Names that mean something else wherever a dataset is named. */
const reserved = ['auto', 'sample', 'online-retail-ii', 'amazon-reviews-2023', 'reviews-sample'];

/** @throws TillbookError BAD_PARAMETER for a name that is taken or cannot be a folder's. */
export function checkName(name: string): void {
  const isTaken = reserved.includes(name.toLowerCase());
  if (!isTaken && /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name)) return;
  throw new TillbookError(
    'BAD_PARAMETER',
    `--as is "${name}", ${isTaken ? 'which names another dataset' : 'which is no name'}`,
    {
      hint: 'letters, digits, - and _, for example my-shop',
    },
  );
}

/** An imported dataset whose files are whole; undefined where there is none of the name. */
export async function importedAt(folder: string, name: string): Promise<Manifest | undefined> {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name)) return undefined;
  try {
    const manifest = JSON.parse(await readFile(path.join(folder, name, manifestName), 'utf8')) as Manifest;
    const { size } = await stat(path.join(folder, name, manifest.file));
    return manifest.format === 1 && size === manifest.bytes ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** Every imported dataset of a folder, by name. */
export async function listImported(folder: string): Promise<Manifest[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const found = await Promise.all(names.sort().map((name) => importedAt(folder, name)));
  return found.filter((manifest) => manifest !== undefined);
}
