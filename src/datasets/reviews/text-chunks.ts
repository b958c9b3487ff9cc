import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { TillbookError } from '../../base/errors.js';

/** A stretch of whole lines of a file, as plain text on disk. */
export interface TextChunk {
  readonly path: string;
  /** Number of its first line in the file, 1 the first. */
  readonly firstLine: number;
  /** Lines that hold more than blanks, without those too long. */
  readonly records: number;
  /** Lines left out since no reader takes them: beyond `longestLine`. */
  readonly tooLong: readonly number[];
  /** Of the file as it lies on disk, read so far, in 0..1. */
  readonly share: number;
}

/** DuckDB gives up on objects beyond 16 MB, and on what follows them, without a word. */
export const longestLine = 12 * 2 ** 20;

/**
 * Unpacks a file of lines (plain or gzip, several members too) into chunks, one by one; whoever takes a chunk removes it.
 * Counts the lines on the way, since DuckDB's reader says nothing of a gzip that is cut off.
 *
 * @throws TillbookError BAD_INPUT where the gzip is cut off or damaged.
 */
export async function* textChunks(file: string, beside: string, chunkBytes = 2 ** 28): AsyncGenerator<TextChunk> {
  const { size } = await stat(file);
  const source = createReadStream(file, { highWaterMark: 1 << 20 });
  const packed = await isGzip(file);
  const unpacked = packed ? source.pipe(createGunzip({ chunkSize: 1 << 20 })) : source;
  source.on('error', (error) => unpacked.destroy(error));
  let number = 0;
  let line = 1;
  let chunk = await started(`${beside}.${number}`, line);
  let done = false;
  try {
    for await (const read of unpacked as AsyncIterable<Buffer>) {
      let buffer = line === 1 && chunk.bytes === 0 && chunk.lineBytes === 0 ? withoutMark(read) : read;
      while (buffer.length > 0) {
        const cut = await take(chunk, buffer, chunkBytes);
        buffer = buffer.subarray(cut);
        if (chunk.bytes >= chunkBytes && chunk.lineBytes === 0) {
          line = chunk.line;
          yield await finished(chunk, source.bytesRead / size);
          chunk = await started(`${beside}.${++number}`, line);
        }
      }
    }
    await take(chunk, Buffer.from('\n'), chunkBytes);
    done = true;
    yield await finished(chunk, 1);
  } catch (cause) {
    if (cause instanceof TillbookError || !packed || done) throw cause;
    throw new TillbookError(
      'BAD_INPUT',
      `${file} is cut off or damaged: ${(cause as Error).message} after line ${chunk.line}`,
      {
        hint: 'fetch it again; nothing of it was kept',
        cause,
      },
    );
  } finally {
    source.destroy();
    await chunk.handle.close().catch(() => {});
  }
}

interface Open {
  readonly path: string;
  readonly handle: FileHandle;
  readonly firstLine: number;
  line: number;
  records: number;
  /** Bytes of whole lines, and of the line that is not at its end. */
  bytes: number;
  lineBytes: number;
  inked: boolean;
  skips: boolean;
  readonly tooLong: number[];
}

async function started(path: string, firstLine: number): Promise<Open> {
  // Appending: after a line is taken back, writing goes on where the file then ends.
  const handle = await open(path, 'a');
  return {
    path,
    handle,
    firstLine,
    line: firstLine,
    records: 0,
    bytes: 0,
    lineBytes: 0,
    inked: false,
    skips: false,
    tooLong: [],
  };
}

async function finished({ path, handle, firstLine, records, tooLong }: Open, share: number): Promise<TextChunk> {
  await handle.close();
  return { path, firstLine, records, tooLong, share: Math.min(1, share) };
}

/** Writes lines of a buffer until the chunk is full at the end of a line; answers how many bytes it took. */
async function take(chunk: Open, buffer: Buffer, chunkBytes: number): Promise<number> {
  let at = 0;
  let pending = 0;
  const flush = async () => {
    if (at > pending) await chunk.handle.write(buffer, pending, at - pending);
    pending = at;
  };
  while (at < buffer.length) {
    const newline = buffer.indexOf(10, at);
    const end = newline < 0 ? buffer.length : newline + 1;
    chunk.inked ||= hasInk(buffer, at, end);
    if (chunk.skips) pending = end;
    else chunk.lineBytes += end - at;
    at = end;
    if (chunk.lineBytes > longestLine) await dropLine(chunk, flush);
    if (newline < 0) continue;
    if (chunk.inked && !chunk.skips) chunk.records++;
    chunk.bytes += chunk.lineBytes;
    Object.assign(chunk, { lineBytes: 0, line: chunk.line + 1, inked: false, skips: false });
    if (chunk.bytes >= chunkBytes) break;
  }
  await flush();
  return at;
}

/** Takes back what is written of a line that is too long; the rest of it is passed over. */
async function dropLine(chunk: Open, flush: () => Promise<void>): Promise<void> {
  await flush();
  await chunk.handle.truncate(chunk.bytes);
  Object.assign(chunk, { lineBytes: 0, skips: true });
  chunk.tooLong.push(chunk.line);
}

function hasInk(buffer: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (buffer[i]! > 32) return true;
  return false;
}

const withoutMark = (buffer: Buffer) =>
  buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? buffer.subarray(3) : buffer;

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
