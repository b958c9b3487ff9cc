import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { unpackedBytes } from '../../engine/unpacked-bytes.js';
import { brokenLine, emptyRecord, type FoundRecord, findRecord } from './csv-record.js';
import { asUtf8, type TextEncoding, textEncoding } from './text-encoding.js';

/** What a caller is told of each record; the bytes are good until it returns. */
export interface RecordVisit {
  readonly line: number;
  readonly bytes: Buffer;
  readonly found: Readonly<FoundRecord>;
  /** Why it cannot be a record of the table, or null. */
  readonly fault: string | null;
}

/** What reading a text came to. */
export interface TextWalk {
  readonly encoding: TextEncoding;
  /** Lines as an editor counts them. */
  readonly lines: number;
  readonly blank: number;
}

/** How records are told apart. */
export interface TextShape {
  /** One byte; 0 for lines that have no fields and no quotes. */
  readonly delimiter: number;
  /** Fields of a record: one that spans lines and has others is taken for an open quote. 0 where it is not known. */
  readonly width: number;
}

/** The longest record that is read. */
export const longestRecord = 2 ** 24;
/** The longest record with line ends in it: beyond, its quote is taken for one that nobody closed. */
const longestQuoted = 2 ** 20;

/** A text turned out not to be UTF-8, though nothing before spoke against another reading. */
export class NotUtf8 extends Error {}

/**
 * Walks through the records of a text file, packed or not, whatever its encoding.
 *
 * @param encoding what is known of it: null to find out.
 * @throws NotUtf8 where the first bytes beyond ASCII are not UTF-8: walk again as Windows-1252.
 */
export async function walkText(
  file: string,
  { delimiter, width }: TextShape,
  encoding: TextEncoding | null,
  visit: (record: RecordVisit) => void | Promise<void>,
): Promise<TextWalk> {
  const found = emptyRecord();
  const state = { line: 1, blank: 0, sawUtf8: false, skipping: false };
  let known: { encoding: TextEncoding; mark: number } | undefined;
  let pending: Buffer = Buffer.alloc(0);

  const faultOf = (bytes: Buffer): string | null => {
    if (found.state === 'broken') return found.reason;
    if (found.hasNul) return 'a NUL byte stands in it';
    if (!found.hasHigh) return null;
    if (known!.encoding !== 'utf-8') return bytes.includes('\ufffd') ? `it is not ${known!.encoding}` : null;
    if (isUtf8(bytes)) {
      state.sawUtf8 = true;
      return null;
    }
    if (!state.sawUtf8 && encoding === null && known!.mark === 0) throw new NotUtf8();
    return 'it is not UTF-8, as the lines before are';
  };

  const take = async (bytes: Buffer, isLast: boolean): Promise<Buffer> => {
    let at = 0;
    while (at < bytes.length) {
      if (delimiter === 0) findLine(bytes, at, isLast, found);
      else findRecord(bytes, at, delimiter, isLast, found);
      if (found.state === 'more') {
        const size = bytes.length - at;
        const firstEnd = size > longestQuoted ? bytes.subarray(at).findIndex((byte) => byte === 10 || byte === 13) : -1;
        if (firstEnd >= 0) brokenLine(bytes, at, found, 'a quote is opened and not closed within a megabyte');
        else if (size > longestRecord) {
          if (!state.skipping) {
            found.state = 'broken';
            found.end = at + 10_000;
            await visit({ line: state.line, bytes: bytes.subarray(at, found.end), found, fault: tooLong });
          }
          state.skipping = true;
          return bytes.subarray(bytes.length - 1);
        } else break;
      }
      const record = bytes.subarray(at, found.end);
      if (state.skipping) state.skipping = false;
      else if (found.state === 'whole' && found.isBlank) state.blank++;
      else {
        if (width > 0 && found.state === 'whole' && found.breaks > 0 && found.fields !== width) {
          brokenLine(bytes, at, found, 'a quote is opened and not closed');
        }
        const wait = visit({ line: state.line, bytes: bytes.subarray(at, found.end), found, fault: faultOf(record) });
        if (wait) await wait;
      }
      state.line += 1 + found.breaks;
      at = found.next;
    }
    return bytes.subarray(at);
  };

  const source = unpackedBytes(file);
  const first = await atLeast(source, 4096);
  if (first.length === 0) return { encoding: 'utf-8', lines: 0, blank: 0 };
  known = textEncoding(first);
  if (encoding !== null) known = { encoding, mark: known.mark };
  for await (const piece of asUtf8(joined(first, source), known.encoding, known.mark)) {
    pending = await take(pending.length === 0 ? piece : Buffer.concat([pending, piece]), false);
  }
  await take(pending, true);
  return { encoding: known.encoding, lines: state.line - 1, blank: state.blank };
}

