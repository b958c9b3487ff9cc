import { createReadStream } from 'node:fs';
import { TillbookError } from '../base/errors.js';

/** What the engine takes for one line of CSV. */
const longestLine = 2_000_000;

/**
 * Whether lines of a text end in more than one of LF, CR LF and CR; those inside quotes count too. Cost: one read.
 *
 * @throws TillbookError BAD_INPUT for a line of more than 2 MB, with its number.
 */
export async function mixedLineEnds(file: string): Promise<boolean> {
  const seen = { lf: false, crlf: false, cr: false };
  let length = 0;
  let last = '';
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const first = firstEnd(chunk);
    if (length + (first < 0 ? chunk.length : first) > longestLine) throw await tooLong(file);
    length =
      first < 0 ? length + chunk.length : chunk.length - 1 - Math.max(chunk.lastIndexOf(10), chunk.lastIndexOf(13));
    const hasCr = chunk.includes(13) || last === '\r';
    if (!hasCr) {
      seen.lf ||= first >= 0;
      last = '';
    } else {
      // A CR at the end waits for what follows it.
      const text = last + chunk.toString('latin1');
      last = text.endsWith('\r') ? '\r' : '';
      const settled = last === '' ? text : text.slice(0, -1);
      seen.crlf ||= settled.includes('\r\n');
      seen.lf ||= /(?<!\r)\n/.test(settled);
      seen.cr ||= /\r(?!\n)/.test(settled);
    }
  }
  return Number(seen.lf) + Number(seen.crlf) + Number(seen.cr || last === '\r') > 1;
}

function firstEnd(chunk: Buffer): number {
  const [lf, cr] = [chunk.indexOf(10), chunk.indexOf(13)];
  return lf < 0 || (cr >= 0 && cr < lf) ? cr : lf;
}

/** Finds the number of the first line that is too long; the pass before only knew that there is one. */
async function tooLong(file: string): Promise<TillbookError> {
  let line = 1;
  let length = 0;
  let before = 0;
  outer: for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === 10 && before === 13) length = 0;
      else if (byte === 10 || byte === 13) {
        line++;
        length = 0;
      } else if (++length > longestLine) break outer;
      before = byte;
    }
  }
  return new TillbookError('BAD_INPUT', `${file}, line ${line} is longer than 2 MB`, {
    hint: 'this is no line of a table: look whether a line end or a quote is missing there',
  });
}
