import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { rows } from '../../src/base/columns.js';
import { TillbookError } from '../../src/base/errors.js';
import type { Dataset } from '../../src/datasets/dataset.js';
import { openDataset } from '../../src/datasets/open-dataset.js';
import { openEngine } from '../../src/engine/open-engine.js';

export const header = 'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country';

/** A folder of its own with files in it, gone after the test. */
export async function folderWith(files: Readonly<Record<string, string | Buffer>> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tillbook-datasets-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  return folder;
}

/** Opens a file or folder in an engine that is closed after the test. */
export async function opened(
  place: string,
  options: { dataDirs?: string[]; sampleDir?: string; dropDuplicates?: boolean } = {},
): Promise<Dataset> {
  const engine = await openEngine();
  onTestFinished(() => engine.close());
  const { dataDirs = [], sampleDir = path.join(tmpdir(), 'tillbook-no-sample'), ...cleaning } = options;
  return openDataset(engine, place, { dataDirs, sampleDir }, cleaning);
}

/** Opens CSV given as lines; several texts are several files. */
export async function openedCsv(...texts: string[]): Promise<Dataset> {
  return opened(await folderWith(Object.fromEntries(texts.map((text, i) => [`file-${i + 1}.csv`, text]))));
}

/** The error of what must fail with a TillbookError. */
export async function failure(attempt: Promise<unknown>): Promise<TillbookError> {
  const error = await attempt.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof TillbookError)) throw error;
  return error;
}

/** Transactions as text, amounts exact, in an order of their own content. */
export async function lines(dataset: Dataset, columns = '*'): Promise<Array<Record<string, string | null>>> {
  const { engine, name } = dataset.relations.transactions;
  const [cell] = rows<{ lines: string }>(await engine.query(`select cast(count(*) as string) as lines from ${name}`));
  const all = rows<Record<string, string | null>>(
    await engine.query(
      `select cast(columns(*) as string) from (select ${columns} from ${name}) as t order by all nulls last`,
    ),
  );
  if (Number(cell!.lines) !== all.length) throw new Error('lines were lost on the way');
  return all;
}

/** One figure of a query over the transactions, `$t`. */
export async function figures(dataset: Dataset, sql: string) {
  const { engine, name } = dataset.relations.transactions;
  return rows(await engine.query(sql.replaceAll('$t', name)));
}