const tooLong = `it is longer than ${longestRecord / 2 ** 20} megabytes`;

/** Lines without quotes: what JSON lines are. */
function findLine(bytes: Buffer, start: number, isLast: boolean, found: FoundRecord): void {
  let end = bytes.indexOf(10, start);
  if (end < 0) end = isLast ? bytes.length : -1;
  found.state = end < 0 ? 'more' : 'whole';
  if (end < 0) return;
  found.next = Math.min(end + 1, bytes.length);
  found.end = end > start && bytes[end - 1] === 13 ? end - 1 : end;
  found.fields = 1;
  found.breaks = 0;
  let high = 0;
  found.isBlank = true;
  found.hasNul = false;
  for (let i = start; i < found.end; i++) {
    const byte = bytes[i]!;
    high |= byte;
    if (byte > 32) found.isBlank = false;
    if (byte === 0) found.hasNul = true;
  }
  found.hasHigh = high > 127;
}

/** The beginning of a file as it is walked through: decoded, at most `size` bytes or so. */
export async function textHead(file: string, encoding: TextEncoding | null, size = 2 ** 18) {
  const source = unpackedBytes(file);
  const first = await atLeast(source, size);
  await source.return(undefined);
  const known = textEncoding(first);
  const chosen = encoding ?? known.encoding;
  const parts: Buffer[] = [];
  for await (const part of asUtf8(joined(first.subarray(0, size)), chosen, known.mark)) parts.push(part);
  return { head: Buffer.concat(parts), isWhole: first.length < size, encoding: chosen };
}

async function atLeast(source: AsyncGenerator<Buffer>, size: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let bytes = 0; bytes < size; ) {
    const { value, done } = await source.next();
    if (done) break;
    parts.push(value);
    bytes += value.length;
  }
  return Buffer.concat(parts);
}

async function* joined(first: Buffer, rest?: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  if (rest) yield* rest;
}

/** Collects bytes and writes them to a file a megabyte at a time. */
export function stagedFile(file: string) {
  const stream = createWriteStream(file, { highWaterMark: 2 ** 20 });
  const failed = new Promise<never>((_, reject) => stream.once('error', reject));
  failed.catch(() => {});
  let buffer = Buffer.allocUnsafe(2 ** 20);
  let used = 0;

  const flush = async () => {
    const full = buffer.subarray(0, used);
    buffer = Buffer.allocUnsafe(2 ** 20);
    used = 0;
    if (!stream.write(full)) await Promise.race([once(stream, 'drain'), failed]);
  };

  return {
    /** Puts a record behind its line number; a promise only where the disk has to catch up. */
    put(line: number, delimiter: number, record: Buffer): void | Promise<void> {
      if (record.length + 24 > buffer.length - used) {
        return flush().then(() => {
          if (record.length + 24 > buffer.length) buffer = Buffer.allocUnsafe(record.length + 24);
          append(line, delimiter, record);
        });
      }
      append(line, delimiter, record);
    },
    async close(): Promise<void> {
      await flush();
      stream.end();
      await Promise.race([once(stream, 'close'), failed]);
    },
  };

  function append(line: number, delimiter: number, record: Buffer): void {
    used += buffer.write(String(line), used, 'latin1');
    buffer[used++] = delimiter;
    used += record.copy(buffer, used);
    buffer[used++] = 10;
  }
}
