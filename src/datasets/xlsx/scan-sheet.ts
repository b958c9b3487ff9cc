// long because the scanner's functions share the state of one sheet: row, column, tallies and what is not whole yet.
import { TillbookError } from '../../base/errors.js';
import { batchBuilder } from './batch-builder.js';
import { type CellBatch, cellKind, columnLetters, errorTexts } from './cell-batch.js';
import { parseNumber } from './parse-number.js';
import { serialDate } from './serial-date.js';
import { sheetFrame } from './sheet-frame.js';
import { element, type NameReader, nameReader } from './sheet-names.js';
import { type TextDictionary, textHash } from './text-dictionary.js';
import { usualCell } from './usual-cell.js';
import { closesItself, elementEnd, miscEnd, tagEnd, unfinished } from './xml-bytes.js';
import { decodeText, elementText } from './xml-text.js';

/** A class of cells that lost something: how many, and where the first stands. */
export interface Tally {
  readonly count: number;
  /** Such as `B7`; empty if there is none. */
  readonly first: string;
}

/** What a scanned sheet came to. */
export interface SheetSummary {
  /** Rows handed on: those that hold anything. */
  readonly rows: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly hiddenRows: number;
  readonly errors: Tally;
  readonly formulas: Tally;
  /** Formulas without a stored result. */
  readonly uncomputed: Tally;
  /** Numbers formatted as a date that are none: kept as numbers. */
  readonly oddDates: Tally;
  /** Cells whose style the workbook does not have: read as numbers. */
  readonly unknownStyles: Tally;
  readonly merged: { readonly count: number; readonly first: readonly string[] };
  /** The greatest index of a shared string, -1 if there is none, and the cell that has it. */
  readonly greatestShared: number;
  readonly greatestSharedAt: string;
}

export interface SheetScanOptions {
  /** File and sheet, for messages. */
  readonly place: string;
  /** For each cell style 0 (number), 1 (date) or 2 (time). */
  readonly styles: Uint8Array;
  readonly date1904: boolean;
  /** The row with the names of columns: it is a batch of its own, and rows above it are passed over. Default: the first that holds anything. */
  readonly headerRow?: number | undefined;
}

/** Takes a sheet's bytes as they come. */
export interface SheetScanner {
  /** @throws TillbookError BAD_INPUT naming the place, row and column. */
  push(chunk: Buffer): void;
  /** @throws TillbookError BAD_INPUT where the sheet is cut off. */
  end(): SheetSummary;
}

const type = { number: 0, shared: 1, formulaText: 2, inline: 3, boolean: 4, error: 5, date: 6 } as const;
const maxCellBytes = 2 ** 24;
const inlineStr = Buffer.from('inlineStr');
const str = Buffer.from('str');
const none: Tally = { count: 0, first: '' };

function spells(bytes: Buffer, start: number, end: number, word: Buffer): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return false;
  return true;
}

/**
 * A scanner of a worksheet's XML, in UTF-8, that hands its cells on in batches; the first holds the row of names alone.
 *
 * It knows what a sheet's rows may hold and refuses the rest by name, so that no row is passed over unseen. Rows must
 * ascend. What stands around the rows goes through a general parser.
 *
 * Cost: about 8 ns of CPU a byte of cells in the usual form; memory for one batch and one cell.
 */
