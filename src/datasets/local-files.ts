import path from 'node:path';
import { TillbookError } from '../base/errors.js';
import { fileKind } from '../engine/file-kind.js';
import type { XlsxOptions } from './xlsx/xlsx-options.js';
import { xlsxToParquet } from './xlsx/xlsx-to-parquet.js';
import { unpackEntry } from './zip/unpack-entry.js';
import { openZip, type ZipArchive } from './zip/zip-archive.js';

/** A file that an engine can scan, and what it was made from. */
export interface LocalFile {
  readonly file: string;
  /** The file that was asked for, for provenance: `scan(file, { origin })`. */
  readonly origin: string;
  /** What messages call it, such as `retail.xlsx, sheet "2010"`. */
  readonly label: string;
  readonly notes: readonly string[];
}

const tabular = /\.(csv|tsv|txt|jsonl?|ndjson|parquet)(\.gz|\.zst)?$/i;

/**
 * Makes of any file what an engine can scan: Parquet, CSV and JSON lines as they are (gzip and zstd too); each sheet
 * of an xlsx as Parquet; the tables in a zip unpacked, or the sheets of the xlsx in it.
 *
 * @param outDir a folder for what is made; the caller removes it.
 * @throws TillbookError DATA_MISSING, BAD_INPUT, CANNOT_WRITE.
 */
export async function localFiles(file: string, outDir: string, options: XlsxOptions = {}): Promise<LocalFile[]> {
  const { kind } = await fileKind(file);
  const label = path.basename(file);
  if (kind !== 'zip') return [{ file, origin: file, label, notes: [] }];
  const zip = await openZip(file, label, options.limits);
  try {
    if (!zip.find('[Content_Types].xml')) {
      const unpacked = await tables(zip, file, outDir);
      if (unpacked.length > 0) return unpacked;
    }
  } finally {
    zip.close();
  }
  const read = await xlsxToParquet(file, outDir, options);
  if (read.tables.length === 0) {
    throw new TillbookError('BAD_INPUT', `${label} holds no rows: ${read.notes.join('; ')}`, { hint: 'name a sheet' });
  }
  return read.tables.map((table, i) => ({
    file: table.file,
    origin: file,
    label: `${label}, sheet "${table.sheet}"`,
    notes: i === 0 ? [...table.notes, ...read.notes] : table.notes,
  }));
}

/** Unpacks the tables of a zip under names of ours; a folder inside the zip plays no part. */
async function tables(zip: ZipArchive, file: string, outDir: string): Promise<LocalFile[]> {
  const found = zip.entries.filter(({ name }) => tabular.test(name) && !/(^|\/)(__MACOSX\/|\._)/.test(name));
  const made: LocalFile[] = [];
  for (const [i, entry] of found.entries()) {
    const target = path.join(outDir, `${i + 1}-${path.posix.basename(entry.name)}`);
    await unpackEntry(zip, entry, target);
    made.push({ file: target, origin: file, label: `${path.basename(file)}, ${entry.name}`, notes: [] });
  }
  return made;
}
