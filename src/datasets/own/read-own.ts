import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { rows } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import type { Engine } from '../../engine/engine.js';
import { type FileKind, fileKind } from '../../engine/file-kind.js';
import { localFiles } from '../local-files.js';
import { namingFile } from '../read-retail.js';
import type { OwnTable } from './own-table.js';
import { readCsv } from './read-csv.js';
import { readJsonLines } from './read-json-lines.js';
import { readParquet } from './read-parquet.js';
import { textLiteral } from './sql-text.js';

/**
 * Reads one file into tables (a workbook may have several).
 *
 * @param staged a path of the reader's own, in a folder that is removed when the import ends.
 */
export type Reader = (engine: Engine, file: string, staged: string) => Promise<OwnTable[]>;

/** Who reads what: a kind of file is one line here. */
export const readers: Readonly<Record<FileKind['kind'], Reader>> = {
  csv: async (_, file, staged) => [await readCsv(file, staged)],
  json: async (engine, file, staged) => [await readJsonLines(engine, file, staged)],
  parquet: async (engine, file) => [await readParquet(engine, file)],
  zip: async (engine, file, staged) => {
    await mkdir(staged, { recursive: true });
    const tables: OwnTable[] = [];
    for (const [i, local] of (await localFiles(file, staged)).entries()) {
      const { kind } = await fileKind(local.file);
      const read = await readers[kind](engine, local.file, path.join(staged, `${i + 1}.staged`));
      tables.push(...read.map((table) => ({ ...table, file: local.label, notes: [...local.notes, ...table.notes] })));
    }
    return tables;
  },
};

/**
 * Reads a person's own files, each by what it holds.
 *
 * @param folder where readers may stage what they read; the caller removes it.
 * @throws TillbookError DATA_MISSING, BAD_INPUT.
 */
export async function readOwn(engine: Engine, files: readonly string[], folder: string): Promise<OwnTable[]> {
  const tables: OwnTable[] = [];
  for (const [i, file] of files.entries()) {
    const { kind } = await fileKind(file);
    tables.push(...(await namingFile(file, () => readers[kind](engine, file, path.join(folder, `${i + 1}`)))));
  }
  return tables;
}

/**
 * The files that paths and patterns (`sales/*.csv`) stand for, each once, in order.
 *
 * @throws TillbookError DATA_MISSING where one stands for none.
 */
export async function filesOf(engine: Engine, patterns: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const isPath = existsSync(pattern) || !/[*?[]/.test(pattern);
    const files = isPath
      ? [pattern]
      : rows<{ file: string }>(await engine.query(`select file from glob(${textLiteral(pattern)}) order by file`)).map(
          ({ file }) => file,
        );
    if (files.length === 0) {
      throw new TillbookError('DATA_MISSING', `no file is called ${pattern}`, { hint: 'check the pattern' });
    }
    for (const file of files) found.add(path.resolve(file));
  }
  return [...found];
}
