import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { FileForm } from './fetch-plan.js';

const heads: Readonly<Record<FileForm, { readonly bytes: readonly string[]; readonly name: string }>> = {
  zip: { bytes: ['504b0304', '504b0506'], name: 'zip' },
  gzip: { bytes: ['1f8b'], name: 'gzip' },
  parquet: { bytes: ['50415231'], name: 'Parquet' },
  text: { bytes: [''], name: 'text' },
};

/** How many bytes `wrongHead` asks for. */
export const headLength = 4;

/** Says what is wrong with the first bytes of a file of that form, or null: an error page is seen before 6 GB of it came. */
export function wrongHead(form: FileForm, head: Buffer): string | null {
  const { bytes, name } = heads[form];
  if (bytes.some((start) => head.toString('hex').startsWith(start))) return null;
  return `it is no ${name} file: it begins with ${JSON.stringify(head.toString('latin1'))}`;
}

/**
 * Says what is wrong with a file that is said to be whole, or null. For where nobody states a checksum: gzip is
 * decompressed to its own checksums (about 3 s a gigabyte); zip and Parquet must end as they end; text cannot be told.
 */
export async function wrongForm(form: FileForm, file: string): Promise<string | null> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size === 0) return 'it is empty';
    const head = Buffer.alloc(Math.min(headLength, size));
    await handle.read(head, 0, head.length, 0);
    const wrong = wrongHead(form, head);
    if (wrong !== null) return wrong;
    const tail = Buffer.alloc(Math.min(size, 65_557));
    await handle.read(tail, 0, tail.length, size - tail.length);
    if (form === 'zip' && !endsAsZip(tail, size)) return 'the zip file has no directory at its end: it is cut off';
    if (form === 'parquet' && tail.subarray(-4).toString('latin1') !== 'PAR1') return 'the Parquet file is cut off';
  } finally {
    await handle.close();
  }
  return form === 'gzip' ? wrongGzip(file) : null;
}

/** The last record of a zip file says how long its comment is, and so where the file ends, and where the directory lies. */
function endsAsZip(tail: Buffer, size: number): boolean {
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50 || at + 22 + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const [length, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
    const isZip64 = length === 0xffffffff || offset === 0xffffffff;
    return isZip64 || offset + length <= size - (tail.length - at);
  }
  return false;
}

async function wrongGzip(file: string): Promise<string | null> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), createGunzip({ chunkSize: 1 << 20 }), nowhere);
    return null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_')) return `the gzip file is damaged or cut off (${message})`;
    throw error;
  }
}
