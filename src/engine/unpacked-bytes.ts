import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { TillbookError } from '../base/errors.js';

/** How a file is packed, by its first bytes. */
export type Compression = 'none' | 'gzip' | 'zstd';

/** No table of text shrinks to less than this; what claims to is a bomb. */
const mostExpansion = 250;
const freeBytes = 256 * 2 ** 20;

/** Tells gzip and Zstandard by their magic numbers. */
export function compressionOf(head: Uint8Array): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  const isZstd = head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
  return isZstd ? 'zstd' : 'none';
}

/**
 * The bytes of a file in pieces, unpacked where it is gzip or Zstandard. Memory is bounded by the pieces.
 *
 * @throws TillbookError BAD_INPUT where the packed data break off, are damaged, or unpack to more than 250 times their
 * size (beyond 256 MB).
 */
export async function* unpackedBytes(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file);
  const head = Buffer.alloc(4);
  const { size } = await handle.stat();
  await handle.read(head, 0, 4, 0);
  await handle.close();
  const compression = compressionOf(head);
  const source = createReadStream(file, { highWaterMark: 2 ** 20 });
  let bytes = 0;
  try {
    for await (const piece of pieces(source, compression)) {
      bytes += piece.length;
      if (compression !== 'none' && bytes > freeBytes && bytes > mostExpansion * size) {
        throw new TillbookError(
          'BAD_INPUT',
          `${path.basename(file)} unpacks to more than ${mostExpansion} times its size`,
          {
            hint: 'this is no table: look where the file comes from',
          },
        );
      }
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof TillbookError || compression === 'none') throw cause;
    throw new TillbookError(
      'BAD_INPUT',
      `${path.basename(file)}: its ${compression === 'zstd' ? 'Zstandard' : compression} data cannot be unpacked behind ${bytes} bytes: ${(cause as Error).message}`,
      { hint: 'it was cut off or damaged on the way: fetch or pack it again', cause },
    );
  } finally {
    source.destroy();
  }
}

function pieces(source: NodeJS.ReadableStream, compression: Compression): AsyncIterable<Buffer> {
  if (compression === 'none') return source as AsyncIterable<Buffer>;
  if (compression === 'zstd') return unzstd(source as AsyncIterable<Buffer>);
  const gunzip = createGunzip({ chunkSize: 2 ** 18 });
  source.on('error', (error) => gunzip.destroy(error as Error));
  return source.pipe(gunzip);
}

async function* unzstd(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { Decompress } = await import('fzstd');
  let ready: Buffer[] = [];
  let ended = false;
  const stream = new Decompress((piece, last) => {
    if (piece.length > 0) ready.push(Buffer.from(piece));
    ended = last === true;
  });
  for await (const piece of source) {
    // Small steps, so that what a step unpacks to is bounded.
    for (let at = 0; at < piece.length; at += 2 ** 14) {
      stream.push(piece.subarray(at, at + 2 ** 14));
      yield* ready;
      ready = [];
    }
  }
  stream.push(new Uint8Array(0), true);
  yield* ready;
  if (!ended) throw new Error('unexpected end of file');
}
