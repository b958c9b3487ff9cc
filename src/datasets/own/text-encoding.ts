/** Encodings that are told apart. Windows-1252 is what is called Latin-1 in practice. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * The encoding of a text by its beginning: its byte order mark; UTF-16 without one by the zero bytes of its Latin
 * letters; else UTF-8. Whether a text without a mark is UTF-8 shows only where the first other letter stands.
 *
 * @param head the first bytes, some thousands if there are as many.
 * @returns the encoding and the bytes of its mark.
 */
export function textEncoding(head: Uint8Array): { encoding: TextEncoding; mark: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  const zeros = [0, 0];
  const pairs = Math.min(head.length, 4096) >> 1;
  for (let i = 0; i < 2 * pairs; i++) if (head[i] === 0) zeros[i & 1]!++;
  if (pairs > 1 && zeros[1]! > 0.4 * pairs && zeros[0]! < 0.1 * pairs) return { encoding: 'utf-16le', mark: 0 };
  if (pairs > 1 && zeros[0]! > 0.4 * pairs && zeros[1]! < 0.1 * pairs) return { encoding: 'utf-16be', mark: 0 };
  return { encoding: 'utf-8', mark: 0 };
}

/** Bytes in pieces as UTF-8, without the mark. What UTF-16 cannot mean becomes U+FFFD. */
export async function* asUtf8(
  pieces: AsyncIterable<Buffer>,
  encoding: TextEncoding,
  mark: number,
): AsyncGenerator<Buffer> {
  const decoder = encoding === 'utf-8' ? undefined : new TextDecoder(encoding, { ignoreBOM: true });
  let skip = mark;
  for await (const piece of pieces) {
    const rest = piece.subarray(skip);
    skip = Math.max(0, skip - piece.length);
    if (rest.length > 0) yield decoder ? Buffer.from(decoder.decode(rest, { stream: true })) : rest;
  }
  const last = decoder?.decode();
  if (last) yield Buffer.from(last);
}
