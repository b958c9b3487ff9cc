import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { TillbookError } from '../base/errors.js';

/**
 * Holds a packed file to be whole. DuckDB 1.5 reads one that is cut off as far as it goes and says nothing (150,170 of
 * 300,000 lines of a halved gzip file), and does not look at gzip's checksum.
 *
 * gzip is unpacked once and thrown away (about 0.3 GB of text a second, beside other work); of zstd only the headers of
 * its blocks are read, since its checksum DuckDB does look at.
 *
 * @throws TillbookError BAD_INPUT where the file is cut off or changed.
 */
export async function checkPacked(file: string, compression: 'gzip' | 'zstd'): Promise<void> {
  const fault = compression === 'gzip' ? await gzipFault(file) : await zstdFault(file);
  if (fault === undefined) return;
  throw new TillbookError('BAD_INPUT', `${file} is not whole: ${fault}`, { hint: 'fetch or write it again' });
}

async function gzipFault(file: string): Promise<string | undefined> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    await pipeline(createReadStream(file, { highWaterMark: 2 ** 20 }), createGunzip({ chunkSize: 2 ** 18 }), nowhere);
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') return 'the gzip stream breaks off before its end';
    if (code?.startsWith('Z_')) return `the gzip stream is damaged (${message})`;
    throw error;
  }
}

/** Walks over frames and blocks as RFC 8878 lays them out (section 3.1). */
async function zstdFault(file: string): Promise<string | undefined> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const cut = `it ends within a zstd frame, after ${size} bytes`;
    let at = 0;
    while (at < size) {
      const next = await frameEnd(handle, at);
      if (next === undefined) return `no zstd frame begins at byte ${at}`;
      if (next > size) return cut;
      at = next;
    }
    return undefined;
  } finally {
    await handle.close();
  }
}

/** The byte after the frame at `from`; beyond the file's end where the frame is cut off, undefined where there is none. */
async function frameEnd(handle: FileHandle, from: number): Promise<number | undefined> {
  const head = await bytesAt(handle, from, 18);
  if (head.length < 6) return Number.POSITIVE_INFINITY;
  const magic = head.readUInt32LE(0);
  if (magic >= 0x184d2a50 && magic <= 0x184d2a5f) {
    return head.length < 8 ? Number.POSITIVE_INFINITY : from + 8 + head.readUInt32LE(4);
  }
  if (magic !== 0xfd2fb528) return undefined;
  const descriptor = head[4]!;
  const single = (descriptor >> 5) & 1;
  const sizeBytes = [single, 2, 4, 8][descriptor >> 6]!;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  let at = from + 5 + (single ? 0 : 1) + dictionaryBytes + sizeBytes;
  for (;;) {
    const block = await bytesAt(handle, at, 3);
    if (block.length < 3) return Number.POSITIVE_INFINITY;
    const header = block.readUIntLE(0, 3);
    const kind = (header >> 1) & 3;
    if (kind === 3) return undefined;
    at += 3 + (kind === 1 ? 1 : header >> 3);
    if (header & 1) return at + (descriptor & 4 ? 4 : 0);
  }
}

async function bytesAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
