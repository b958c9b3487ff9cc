import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { TillbookError } from '../../base/errors.js';
import type { Engine } from '../../engine/engine.js';
import { checkName, type Manifest } from './imported.js';
import type { OwnMapping } from './mapping.js';
import type { OwnTable, Rejected } from './own-table.js';
import { type ImportPlan, type OwnOptions, planImport } from './plan-import.js';
import { filesOf, readOwn } from './read-own.js';
import { saveImport } from './save-import.js';

/** How many lines may be rejected before an import fails. */
export interface MostRejected {
  readonly lines?: number;
  /** Of all records, 0..1. */
  readonly share?: number;
}

export interface ImportOptions extends OwnOptions {
  /** Where imported data are kept. */
  readonly folder: string;
  /** What the dataset will be called. */
  readonly name: string;
  /** Default: one record in a hundred. */
  readonly maxRejected?: MostRejected;
  /** The first line that cannot be read stops the import. */
  readonly strict?: boolean;
}

export interface Imported {
  readonly manifest: Manifest;
  readonly columns: readonly string[];
  readonly rejected: readonly Rejected[];
  /** JSON lines of what was rejected, or null where nothing was. */
  readonly rejectedFile: string | null;
}

/**
 * Imports a person's own files: reads them by what they hold, maps their columns, and keeps them as a dataset under a
 * name. Lines that cannot be read go to `<name>.rejected.jsonl` in the folder of imports.
 *
 * @param patterns paths, or patterns such as `sales/*.csv`.
 * @throws TillbookError BAD_PARAMETER, DATA_MISSING, BAD_INPUT with file, line and column, CANNOT_WRITE. What was
 * imported under the name before is then untouched.
 */
export async function importOwn(
  engine: Engine,
  patterns: readonly string[],
  mapping: OwnMapping,
  options: ImportOptions,
): Promise<Imported> {
  checkName(options.name);
  return withTables(engine, patterns, async (tables) => {
    if (options.strict) refuseFirst(tables.flatMap(({ rejected }) => rejected));
    const plan = await planImport(engine, tables, mapping, options);
    if (options.strict) refuseFirst(plan.rejected);
    const rejectedFile = await quarantine(plan.rejected, options.folder, options.name);
    refuseMany(plan, options.maxRejected ?? { share: 0.01 }, rejectedFile);
    if (plan.imported === 0)
      throw new TillbookError('BAD_INPUT', 'no line is left to import', { hint: 'tillbook data check says why' });
    const manifest = await saveImport(engine, plan, tables, options.folder, options.name);
    return { manifest, columns: tables[0]!.columns, rejected: plan.rejected, rejectedFile };
  });
}

/** Reads files, hands their tables on, and removes what was staged for them. */
export async function withTables<T>(
  engine: Engine,
  patterns: readonly string[],
  use: (tables: OwnTable[]) => Promise<T>,
): Promise<T> {
  const staging = await mkdtemp(path.join(tmpdir(), 'tillbook-import-'));
  try {
    return await use(await readOwn(engine, await filesOf(engine, patterns), staging));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

const place = ({ file, line, column, reason }: Rejected) =>
  `${file}, line ${line}${column === null ? '' : `, column "${column}"`}: ${reason}`;

function refuseFirst([first]: readonly Rejected[]): void {
  if (first === undefined) return;
  throw new TillbookError('BAD_INPUT', place(first), { hint: 'mend the line, or import without --strict' });
}

function refuseMany({ rejected, rows }: ImportPlan, most: MostRejected, rejectedFile: string | null): void {
  const allowed = most.lines ?? Math.floor(rows * (most.share ?? 0));
  if (rejected.length <= allowed) return;
  const shown = rejected.slice(0, 3).map(place);
  const more = rejected.length > shown.length ? `; and ${rejected.length - shown.length} more` : '';
  throw new TillbookError(
    'BAD_INPUT',
    `${rejected.length} of ${rows} records cannot be read, and ${allowed} may be rejected: ${shown.join('; ')}${more}`,
    { hint: `all of them stand in ${rejectedFile}; --max-rejected allows more` },
  );
}

async function quarantine(rejected: readonly Rejected[], folder: string, name: string): Promise<string | null> {
  const file = path.join(folder, `${name}.rejected.jsonl`);
  try {
    if (rejected.length === 0) {
      await rm(file, { force: true });
      return null;
    }
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(file, rejected.map((one) => `${JSON.stringify(one)}\n`).join(''));
    return file;
  } catch (cause) {
    throw new TillbookError('CANNOT_WRITE', `cannot write ${file}: ${(cause as Error).message}`, {
      hint: 'make the folder writable',
      cause,
    });
  }
}
