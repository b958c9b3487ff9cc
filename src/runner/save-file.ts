import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { TillbookError } from '../base/errors.js';

/**
 * Writes a file whole or not at all.
 *
 * @throws TillbookError CANNOT_WRITE, also on a full disk.
 */
export async function saveFile(path: string, text: string): Promise<void> {
  try {
    await writeFileAtomic(path, text);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new TillbookError(
      'CANNOT_WRITE',
      `${path} cannot be written: ${code === 'ENOSPC' ? 'the disk is full' : code}`,
      {
        hint: 'make room or name another folder with --out; what stood there before is unchanged',
        cause,
      },
    );
  }
}

/** Removes what a killed run left beside the files that it was writing. */
export async function removeLeftovers(folder: string): Promise<void> {
  const leftovers = (await readdir(folder)).filter((name) => /\.(?:html|ipynb|json)\.\d+$/.test(name));
  await Promise.all(leftovers.map((name) => rm(join(folder, name), { force: true })));
}
