import { TillbookError } from '../../base/errors.js';
import { sheetFrame } from './sheet-frame.js';
import { element, nameReader } from './sheet-names.js';
import { closesItself, elementEnd, miscEnd, tagEnd, unfinished } from './xml-bytes.js';
import { decodeText, elementText } from './xml-text.js';

const maxItemBytes = 2 ** 24;

/**
 * The shared strings of a workbook in their order, in batches: runs of rich text joined, phonetic runs left out.
 *
 * @param chunks the part in UTF-8.
 * @throws TillbookError BAD_INPUT naming the place and the number of the string, from 0.
 */
export async function* sharedStrings(chunks: AsyncIterable<Buffer>, place: string): AsyncGenerator<string[]> {
  const frame = sheetFrame('sst');
  let names = nameReader(['']);
  let phase = 'head' as 'head' | 'items' | 'tail';
  let left = Buffer.alloc(0);
  let wanted = 0;
  let count = 0;

  function guarded<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw refusal(`holds ${error.message}`);
    }
  }
  const refusal = (what: string) =>
    new TillbookError('BAD_INPUT', `${place}, shared string ${count}: ${what}`, { hint: 'fetch or export it again' });

  function item(bytes: Buffer, from: number, stop: number): string {
    let p = tagEnd(bytes, from, stop);
    if (closesItself(bytes, p)) return '';
    if (bytes[p] === 60 && names(bytes, p + 1, stop) === element.text) {
      const start = tagEnd(bytes, p, stop);
      p = bytes.indexOf(60, start);
      if (!closesItself(bytes, start) && bytes[p + 1] === 47 && names(bytes, p + 2, stop) === element.text) {
        const after = tagEnd(bytes, p, stop);
        if (bytes[after] === 60 && bytes[after + 1] === 47) return decodeText(bytes, start, p);
      }
    }
    return elementText(bytes.toString('utf8', from, stop));
  }

  /** Reads the items that are whole into `out`; answers the byte after them. */
  function scan(bytes: Buffer, from: number, out: string[]): number {
    const end = bytes.length;
    let p = from;
    for (;;) {
      while (p < end && bytes[p]! <= 32) p++;
      if (p + 1 >= end) return p;
      if (bytes[p] !== 60) throw refusal('text beside the strings');
      const next = bytes[p + 1];
      const at = p;
      let stop: number;
      if (next === 33 || next === 63) stop = guarded(() => miscEnd(bytes, at, end));
      else {
        const name = names(bytes, next === 47 ? p + 2 : p + 1, end);
        if (name === unfinished) return p;
        if (next === 47 && name === element.sheetData) {
          phase = 'tail';
          return p;
        }
        if (next === 47 || (name !== element.item && name !== element.extension)) {
          throw refusal(`a tag <${bytes.toString('utf8', p + 1, Math.min(end, p + 20))} that has no place there`);
        }
        stop = guarded(() => elementEnd(bytes, at, end));
        if (stop !== unfinished && name === element.item) {
          const whole = stop;
          out.push(guarded(() => item(bytes, at, whole)));
          count++;
        }
      }
      if (stop === unfinished) return p;
      p = stop;
    }
  }

  /** Reads what is whole of the bytes at hand and keeps the rest. */
  function take(): string[] {
    let from = 0;
    while (phase === 'head' && from < left.length) {
      const stop = left.indexOf(62, from) + 1 || left.length;
      const piece = left.subarray(from, stop);
      from = stop;
      if (!guarded(() => frame.head(piece))) continue;
      phase = frame.hasRows() ? 'items' : 'tail';
      names = nameReader(frame.prefixes());
    }
    const strings: string[] = [];
    if (phase === 'items') from = scan(left, from, strings);
    if (phase === 'tail') {
      const rest = left.subarray(from);
      guarded(() => frame.tail(rest));
      from = left.length;
    }
    left = left.subarray(from);
    // An item that spans many chunks is looked at again only when it has doubled.
    wanted = left.length * 2;
    if (left.length > maxItemBytes) throw refusal(`it is longer than ${maxItemBytes} bytes`);
    return strings;
  }

  for await (const chunk of chunks) {
    left = Buffer.concat([left, chunk]);
    if (left.length < wanted) continue;
    const strings = take();
    if (strings.length > 0) yield strings;
  }
  const last = take();
  if (last.length > 0) yield last;
  if (phase === 'items') throw refusal('the part is cut off here');
  guarded(() => frame.end());
}
