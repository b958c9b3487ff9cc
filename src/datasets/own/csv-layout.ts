import { TillbookError } from '../../base/errors.js';
import { emptyRecord, findRecord, recordFields } from './csv-record.js';

/** How a text is laid out. */
export interface CsvLayout {
  readonly delimiter: string;
  /** Names of the columns, made different where they were alike or empty. */
  readonly columns: readonly string[];
  /** The line that the header stands on, counted from 1; null where the first line is data. */
  readonly headerLine: number | null;
  readonly notes: readonly string[];
}

const delimiters = [',', ';', '\t', '|'];
const sampled = 500;

/**
 * Reads delimiter, header and what stands above it off the first bytes of a text.
 *
 * @param head UTF-8; `isWhole` if it is all of the text.
 * @throws TillbookError BAD_INPUT where nothing is in it, or header and lines have different numbers of fields.
 */
export function csvLayout(file: string, head: Buffer, isWhole: boolean): CsvLayout {
  const ranked = delimiters
    .map((delimiter) => ({ delimiter, ...shape(head, delimiter, isWhole) }))
    .sort((a, b) => b.score - a.score);
  const { delimiter, records, width } = ranked[0]!;
  if (records.length === 0) {
    throw new TillbookError('BAD_INPUT', `${file} holds no line`, { hint: 'export it again' });
  }
  const at = records.findIndex(({ fields }) => fields.length === width);
  const first = records[at]!;
  const notes: string[] = [];
  const isHeader = !first.fields.some(looksLikeData) || records.length === 1;
  const above = records[at - 1];
  if (!isHeader && above && Math.abs(above.fields.length - width) === 1 && !above.fields.some(looksLikeData)) {
    throw new TillbookError(
      'BAD_INPUT',
      `${file}, line ${above.line}: the header names ${above.fields.length} columns where the lines have ${width} fields`,
      { hint: 'name every column once' },
    );
  }
  if (at > 0)
    notes.push(
      `${at} line${at > 1 ? 's' : ''} above the header passed over (lines ${records[0]!.line} to ${records[at - 1]!.line})`,
    );
  if (!isHeader) notes.push('no header: the first line is data, and the columns are called column_1, column_2 …');
  const names = isHeader ? first.fields.map((name) => name.trim()) : first.fields.map(() => '');
  return { delimiter, columns: distinctNames(names, notes), headerLine: isHeader ? first.line : null, notes };
}

interface Sampled {
  readonly line: number;
  readonly fields: readonly string[];
}

function shape(head: Buffer, delimiter: string, isWhole: boolean) {
  const records: Sampled[] = [];
  const found = emptyRecord();
  const code = delimiter.charCodeAt(0);
  for (let at = 0, line = 1; at < head.length && records.length < sampled; ) {
    findRecord(head, at, code, isWhole, found);
    if (found.state === 'more') break;
    if (found.state === 'whole' && !found.isBlank) {
      records.push({ line, fields: recordFields(head.toString('utf8', at, found.end), delimiter) });
    }
    line += 1 + found.breaks;
    at = found.next;
  }
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  const [width, often] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  const share = records.length === 0 ? 0 : often / records.length;
  return { records, width, score: width > 1 ? share * (1 + Math.min(width, 50) / 100) : 0 };
}

/** A name of a column is not a number, a date or a time. */
const looksLikeData = (field: string) => /^[\s£$€(+-]*\d[\d.,:/\sTZ+-]*\)?$/.test(field);

/** Names made different where they are alike or empty; says so in `notes`. */
export function distinctNames(names: readonly string[], notes: string[]): string[] {
  const used = new Set<string>();
  return names.map((name, i) => {
    const wanted = name === '' ? `column_${i + 1}` : name;
    let given = wanted;
    // The engine takes no two names that differ in case alone.
    for (let n = 2; used.has(given.toLowerCase()); n++) given = `${wanted}_${n}`;
    used.add(given.toLowerCase());
    if (given !== wanted) notes.push(`two columns are called "${wanted}": the later one is "${given}" here`);
    return given;
  });
}
