import { rm } from 'node:fs/promises';
import { TillbookError } from '../base/errors.js';
import type { CsvLayout, Engine, Relation } from '../engine/engine.js';
import { fileContent } from '../engine/file-kind.js';
import { dateOrder, type TimeColumn } from './date-order.js';
import { mixedLineEnds } from './line-ends.js';
import { retailColumns } from './retail-columns.js';
import { retailCsv } from './retail-csv.js';
import type { RetailSource } from './retail-lines.js';
import { stagedCsv } from './stage-csv.js';

/** How the files are labelled in provenance. */
export interface Label {
  readonly dataset: string;
  readonly synthetic: boolean;
}

/**
 * Opens files of Online Retail II's shape as they are, CSV as text throughout, and finds their columns.
 *
 * @throws TillbookError DATA_MISSING, BAD_INPUT (empty, no such column, dates that can be read two ways).
 */
export async function readRetail(engine: Engine, files: readonly string[], label: Label): Promise<RetailSource[]> {
  const opened: Opened[] = [];
  try {
    for (const file of files) opened.push(await openFile(engine, file, label));
    const times: TimeColumn[] = opened
      .filter(({ raw, columns }) => columnType(raw, columns.time) === 'string')
      .map(({ raw, columns }) => ({ raw, column: columns.time, file: raw.provenance.files[0]!.file }));
    const order = await namingFile(files.join(', '), () => dateOrder(times));
    return opened.map((source) => ({ ...source, dateOrder: order }));
  } catch (error) {
    await removeCopies(opened);
    throw error;
  }
}

type Opened = Omit<RetailSource, 'dateOrder'>;

async function openFile(engine: Engine, file: string, label: Label): Promise<Opened> {
  if ((await fileContent(file)).kind === 'parquet') {
    const raw = await namingFile(file, () => engine.scan(file, label));
    return { raw, columns: retailColumns(raw.provenance.files[0]!.file, raw.schema) };
  }
  const csv = await retailCsv(file);
  try {
    return await openCsv(engine, file, label, csv);
  } catch (error) {
    await removeCopies([{ csv }]);
    throw error;
  }
}

/** A file whose lines end in two ways is read from a copy where they end in one: the engine takes no mixture. */
async function openCsv(engine: Engine, file: string, label: Label, csv: CsvLayout): Promise<Opened> {
  const raw = await namingFile(file, () => engine.scan(file, { ...label, csv }));
  const columns = retailColumns(raw.provenance.files[0]!.file, raw.schema);
  if (csv.copy === undefined && !(await mixedLineEnds(file))) return { raw, columns, csv };
  await engine.drop(raw);
  const copy = csv.copy ?? (await stagedCsv(file, 'line ends', csv.delimiter));
  const staged = { ...csv, copy };
  try {
    const view = await namingFile(file, () => engine.scan(file, { ...label, csv: staged }));
    const kept = await namingFile(file, () =>
      engine.materialise(`select * from ${view.name}`, { provenance: view.provenance }),
    );
    await engine.drop(view);
    return { raw: kept, columns, csv: staged };
  } catch (error) {
    await removeCopies([{ csv: staged }]);
    throw error;
  }
}

/** Removes what was written into the temporary folder to read these sources. */
export async function removeCopies(sources: ReadonlyArray<Pick<RetailSource, 'csv'>>): Promise<void> {
  for (const { csv } of sources) if (csv?.copy !== undefined) await rm(csv.copy, { force: true });
}

const columnType = (raw: Relation, column: string) => raw.schema.find(({ name }) => name === column)?.type;

/** Runs what reads a file; what the engine cannot read becomes BAD_INPUT that names the file. */
export async function namingFile<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TillbookError) || error.code !== 'QUERY_FAILED') throw error;
    throw new TillbookError('BAD_INPUT', `${file} cannot be read as a table: ${detail(error)}`, {
      hint: 'Parquet, or CSV in UTF-8 with a header line and as many fields in every line, is expected',
      cause: error,
    });
  }
}

/** The engine's own words with the two lines that follow: which line of the file, and what is wrong in it. */
function detail({ message, cause }: TillbookError): string {
  const lines = cause instanceof Error ? cause.message.trim().split('\n') : [message];
  return lines
    .slice(0, 3)
    .map((line) => (line.length > 200 ? `${line.slice(0, 200)} …` : line))
    .join('; ');
}
