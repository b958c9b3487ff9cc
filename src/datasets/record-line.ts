import { createReadStream } from 'node:fs';

const newline = 10;
const quote = 34;

/**
 * The line on which a record of a CSV file begins, counted from 1 with the header: a quoted field may hold line breaks,
 * and blank lines are no records.
 *
 * @param record 1 is the first record after the header.
 */
export async function recordLine(file: string, record: number): Promise<number> {
  let line = 1;
  let begun = 1;
  let records = -1;
  let bytes = 0;
  let open = false;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === quote) open = !open;
      if (byte !== newline) {
        if (byte !== 13) bytes++;
        continue;
      }
      line++;
      if (open) continue;
      if (bytes > 0 && ++records === record) return begun;
      bytes = 0;
      begun = line;
    }
  }
  return begun;
}
