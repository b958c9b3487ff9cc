import { createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TillbookError } from '../../base/errors.js';
import type { ZipArchive, ZipEntry, ZipSource } from './zip-archive.js';

/** An entry unpacked, and how to be rid of it. */
export interface Unpacked {
  readonly source: ZipSource;
  remove(): Promise<void>;
}

/** Up to here an entry is unpacked into memory, beyond it into a temporary file. */
const inMemory = 2 ** 27;

/**
 * Unpacks an entry to a file: whole under its name, or not at all.
 *
 * @param file where to; its name is the caller's, never the zip's.
 * @throws TillbookError BAD_INPUT for a broken entry, CANNOT_WRITE.
 */
export async function unpackEntry(zip: ZipArchive, entry: ZipEntry, file: string): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  try {
    await pipeline(zip.read(entry), createWriteStream(partial));
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true });
    if (cause instanceof TillbookError) throw cause;
    throw new TillbookError('CANNOT_WRITE', `cannot unpack ${entry.name} to ${file}: ${(cause as Error).message}`, {
      hint: 'free disk space, or name another folder',
      cause,
    });
  }
}

/** Unpacks an entry that must be read at random, as a zip in a zip must: into shared memory, or a temporary file. */
export async function unpackForReading(zip: ZipArchive, entry: ZipEntry): Promise<Unpacked> {
  if (entry.bytes <= inMemory) {
    const source = new SharedArrayBuffer(entry.bytes);
    const bytes = new Uint8Array(source);
    let at = 0;
    for await (const chunk of zip.read(entry)) {
      // A longer entry than declared is refused by `read` at its end.
      bytes.set(chunk.subarray(0, entry.bytes - at), at);
      at += Math.min(chunk.length, entry.bytes - at);
    }
    return { source, remove: async () => {} };
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'tillbook-unpacked-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const source = path.join(folder, 'entry');
    await unpackEntry(zip, entry, source);
    return { source, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
