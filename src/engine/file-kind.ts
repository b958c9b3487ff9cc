import { type FileHandle, open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import { TillbookError } from '../base/errors.js';
import { type Compression, unpackedBytes } from './unpacked-bytes.js';

/** What a file is: `csv` whatever its separator, `json` as lines or one array, `zip` also where it is an xlsx. */
export interface FileKind {
  readonly kind: 'parquet' | 'csv' | 'json' | 'zip';
  readonly compression: Compression;
}

const headBytes = 2 ** 16;
/** A first entry, an empty zip, a zip once split. */
const zipMagics = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];

/**
 * What a file is by its content, not by its name.
 *
 * @throws TillbookError DATA_MISSING; BAD_INPUT for a folder, an empty file, Parquet without its footer, and an old or
 *   encrypted Excel file.
 */
export async function fileKind(file: string): Promise<FileKind> {
  const handle = await open(file).catch((cause: NodeJS.ErrnoException) => {
    throw new TillbookError(
      'DATA_MISSING',
      `cannot open ${file}: ${cause.code === 'ENOENT' ? 'no such file' : cause.message}`,
      { hint: 'check the path, or leave it out to use the sample', cause },
    );
  });
  try {
    const { size, head } = await beginning(handle, file);
    const magic = head.toString('latin1', 0, 8);
    if (magic.startsWith('PAR1')) return await parquet(handle, file, size);
    if (zipMagics.some((start) => magic.startsWith(start))) return { kind: 'zip', compression: 'none' };
    if (magic === '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') {
      throw new TillbookError('BAD_INPUT', `${file} is an old Excel file (xls) or one with a password`, {
        hint: 'save it as xlsx without a password, or as CSV',
      });
    }
    if (magic.startsWith('\x1f\x8b')) return { kind: textKind(gunzipped(head, file)), compression: 'gzip' };
    if (magic.startsWith('\x28\xb5\x2f\xfd')) {
      return { kind: textKind(await firstText(file)), compression: 'zstd' };
    }
    return { kind: textKind(head.toString('utf8')), compression: 'none' };
  } finally {
    await handle.close();
  }
}

async function beginning(handle: FileHandle, file: string): Promise<{ size: number; head: Buffer }> {
  const stat = await handle.stat();
  if (stat.isDirectory()) {
    throw new TillbookError('BAD_INPUT', `${file} is a folder where a file was expected`, { hint: 'name one file' });
  }
  if (stat.size === 0) {
    throw new TillbookError('BAD_INPUT', `${file} is empty (0 bytes)`, { hint: 'fetch or export it again' });
  }
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return { size: stat.size, head: buffer.subarray(0, bytesRead) };
}

async function parquet(handle: FileHandle, file: string, size: number): Promise<FileKind> {
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, Math.max(0, size - 4));
  if (size >= 12 && buffer.toString('latin1') === 'PAR1') return { kind: 'parquet', compression: 'none' };
  throw new TillbookError(
    'BAD_INPUT',
    `${file} begins as Parquet but its footer is missing: it was cut off after ${size} bytes`,
    { hint: 'fetch or write it again' },
  );
}

function gunzipped(head: Buffer, file: string): string {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8');
  } catch (cause) {
    throw new TillbookError('BAD_INPUT', `${file} begins as gzip but cannot be unpacked: ${(cause as Error).message}`, {
      hint: 'fetch or write it again',
      cause,
    });
  }
}

async function firstText(file: string): Promise<string> {
  for await (const piece of unpackedBytes(file)) return piece.toString('utf8');
  return '';
}

/** JSON begins with an object or an array; no header of a CSV does. */
function textKind(text: string): 'json' | 'csv' {
  return /^\ufeff?\s*(\{\s*["}]|\[\s*[{\]])/.test(text) ? 'json' : 'csv';
}