export function sheetScanner(options: SheetScanOptions, emit: (batch: CellBatch) => void): SheetScanner {
  const { place, styles, date1904, headerRow } = options;
  const frame = sheetFrame();
  const builder = batchBuilder(emit);
  let phase: 'head' | 'rows' | 'tail' = 'head';
  let nameAt: NameReader = nameReader(['']);
  const cell = usualCell({ number: keptValue, shared: keptShared, text: keptText });
  let usual = false;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let wanted = 0;

  let inRow = false;
  let row = 0;
  let lastColumn = -1;
  let rows = 0;
  let firstRow = 0;
  let lastRow = 0;
  let hiddenRows = 0;
  let greatestShared = -1;
  let greatestSharedAt = '';
  const tallies = { errors: none, formulas: none, uncomputed: none, oddDates: none, unknownStyles: none };

  const cellName = (column: number) => `${columnLetters(column)}${row}`;
  const tally = (name: keyof typeof tallies, column: number) => {
    const { count, first } = tallies[name];
    tallies[name] = { count: count + 1, first: count === 0 ? cellName(column) : first };
  };

  function fail(what: string, column = -1): never {
    const where = column >= 0 ? `, row ${row}, column ${columnLetters(column)}` : row > 0 ? `, row ${row}` : '';
    throw new TillbookError('BAD_INPUT', `${place}${where}: ${what}`, {
      hint: 'open the workbook in a spreadsheet program, mend the cell and save it again',
    });
  }

  /** Runs what may find the XML broken, and says where. */
  function guarded<T>(read: () => T, column = -1): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof RangeError) fail(`holds ${error.message}`, column);
      throw error;
    }
  }

  function push(chunk: Buffer): void {
    let bytes = chunk;
    if (pendingBytes > 0) {
      pending.push(chunk);
      pendingBytes += chunk.length;
      if (pendingBytes < wanted) return;
      bytes = Buffer.concat(pending, pendingBytes);
      pending = [];
      pendingBytes = 0;
    }
    const used = consume(bytes);
    const left = bytes.length - used;
    if (left === 0) return;
    if (left > maxCellBytes) fail(`holds a cell of more than ${maxCellBytes} bytes`);
    // Copied, so that the chunk can go.
    pending = [Buffer.from(bytes.subarray(used))];
    pendingBytes = left;
    // A cell that spans many chunks is looked at again only when it has doubled.
    wanted = left * 2;
  }

  function consume(bytes: Buffer): number {
    let from = 0;
    while (phase === 'head') {
      const stop = bytes.indexOf(62, from) + 1 || bytes.length;
      if (stop === from) return from;
      const piece = bytes.subarray(from, stop);
      from = stop;
      if (guarded(() => frame.head(piece))) begin();
    }
    if (phase === 'rows') from = scanRows(bytes, from);
    if (phase === 'tail' && from < bytes.length) {
      guarded(() => frame.tail(bytes.subarray(from)));
      from = bytes.length;
    }
    return from;
  }

  function begin(): void {
    phase = frame.hasRows() ? 'rows' : 'tail';
    const prefixes = frame.prefixes();
    nameAt = nameReader(prefixes);
    // Rows above the names are read cell by cell and dropped: not worth a second way.
    usual = prefixes[0] === '' && headerRow === undefined;
  }

  /** Reads rows and cells as far as they are whole. Answers the byte after the last of them. */
  function scanRows(bytes: Buffer, from: number): number {
    const end = bytes.length;
    const words = new DataView(bytes.buffer, bytes.byteOffset, end);
    let p = from;
    for (;;) {
      if (inRow && usual) {
        const after = cell(bytes, words, p, row);
        if (after > 0) {
          p = after;
          continue;
        }
      }
      while (p < end && bytes[p]! <= 32) p++;
      if (p + 1 >= end) return p;
      if (bytes[p] !== 60) fail(`holds text ("${bytes.toString('utf8', p, Math.min(end, p + 20))}") beside its cells`);
      const next = bytes[p + 1]!;
      let stop: number;
      if (next === 33 || next === 63) {
        stop = afterMisc(bytes, p, end, -1);
      } else if (next === 47) {
        const name = nameAt(bytes, p + 2, end);
        if (name === unfinished) return p;
        if (inRow ? name !== element.row : name !== element.sheetData) mismatched(bytes, p);
        if (!inRow) {
          builder.flush();
          row = 0;
          phase = 'tail';
          return p;
        }
        stop = tagEnd(bytes, p, end);
        if (stop !== unfinished) endRow();
      } else {
        const name = nameAt(bytes, p + 1, end);
        if (name === unfinished) return p;
        if (inRow && name === element.cell) stop = scanCell(bytes, p, end);
        else if (!inRow && name === element.row) stop = beginRow(bytes, p, end);
        else if (inRow && name === element.extension) stop = afterElement(bytes, p, end, -1);
        else return unknown(bytes, p);
      }
      if (stop === unfinished) return p;
      p = stop;
    }
  }

  function tagText(bytes: Buffer, from: number): string {
    return bytes.toString('utf8', from, Math.min(bytes.length, from + 40)).split('>')[0]!;
  }

  function unknown(bytes: Buffer, from: number, column = -1): never {
    fail(`holds <${tagText(bytes, from + 1)}>, which has no place there`, column);
  }

  function mismatched(bytes: Buffer, from: number, column = -1): never {
    fail(`holds <${tagText(bytes, from + 1)}> where another tag should end`, column);
  }

  function beginRow(bytes: Buffer, from: number, end: number): number {
    const stop = tagEnd(bytes, from, end);
    if (stop === unfinished) return stop;
    const before = row;
    const number = rowNumber(bytes, from, stop);
    if (!(number >= 1 && number <= 1_048_576)) {
      fail(`the tag <${tagText(bytes, from + 1)}> after it has no number of 1 to 1048576`);
    }
    row = number;
    if (row <= before) fail(`stands after row ${before}: rows must ascend`);
    lastColumn = -1;
    inRow = true;
    if (closesItself(bytes, stop)) endRow();
    return stop;
  }

  /** The number in a row's tag, else the next; NaN where it is none. */
  function rowNumber(bytes: Buffer, from: number, stop: number): number {
    let p = bytes.indexOf(32, from);
    // As nearly every row begins: <row r="7".
    if (p > 0 && p + 4 < stop && bytes[p + 1] === 114 && bytes[p + 2] === 61 && bytes[p + 3] === 34) {
      let number = 0;
      for (p += 4; bytes[p]! >= 48 && bytes[p]! <= 57; p++) number = number * 10 + bytes[p]! - 48;
      if (bytes[p] === 34 && number > 0) {
        while (p < stop && bytes[p] !== 104) p++;
        if (p < stop) countHidden(bytes.toString('latin1', from, stop));
        return number;
      }
    }
    const tag = bytes.toString('latin1', from, stop);
    countHidden(tag);
    const found = /\sr\s*=\s*(["'])(.*?)\1/.exec(tag)?.[2];
    if (found === undefined) return row + 1;
    return /^\s*\d+\s*$/.test(found) ? Number(found) : Number.NaN;
  }

  function countHidden(tag: string): void {
    if (/\shidden\s*=\s*["'](1|true)["']/.test(tag)) hiddenRows++;
  }

  function endRow(): void {
    inRow = false;
    if (headerRow !== undefined && row < headerRow) return;
    if (!builder.endRow(row)) return;
    rows++;
    lastRow = row;
    if (rows > 1) return;
    firstRow = row;
    if (headerRow !== undefined && row !== headerRow)
      fail(`is the first that holds anything, not row ${headerRow}, where the names should be`);
    builder.flush();
  }

  /** Reads one cell at `from`. Nothing is kept of one that is not whole yet. */
  function scanCell(bytes: Buffer, from: number, end: number): number {
    let p = from + 2;
    while (p < end && bytes[p]! > 32 && bytes[p] !== 62 && bytes[p] !== 47) p++;
    let column = lastColumn + 1;
    let kind: number = type.number;
    let style = 0;
    let closed = false;
    for (;;) {
      while (p < end && bytes[p]! <= 32) p++;
      if (p + 1 >= end) return unfinished;
      const byte = bytes[p]!;
      if (byte === 62) {
        p++;
        break;
      }
      if (byte === 47) {
        if (bytes[p + 1] !== 62) fail('holds a broken tag', column);
        p += 2;
        closed = true;
        break;
      }
      const name = p;
      if (bytes[p + 1] === 61) p++;
      while (p < end && bytes[p] !== 61 && bytes[p]! > 32 && bytes[p] !== 62) p++;
      const nameEnd = p;
      while (p < end && bytes[p]! <= 32) p++;
      if (p >= end) return unfinished;
      if (bytes[p] !== 61) fail(`holds a broken attribute "${bytes.toString('latin1', name, nameEnd)}"`, column);
      p++;
      while (p < end && bytes[p]! <= 32) p++;
      if (p >= end) return unfinished;
      const quote = bytes[p]!;
      if (quote !== 34 && quote !== 39) fail('holds an attribute without quotes', column);
      const start = ++p;
      while (p < end && bytes[p] !== quote) p++;
      if (p >= end) return unfinished;
      if (nameEnd === name + 1) {
        const letter = bytes[name];
        if (letter === 114) column = reference(bytes, start, p);
        else if (letter === 115) style = wholeNumber(bytes, start, p, 'the style', column);
        else if (letter === 116) kind = cellType(bytes, start, p, column);
      }
      p++;
    }
    if (closed) {
      lastColumn = ended(column);
      return p;
    }

    let start = -1;
    let stop = -1;
    let text: string | undefined;
    let formula = false;
    for (;;) {
      while (p < end && bytes[p]! <= 32) p++;
      if (p + 1 >= end) return unfinished;
      if (bytes[p] !== 60) fail('holds text outside of its value', column);
      const at = p;
      const next = bytes[p + 1]!;
      if (next === 33 || next === 63) {
        p = afterMisc(bytes, p, end, column);
        if (p === unfinished) return p;
        continue;
      }
      const name = nameAt(bytes, next === 47 ? p + 2 : p + 1, end);
      if (name === unfinished) return unfinished;
      if (next === 47) {
        if (name !== element.cell) mismatched(bytes, p, column);
        p = tagEnd(bytes, p, end);
        if (p === unfinished) return p;
        break;
      }
      if (name === element.value || name === element.inline) {
        if (start >= 0 || text !== undefined) fail('holds two values', column);
        p = tagEnd(bytes, p, end);
        if (p === unfinished) return p;
        if (closesItself(bytes, p)) {
          text = '';
          continue;
        }
        let inner = p;
        if (name === element.inline && bytes[p] === 60 && nameAt(bytes, p + 1, end) === element.text) {
          inner = tagEnd(bytes, p, end);
          if (inner === unfinished) return unfinished;
        }
        let q = closesItself(bytes, inner) ? end : inner;
        while (q < end && bytes[q] !== 60) q++;
        if (name === element.value) {
          p = plainEnd(bytes, q, end, element.value);
        } else {
          p = inner === p ? unfinished : plainEnd(bytes, q, end, element.text);
          if (p !== unfinished) p = plainEnd(bytes, p, end, element.inline);
        }
        if (p !== unfinished) {
          start = inner;
          stop = q;
          continue;
        }
        // Not one plain text: runs, comments, CDATA, or not whole yet.
        p = afterElement(bytes, at, end, column);
        if (p === unfinished) return p;
        text = textOf(bytes, at, p, column);
      } else if (name === element.formula || name === element.extension) {
        if (name === element.formula) formula = true;
        p = afterElement(bytes, at, end, column);
        if (p === unfinished) return p;
      } else return unknown(bytes, p, column);
    }
    lastColumn = ended(column);
    if (headerRow !== undefined && row < headerRow) return p;
    if (formula) tally('formulas', column);
    if (kind === type.number || kind === type.shared) {
      // Digits are read where they stand.
      if (text === undefined) keepNumber(bytes, start, stop, kind, style, formula, column);
      else {
        const own = Buffer.from(text);
        keepNumber(own, 0, own.length, kind, style, formula, column);
      }
    } else keepOther(bytes, start, stop, text, kind, formula, column);
    return p;
  }

  // Outside of the scanner's loops, since a closure in a loop costs an allocation each round.
  const afterElement = (bytes: Buffer, from: number, end: number, column: number) =>
    guarded(() => elementEnd(bytes, from, end), column);
  const textOf = (bytes: Buffer, from: number, stop: number, column: number) =>
    guarded(() => elementText(bytes.toString('utf8', from, stop)), column);

  function keepText(column: number, bytes: Buffer, start: number, stop: number, hash: number): void {
    put(column, cellKind.text, numberOf(builder.texts(), bytes, start, stop, hash, column));
  }

  function numberOf(
    texts: TextDictionary,
    bytes: Buffer,
    start: number,
    stop: number,
    hash: number,
    column: number,
  ): number {
    try {
      return texts.number(bytes, start, stop, hash);
    } catch (error) {
      return guarded(() => {
        throw error;
      }, column);
    }
  }

  const wordOf = (bytes: Buffer, start: number, stop: number, column: number) =>
    guarded(() => decodeText(bytes, start, stop), column);

  function afterMisc(bytes: Buffer, from: number, end: number, column: number): number {
    if (bytes.toString('latin1', from, from + 9) === '<![CDATA[') fail('holds text outside of a value', column);
    return guarded(() => miscEnd(bytes, from, end), column);
  }

  function keptValue(column: number, value: number, style: number): void {
    lastColumn = column;
    keepValue(column, value, style);
  }

  function keptShared(column: number, index: number): void {
    lastColumn = column;
    keepShared(column, index);
  }

  function keptText(column: number, bytes: Buffer, start: number, stop: number, hash: number): void {
    lastColumn = column;
    keepText(column, bytes, start, stop, hash);
  }

  /** The byte after `</name>` if that stands at `from`, else `unfinished`. */
  function plainEnd(bytes: Buffer, from: number, end: number, name: number): number {
    if (from + 2 >= end || bytes[from] !== 60 || bytes[from + 1] !== 47) return unfinished;
    return nameAt(bytes, from + 2, end) === name ? tagEnd(bytes, from, end) : unfinished;
  }

  function ended(column: number): number {
    if (column > 16_383) fail('stands beyond column XFD, the last', column);
    return column;
  }

  function put(column: number, kind: number, value: number): void {
    if (!builder.put(column, kind, value)) fail('stands twice in its row', column);
  }

  function keepNumber(
    bytes: Buffer,
    first: number,
    last: number,
    kind: number,
    style: number,
    formula: boolean,
    column: number,
  ): void {
    let start = first;
    let stop = last;
    while (start < stop && bytes[start]! <= 32) start++;
    while (stop > start && bytes[stop - 1]! <= 32) stop--;
    if (start === stop) {
      if (formula) uncomputed(column);
      return;
    }
    if (kind === type.shared) {
      keepShared(column, wholeNumber(bytes, start, stop, 'the number of a shared string', column));
      return;
    }
    const value = parseNumber(bytes, start, stop);
    if (Number.isNaN(value))
      fail(`"${bytes.toString('utf8', start, Math.min(stop, start + 40))}" is no number`, column);
    keepValue(column, value, style);
  }

  function keepShared(column: number, index: number): void {
    if (index > greatestShared) {
      greatestShared = index;
      greatestSharedAt = cellName(column);
    }
    put(column, cellKind.shared, index);
  }

  function keepValue(column: number, value: number, style: number): void {
    let format = 0;
    if (style < styles.length) format = styles[style]!;
    else if (style > 0) tally('unknownStyles', column);
    if (format !== 0) {
      if (format === 2 && value >= 0 && value < 1) {
        put(column, cellKind.time, Math.min(Math.round(value * 86_400_000), 86_399_999));
        return;
      }
      const ms = serialDate(value, date1904);
      if (!Number.isNaN(ms)) {
        put(column, cellKind.date, ms);
        return;
      }
      tally('oddDates', column);
    }
    put(column, value === Math.floor(value) ? cellKind.integer : cellKind.real, value);
  }

  function keepOther(
    bytes: Buffer,
    start: number,
    stop: number,
    text: string | undefined,
    kind: number,
    formula: boolean,
    column: number,
  ): void {
    const absent = start < 0 && text === undefined;
    if (absent || (formula && kind === type.formulaText && (text === '' || (start >= 0 && start === stop)))) {
      if (formula && absent) uncomputed(column);
      return;
    }
    if (kind === type.formulaText || kind === type.inline) {
      if (text === undefined) keepText(column, bytes, start, stop, textHash(bytes, start, stop));
      else put(column, cellKind.text, builder.texts().add(text));
      return;
    }
    const word = (text ?? wordOf(bytes, start, stop, column)).trim();
    if (kind === type.boolean) {
      const value = ['0', 'false', '1', 'true'].indexOf(word.toLowerCase());
      if (value < 0) fail(`"${word.slice(0, 40)}" is neither 0 nor 1`, column);
      put(column, cellKind.boolean, value >> 1);
      return;
    }
    if (kind === type.error) {
      tally('errors', column);
      const known = errorTexts.indexOf(word);
      put(column, cellKind.error, known < 0 ? errorTexts.length - 1 : known);
      return;
    }
    const iso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?Z?$/.test(word);
    const ms = iso ? Date.parse(word.length <= 10 || word.endsWith('Z') ? word : `${word}Z`) : Number.NaN;
    if (Number.isNaN(ms)) fail(`"${word.slice(0, 40)}" is no date`, column);
    put(column, cellKind.date, ms);
  }

  function uncomputed(column: number): void {
    tally('uncomputed', column);
    put(column, cellKind.uncomputed, 0);
  }

  /** The column of a reference such as `B7`, which must be in the current row. */
  function reference(bytes: Buffer, start: number, end: number): number {
    let p = start;
    let column = 0;
    for (; p < end; p++) {
      const letter = bytes[p]! & 0xdf;
      if (letter < 65 || letter > 90) break;
      column = column * 26 + letter - 64;
    }
    let number = 0;
    const digits = p;
    for (; p < end; p++) {
      const digit = bytes[p]! - 48;
      if (digit < 0 || digit > 9) break;
      number = number * 10 + digit;
    }
    if (p !== end || digits === start || digits === end || digits - start > 3 || number !== row) {
      fail(
        `the cell "${bytes.toString('utf8', start, Math.min(end, start + 20))}" has no place in this row`,
        lastColumn + 1,
      );
    }
    return column - 1;
  }

  function wholeNumber(bytes: Buffer, start: number, end: number, what: string, column: number): number {
    let value = 0;
    for (let p = start; p < end; p++) {
      const digit = bytes[p]! - 48;
      if (digit < 0 || digit > 9) value = Number.NaN;
      value = value * 10 + digit;
    }
    if (start === end || !(value <= 0x7fffffff)) {
      fail(`${what} is "${bytes.toString('utf8', start, Math.min(end, start + 20))}", no whole number`, column);
    }
    return value;
  }

  function cellType(bytes: Buffer, start: number, end: number, column: number): number {
    if (end === start + 1) {
      const letter = bytes[start];
      if (letter === 115) return type.shared;
      if (letter === 110) return type.number;
      if (letter === 98) return type.boolean;
      if (letter === 101) return type.error;
      if (letter === 100) return type.date;
    }
    if (spells(bytes, start, end, inlineStr)) return type.inline;
    if (spells(bytes, start, end, str)) return type.formulaText;
    const name = bytes.toString('latin1', start, end);
    return fail(`has the type "${name.slice(0, 20)}", which no workbook has`, column);
  }

  function end(): SheetSummary {
    if (pendingBytes > 0) consume(Buffer.concat(pending, pendingBytes));
    if (phase === 'rows') fail('the sheet is cut off here');
    guarded(() => frame.end());
    const { merged } = frame;
    return { rows, firstRow, lastRow, hiddenRows, ...tallies, merged, greatestShared, greatestSharedAt };
  }

  return { push, end };
}
