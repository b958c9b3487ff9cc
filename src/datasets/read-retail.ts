import { TillbookError } from '../base/errors.js';
import type { Engine, Relation } from '../engine/engine.js';
import { dateOrder, type TimeColumn } from './date-order.js';
import { retailColumns } from './retail-columns.js';
import type { RetailSource } from './retail-lines.js';

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
  const opened: Array<Omit<RetailSource, 'dateOrder'>> = [];
  for (const file of files) {
    const raw = await namingFile(file, () => engine.scan(file, { ...label, allText: true }));
    opened.push({ raw, columns: retailColumns(raw.provenance.files[0]!.file, raw.schema) });
  }
  const times: TimeColumn[] = opened
    .filter(({ raw, columns }) => columnType(raw, columns.time) === 'string')
    .map(({ raw, columns }) => ({ raw, column: columns.time, file: raw.provenance.files[0]!.file }));
  const order = await namingFile(files.join(', '), () => dateOrder(times));
  return opened.map((source) => ({ ...source, dateOrder: order }));
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
  return lines.slice(0, 3).join('; ');
}
