import { open } from 'node:fs/promises';
import { TillbookError } from '../base/errors.js';

/** What a file is by its content, not by its name. */
export async function fileKind(file: string): Promise<'parquet' | 'csv'> {
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
    if (edge.toString('latin1') !== 'PAR1') return 'csv';
    await handle.read(edge, 0, 4, Math.max(0, stat.size - 4));
    if (stat.size >= 12 && edge.toString('latin1') === 'PAR1') return 'parquet';
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
