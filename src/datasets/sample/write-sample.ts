import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Columns } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import type { Engine } from '../../engine/engine.js';
import { openEngine } from '../../engine/open-engine.js';
import { firstFileEnd, secondFile } from './calendar.js';
import { type Planted, type RetailSample, retailSample, sampleVersion } from './retail-sample.js';

/** What `sample.json` says beside the files; it is written last, so that where it stands all is whole. */
export interface SampleStamp {
  readonly version: number;
  readonly rows: number;
  readonly seed: number;
  readonly files: readonly string[];
  /** Parquet: customer_id, segment, country. */
  readonly truth: string;
  /** Of the files and the truth, by name. */
  readonly bytes: Readonly<Record<string, number>>;
  readonly planted: Planted;
}

const names = ['retail-sample-2009-2010.parquet', 'retail-sample-2010-2011.parquet'] as const;
const truth = 'truth.parquet';
export const stampName = 'sample.json';

/**
 * Writes the sample's two files (Parquet, columns as Online Retail II has them), the planted segment of each customer
 * and `sample.json`, each whole or not at all.
 *
 * @throws TillbookError CANNOT_WRITE, BAD_PARAMETER.
 */
export async function writeSample(
  folder: string,
  { rows, seed }: { readonly rows: number; readonly seed: number },
): Promise<SampleStamp> {
  const sample = retailSample({ rows, seed });
  const engine = await openEngine();
  try {
    await mkdir(folder, { recursive: true });
    await rm(path.join(folder, stampName), { force: true });
    await writeParquet(engine, sample, folder);
    const bytes = await sizes(folder, [...names, truth]);
    const stamp = { version: sampleVersion, rows, seed, files: names, truth, bytes, planted: sample.planted };
    await writeFileAtomic(path.join(folder, stampName), `${JSON.stringify(stamp, null, 2)}\n`);
    return stamp;
  } catch (cause) {
    if (cause instanceof TillbookError && cause.code !== 'QUERY_FAILED') throw cause;
    throw new TillbookError('CANNOT_WRITE', `cannot write the sample into ${folder}: ${(cause as Error).message}`, {
      hint: 'make the folder writable, or name another with --out',
      cause,
    });
  } finally {
    await engine.close();
  }
}

/** Bytes of files by their name. */
export async function sizes(folder: string, files: readonly string[]): Promise<Record<string, number>> {
  const entries = files.map(async (name) => [name, (await stat(path.join(folder, name))).size] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function writeParquet(engine: Engine, sample: RetailSample, folder: string): Promise<void> {
  const { lines, invoices, customers } = sample;
  const ofOrder =
    <T>(read: (order: RetailSample['invoices'][number]) => T) =>
    (i: number) =>
      read(invoices[lines.order[i]!]!);
  const all = await engine.register(
    columns(lines.length, {
      line: ['Int64', (i) => i],
      invoice: ['Utf8', ofOrder(({ number }) => number)],
      code: ['Utf8', (i) => lines.code[i]],
      description: ['Utf8', (i) => lines.description[i]],
      quantity: ['Int64', (i) => lines.quantity[i]],
      seconds: ['Int64', ofOrder(({ time }) => time)],
      price: ['Int64', (i) => lines.price[i]],
      customer: ['Int64', ofOrder(({ customer }) => customer?.id)],
      country: ['Utf8', ofOrder(({ country }) => country)],
    }),
  );
  const select = (description: string, where: string) => `select invoice as "Invoice", code as "StockCode",
    ${description} as "Description", cast(quantity as integer) as "Quantity",
    make_timestamp(seconds * 1000000) as "InvoiceDate", price / 1000 as "Price",
    cast(customer as integer) as "Customer ID", country as "Country"
    from ${all.name} where ${where} order by line`;
  await copy(engine, select('description', `seconds < ${firstFileEnd}`), path.join(folder, names[0]));
  await copy(engine, select('trim(description)', `seconds >= ${secondFile}`), path.join(folder, names[1]));

  const known = await engine.register(
    columns(customers.length, {
      customer: ['Int64', (i) => customers[i]!.id],
      segment: ['Utf8', (i) => customers[i]!.segment.name],
      country: ['Utf8', (i) => customers[i]!.country],
    }),
  );
  const truths = `select cast(customer as varchar) as customer_id, segment, country from ${known.name} order by customer`;
  await copy(engine, truths, path.join(folder, truth));
}

async function copy(engine: Engine, sql: string, file: string): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  try {
    await engine.query(`copy (${sql}) to '${beside.replaceAll("'", "''")}' (format parquet, compression zstd)`);
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}

type Reader = readonly [type: 'Int64' | 'Utf8', get: (i: number) => unknown];

function columns(length: number, readers: Readonly<Record<string, Reader>>): Columns {
  return {
    numRows: length,
    numCols: Object.keys(readers).length,
    schema: { fields: Object.entries(readers).map(([name, [type]]) => ({ name, type })) },
    getChild(name) {
      const get = readers[name]?.[1];
      return get === undefined ? null : { length, get, toArray: () => Array.from({ length }, (_, i) => get(i)) };
    },
  };
}
