import path from 'node:path';
import { TillbookError } from '../../base/errors.js';
import { csvLayout } from './csv-layout.js';
import { recordFields } from './csv-record.js';
import { lineColumn, type OwnTable, type Rejected, rawLimit } from './own-table.js';
import { textLiteral } from './sql-text.js';
import {
  longestRecord,
  NotUtf8,
  type RecordVisit,
  stagedFile,
  type TextShape,
  textHead,
  walkText,
} from './stage-text.js';
import type { TextEncoding } from './text-encoding.js';

/** How many lines a reader may reject before it gives up: they are kept in memory. */
export const mostRejected = 100_000;

/**
 * Takes delimited text apart: encoding, delimiter and header are read off the content, each record gets its line, what
 * has not as many fields as the header is rejected. The records are staged as UTF-8 in one form for the engine.
 *
 * @param staged where to write them.
 * @throws TillbookError BAD_INPUT.
 */
export async function readCsv(source: string, staged: string, encoding: TextEncoding | null = null): Promise<OwnTable> {
  try {
    return await stage(source, staged, encoding);
  } catch (error) {
    if (error instanceof NotUtf8) return stage(source, staged, 'windows-1252');
    throw error;
  }
}

async function stage(source: string, staged: string, given: TextEncoding | null): Promise<OwnTable> {
  const file = path.basename(source);
  const { head, isWhole } = await textHead(source, given);
  const layout = csvLayout(file, head, isWhole);
  const { delimiter, columns } = layout;
  const width = columns.length;
  const code = delimiter.charCodeAt(0);
  const firstLine = layout.headerLine ?? 0;
  const out = stagedFile(staged);
  const rejected: Rejected[] = [];
  let kept = 0;
  let longest = 0;
  let broken = 0;
  let firstBroken = 0;

  const reject = (line: number, reason: string, bytes: Buffer) => {
    rejected.push({ file, line, column: null, reason, raw: clipped(bytes) });
    if (rejected.length > mostRejected) throw tooMany(file, rejected);
  };
  const textShape = { delimiter: code, width };
  const { encoding, blank } = await walkText(source, textShape, given, ({ line, bytes, found, fault }) => {
    if (line <= firstLine) return;
    if (fault !== null) return reject(line, fault, bytes);
    if (found.fields < width) return reject(line, misfit(found.fields, width), bytes);
    let record = bytes;
    if (found.isOdd || found.fields > width) {
      const fields = recordFields(bytes.toString('utf8'), delimiter);
      if (fields.slice(width).some((field) => field.trim() !== '')) {
        return reject(line, misfit(found.fields, width), bytes);
      }
      record = Buffer.from(fields.slice(0, width).map(requoted).join(delimiter));
    }
    if (found.breaks > 0) {
      broken++;
      firstBroken ||= line;
    }
    kept++;
    if (record.length > longest) longest = record.length;
    return out.put(line, code, record);
  });
  await out.close();

  const notes = [...layout.notes];
  if (encoding !== 'utf-8') notes.push(`the text is ${encoding}, not UTF-8, and was read as such`);
  if (blank > 0) notes.push(`${blank} blank lines passed over`);
  if (broken > 0) notes.push(`${broken} records hold line ends inside quotes, the first on line ${firstBroken}`);
  const names = columns.map((name) => `${textLiteral(name)}: 'varchar'`).join(', ');
  const roomy = longest > 2 ** 20 ? `, max_line_size = ${longestRecord + 64}, buffer_size = ${4 * longestRecord}` : '';
  return {
    file,
    path: source,
    from: `read_csv(${textLiteral(staged)}, auto_detect = false, header = false, delim = ${textLiteral(delimiter)}, quote = '"', escape = '"',
      new_line = '\\n', nullstr = '', null_padding = false, strict_mode = true, parallel = ${broken === 0}${roomy},
      columns = {${[`'${lineColumn}': 'bigint'`, names].join(', ')}})`,
    columns,
    records: kept + rejected.length,
    rejected,
    notes,
    texts: (lines) => recordTexts(source, textShape, encoding, lines),
  };
}

const misfit = (fields: number, width: number) =>
  `${fields} field${fields === 1 ? '' : 's'} where the header has ${width}`;
const requoted = (field: string) => (/["\r\n,;\t|]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
const clipped = (bytes: Buffer) => bytes.toString('utf8', 0, rawLimit);

export function tooMany(file: string, rejected: readonly Rejected[]): TillbookError {
  const [first] = rejected;
  return new TillbookError(
    'BAD_INPUT',
    `${file}: more than ${mostRejected} lines cannot be read; the first is line ${first!.line}: ${first!.reason}`,
    { hint: 'this is hardly the table that it was taken for: look at the file' },
  );
}

/** Records as they stand in the file, by their line. */
export async function recordTexts(
  source: string,
  shape: TextShape,
  encoding: TextEncoding,
  lines: ReadonlySet<number>,
): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  if (lines.size === 0) return texts;
  const visit = ({ line, bytes }: RecordVisit) => {
    if (lines.has(line)) texts.set(line, clipped(bytes));
  };
  await walkText(source, shape, encoding, visit);
  return texts;
}
