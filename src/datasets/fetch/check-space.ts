import { statfsSync } from 'node:fs';
import path from 'node:path';
import { TillbookError } from '../../base/errors.js';

/**
 * Sees that a disk has room before hours of loading.
 *
 * @throws TillbookError CANNOT_WRITE with what is needed and what is free. A file system that does not say is believed.
 */
export function checkSpace(file: string, needed: number): void {
  const folder = path.dirname(file);
  const free = freeBytes(folder);
  if (needed <= free) return;
  throw new TillbookError(
    'CANNOT_WRITE',
    `${file} needs ${needed.toLocaleString('en-GB')} bytes more, and ${free.toLocaleString('en-GB')} are free: the disk would be full`,
    { hint: `make room in ${folder} and run the same command again` },
  );
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
