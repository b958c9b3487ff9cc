import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { TillbookError } from '../../base/errors.js';
import { sha256 } from '../../engine/checksum.js';
import type { Engine } from '../../engine/engine.js';
import { importedAt, type Manifest, manifestName } from './imported.js';
import type { OwnTable } from './own-table.js';
import { fateSums, type ImportPlan, transactionColumns } from './plan-import.js';
import { textLiteral } from './sql-text.js';

/** What an import leaves, and the process that wrote it. */
const ownFiles = [/^transactions-(\d+)-[0-9a-f]{12}\.parquet$/, /^transactions-(\d+)\.part$/];

/**
 * Writes a planned import into `<folder>/<name>`: the relation under a name of its own, then, in one step, the manifest
 * that points to it. Whoever is killed on the way leaves the old relation; what he left is removed by the next.
 *
 * @throws TillbookError CANNOT_WRITE; BAD_INPUT where what was written does not hold what was planned.
 */
export async function saveImport(
  engine: Engine,
  plan: ImportPlan,
  tables: readonly OwnTable[],
  folder: string,
  name: string,
): Promise<Manifest> {
  const place = path.join(folder, name);
  try {
    await mkdir(place, { recursive: true });
    const part = path.join(place, `transactions-${process.pid}.part`);
    await engine.query(`copy (select ${transactionColumns} from ${plan.lines.name}
      where fate = line_class order by file_no, line_no) to ${textLiteral(part)} (format parquet, compression zstd)`);
    await sameAs(engine, part, plan);
    await synced(part);
    const { size } = await stat(part);
    const file = `transactions-${process.pid}-${(await sha256(part)).slice(0, 12)}.parquet`;
    await rename(part, path.join(place, file));
    await synced(place);
    const manifest: Manifest = {
      format: 1,
      name,
      currency: plan.currency,
      sources: await sourcesOf(tables),
      mapping: plan.reading.mapping,
      reading: {
        time: plan.reading.time.name,
        timeZone: plan.reading.timeZone ?? null,
        decimal: plan.reading.decimal,
      },
      rows: plan.rows,
      rejected: plan.rejected.length,
      imported: plan.imported,
      waterfall: plan.waterfall,
      overlap: plan.overlap,
      duplicates: plan.duplicates,
      notes: plan.notes,
      file,
      bytes: size,
    };
    await writeFileAtomic(path.join(place, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    await sweep(folder, name);
    return manifest;
  } catch (cause) {
    if (cause instanceof TillbookError && cause.code === 'BAD_INPUT') throw cause;
    throw new TillbookError('CANNOT_WRITE', `cannot write the import to ${place}: ${(cause as Error).message}`, {
      hint: 'make the folder writable and see that the disk has room; what was imported before is untouched',
      cause,
    });
  }
}

/** What the file holds is counted again, from the file. */
async function sameAs(engine: Engine, file: string, plan: ImportPlan): Promise<void> {
  const written = await fateSums(engine, `(select line_class as fate, amount from read_parquet(${textLiteral(file)}))`);
  const planned = plan.waterfall.filter(({ class: name }) => !['rejected', 'overlap', 'duplicate'].includes(name));
  const differing = planned.find((row) => {
    const same = written.find(({ class: name }) => name === row.class);
    return same?.rows !== row.rows || same.amount !== row.amount;
  });
  if (differing === undefined) return;
  throw new TillbookError(
    'BAD_INPUT',
    `the waterfall does not close: ${differing.rows} lines of the class ${differing.class} were not written as they were read`,
    {
      hint: 'this is a fault of Tillbook, or a file changed while it was read: run again, then report it',
    },
  );
}

async function sourcesOf(tables: readonly OwnTable[]): Promise<Manifest['sources']> {
  const paths = [...new Set(tables.map((table) => table.path))];
  return Promise.all(
    paths.map(async (file) => ({
      file: path.basename(file),
      bytes: (await stat(file)).size,
      sha256: await sha256(file),
    })),
  );
}

async function synced(place: string): Promise<void> {
  const handle = await open(place);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes relations that no manifest points to and parts of processes that are gone. */
async function sweep(folder: string, name: string): Promise<void> {
  const current = await importedAt(folder, name);
  const place = path.join(folder, name);
  for (const entry of await readdir(place)) {
    const maker = ownFiles.map((pattern) => pattern.exec(entry)?.[1]).find((pid) => pid !== undefined);
    if (maker === undefined || entry === current?.file) continue;
    if (Number(maker) === process.pid || !isAlive(Number(maker))) await rm(path.join(place, entry), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
