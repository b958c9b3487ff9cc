import { open } from 'node:fs/promises';
import { TillbookError } from '../base/errors.js';
import { knownColumn } from './retail-columns.js';
import { stagedCsv } from './stage-csv.js';

/** How a CSV file is laid out, read off its beginning, so that no engine has to guess. */
export interface RetailCsv {
  readonly delimiter: string;
  /** Names as the header has them; a repeated one with `_2`, an empty one `column_3`. */
  readonly columns: readonly string[];
  /** The header's line, counted from 1. */
  readonly headerLine: number;
  /** Where the text stands as UTF-8 with one kind of line end, if not in the file itself. */
  readonly copy?: string;
}

const delimiters = [',', ';', '\t', '|'];
const headBytes = 1 << 18;
const searchedLines = 100;
const mostColumns = 2000;

/**
 * Finds delimiter and header of a CSV file with the columns of Online Retail II; lines above the header are passed over.
 * Packed (gzip) and UTF-16 text is unpacked into a copy in the system's temporary folder; whoever calls removes it.
 *
 * @throws TillbookError BAD_INPUT for what is no CSV.
 */
export async function retailCsv(file: string): Promise<RetailCsv> {
  const kind = packing(await headOf(file, 4096));
  if (kind === 'zip' || kind === 'zstd') {
    throw new TillbookError(
      'BAD_INPUT',
      `${file} is ${kind === 'zip' ? 'a zip or a workbook' : 'Zstandard'}, not CSV`,
      {
        hint: 'unpack it, or save it as CSV in UTF-8',
      },
    );
  }
  const copy = kind === 'plain' ? undefined : await stagedCsv(file, kind);
  return { ...layout(file, await headOf(copy ?? file, headBytes)), ...(copy !== undefined && { copy }) };
}

function packing(head: Buffer): 'plain' | 'gzip' | 'zstd' | 'zip' | 'utf-16le' | 'utf-16be' {
  const mark = head.subarray(0, 4).toString('hex');
  if (mark.startsWith('1f8b')) return 'gzip';
  if (mark === '28b52ffd') return 'zstd';
  if (mark === '504b0304') return 'zip';
  if (mark.startsWith('fffe')) return 'utf-16le';
  if (mark.startsWith('feff')) return 'utf-16be';
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i & 1]!++;
  const most = 0.4 * (head.length / 2);
  if (head.length > 3 && zeros[1]! > most && zeros[0]! < most / 4) return 'utf-16le';
  if (head.length > 3 && zeros[0]! > most && zeros[1]! < most / 4) return 'utf-16be';
  return 'plain';
}

function layout(file: string, head: Buffer): Omit<RetailCsv, 'copy'> {
  const lines = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/, searchedLines);
  const candidates = lines.flatMap((line, i) =>
    line.trim() === ''
      ? []
      : delimiters.map((delimiter) => {
          const fields = headerFields(line, delimiter);
          const known = new Set(fields.map(knownColumn).filter((name) => name !== undefined)).size;
          return { delimiter, fields, known, headerLine: i + 1 };
        }),
  );
  // Of equals the first line, and in it the delimiter that makes most fields.
  const [best] = candidates.sort(
    (a, b) => b.known - a.known || a.headerLine - b.headerLine || b.fields.length - a.fields.length,
  );
  if (!best) throw new TillbookError('BAD_INPUT', `${file} holds no line of text`, { hint: 'export it again' });
  if (best.fields.length > mostColumns) {
    throw new TillbookError(
      'BAD_INPUT',
      `${file}, line ${best.headerLine} has more than ${mostColumns} fields: it is no header`,
      { hint: 'a header line such as Invoice,StockCode,Description,… is expected' },
    );
  }
  return { delimiter: best.delimiter, columns: distinct(best.fields), headerLine: best.headerLine };
}

function headerFields(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (char === '"' && quoted && line[i + 1] === '"') field += line[++i];
    else if (char === '"' && (quoted || field.trim() === '')) quoted = !quoted;
    else if (char === delimiter && !quoted) {
      fields.push(field.trim());
      field = '';
    } else field += char;
  }
  return [...fields, field.trim()];
}

function distinct(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name, i) => {
    const wanted = name === '' ? `column_${i + 1}` : name;
    let given = wanted;
    for (let n = 2; used.has(given.toLowerCase()); n++) given = `${wanted}_${n}`;
    used.add(given.toLowerCase());
    return given;
  });
}

async function headOf(file: string, bytes: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
