import { createReadStream } from 'node:fs';

const newline = 10;
const carriage = 13;
const quote = 34;

/**
 * The line on which a record of a CSV file begins, counted from 1 as an editor does: a quoted field may hold line breaks,
 * and blank lines are no records. Lines end in LF, CR LF or CR.
 *
 * @param record 1 is the first record after the header.
 * @param options.headerLine the line of the header, default 1: what stands above is no record.
 */
export async function recordLine(
  file: string,
  record: number,
  { headerLine = 1, delimiter = ',' }: { readonly headerLine?: number; readonly delimiter?: string } = {},
): Promise<number> {
  const mark = delimiter.charCodeAt(0);
  let line = 1;
  let begun = 1;
  let records = -1;
  let bytes = 0;
  let quoted = false;
  let begins = true;
  let afterCarriage = false;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      const second = afterCarriage && byte === newline;
      afterCarriage = byte === carriage;
      if (second) continue;
      if (byte !== newline && byte !== carriage) {
        const closes: boolean = byte === quote && quoted;
        if (byte === quote) quoted = !quoted && begins;
        // A quote right behind the closing one is a doubled one: it opens again.
        begins = byte === mark || closes;
        bytes++;
        continue;
      }
      begins = !quoted;
      line++;
      if (quoted && line > headerLine) continue;
      quoted = false;
      if (bytes > 0 && line > headerLine && ++records === record) return begun;
      bytes = 0;
      begun = line;
    }
  }
  return begun;
}
