import { open } from 'node:fs/promises';
import { TillbookError } from '../base/errors.js';
import { type Compression, compressionOf, unpackedBytes } from './unpacked-bytes.js';

/** What a file holds. `csv` is any text with fields, tabs among them. */
export type FileKind = 'parquet' | 'csv' | 'jsonl' | 'zip';

/** What a file is by its content, and how it is packed. A workbook (xlsx) is a zip. */
export interface FileContent {
  readonly kind: FileKind;
  readonly compression: Compression;
}

/**
 * Tells by its content, not by its name, what a file is.
 *
 * @throws TillbookError DATA_MISSING where there is none; BAD_INPUT for a folder, an empty file, Parquet without its
 * footer, packed data that cannot be unpacked.
 */
export async function fileContent(file: string): Promise<FileContent> {
  const handle = await open(file).catch((cause: NodeJS.ErrnoException) => {
    throw new TillbookError(
      'DATA_MISSING',
      `cannot open ${file}: ${cause.code === 'ENOENT' ? 'no such file' : cause.message}`,
      {
        hint: 'check the path, or leave it out to use the sample',
        cause,
      },
    );
  });
  try {
    const stat = await handle.stat();
    if (stat.isDirectory()) {
      throw new TillbookError('BAD_INPUT', `${file} is a folder where a file was expected`, { hint: 'name one file' });
    }
    if (stat.size === 0) {
      throw new TillbookError('BAD_INPUT', `${file} is empty (0 bytes)`, { hint: 'fetch or export it again' });
    }
    const edge = Buffer.alloc(4);
    await handle.read(edge, 0, 4, 0);
    const compression = compressionOf(edge);
    if (compression !== 'none') return { kind: await textKind(file), compression };
    if (edge.toString('latin1') === 'PK\u0003\u0004') return { kind: 'zip', compression };
    if (edge.toString('latin1') !== 'PAR1') return { kind: await textKind(file), compression };
    await handle.read(edge, 0, 4, Math.max(0, stat.size - 4));
    if (stat.size >= 12 && edge.toString('latin1') === 'PAR1') return { kind: 'parquet', compression };
    throw new TillbookError(
      'BAD_INPUT',
      `${file} begins as Parquet but its footer is missing: it was cut off after ${stat.size} bytes`,
      {
        hint: 'fetch or write it again',
      },
    );
  } finally {
    await handle.close();
  }
}

/** Lines of JSON begin with a brace, whatever byte order mark and blanks go before; nothing else does. */
async function textKind(file: string): Promise<'csv' | 'jsonl'> {
  for await (const piece of unpackedBytes(file)) {
    const begun = piece.subarray(0, 4096).filter((byte) => byte > 32 && byte < 127);
    if (begun.length > 0) return begun[0] === 0x7b ? 'jsonl' : 'csv';
  }
  return 'csv';
}
