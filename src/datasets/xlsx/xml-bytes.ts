/** Answer of the functions here where the bytes end before the thing does. */
export const unfinished = -1;

/** The byte after the `>` of a tag that starts at `from`; a `>` in an attribute does not count. */
export function tagEnd(bytes: Uint8Array, from: number, end: number): number {
  let quote = 0;
  for (let p = from; p < end; p++) {
    const byte = bytes[p]!;
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === 62) {
      return p + 1;
    } else if (byte === 34 || byte === 39) {
      quote = byte;
    }
  }
  return unfinished;
}

/** True if the tag that ends before `after` closes itself. */
export const closesItself = (bytes: Uint8Array, after: number) => bytes[after - 2] === 47;

/**
 * The byte after a comment, CDATA section or processing instruction at `from`.
 *
 * @throws RangeError for a document type or other declaration: no workbook has one, and entities could be in it.
 */
export function miscEnd(bytes: Buffer, from: number, end: number): number {
  if (bytes[from + 1] === 63) return after(bytes, '?>', from + 2, end);
  if (from + 9 > end) {
    const start = bytes.toString('latin1', from, end);
    if ('<!--'.startsWith(start) || '<![CDATA['.startsWith(start)) return unfinished;
  }
  if (bytes.toString('latin1', from, from + 4) === '<!--') return after(bytes, '-->', from + 4, end);
  if (bytes.toString('latin1', from, from + 9) === '<![CDATA[') return after(bytes, ']]>', from + 9, end);
  throw new RangeError('a declaration (<!…), which no workbook has');
}

function after(bytes: Buffer, text: string, from: number, end: number): number {
  const at = bytes.indexOf(text, from, 'latin1');
  return at < 0 || at + text.length > end ? unfinished : at + text.length;
}

/** The byte after the element that starts at `from`, whatever it holds. */
export function elementEnd(bytes: Buffer, from: number, end: number): number {
  let depth = 0;
  let p = from;
  for (;;) {
    p = bytes.indexOf(60, p);
    if (p < 0 || p + 1 >= end) return unfinished;
    const next = bytes[p + 1];
    const misc = next === 33 || next === 63;
    const stop = misc ? miscEnd(bytes, p, end) : tagEnd(bytes, p, end);
    if (stop < 0) return unfinished;
    if (next === 47) depth--;
    else if (!misc && !closesItself(bytes, stop)) depth++;
    p = stop;
    if (depth === 0) return p;
    if (depth < 0) throw new RangeError('an end tag without its start');
  }
}
