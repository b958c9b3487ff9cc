import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { TillbookError } from '../base/errors.js';
import { removeLeftovers } from './save-file.js';

const staleAfter = 5000;
const patience = { retries: 30, factor: 1, minTimeout: 250, maxTimeout: 250 };

/**
 * Makes a folder, holds it against other runs while `use` works in it, and lets it go. A lock that a killed run left is
 * waited for, at most 7.5 s, until it has gone stale.
 *
 * @throws TillbookError CANNOT_WRITE if the folder cannot be made or written, or another run writes into it.
 */
export async function withOutputFolder<T>(folder: string, use: () => Promise<T>): Promise<T> {
  const owner = join(folder, '.tillbook.pid');
  const release = await acquire(folder, owner);
  try {
    await removeLeftovers(folder);
    return await use();
  } finally {
    await rm(owner, { force: true }).catch(() => undefined);
    await release().catch(() => undefined);
  }
}

async function acquire(folder: string, owner: string): Promise<() => Promise<void>> {
  try {
    await mkdir(folder, { recursive: true });
    const release = await lock(folder, owner);
    await writeFile(owner, JSON.stringify({ pid: process.pid, host: hostname() }));
    return release;
  } catch (cause) {
    if (cause instanceof TillbookError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ELOCKED') {
      throw new TillbookError('CANNOT_WRITE', `another run writes into ${folder}`, {
        hint: 'wait until it has ended, or name another folder with --out',
        cause,
      });
    }
    throw new TillbookError('CANNOT_WRITE', `the output folder ${folder} cannot be written: ${reason(code)}`, {
      hint: 'name another folder with --out, or change its permissions',
      cause,
    });
  }
}

async function lock(folder: string, owner: string): Promise<() => Promise<void>> {
  const options = {
    lockfilePath: join(folder, '.tillbook.lock'),
    stale: staleAfter,
    onCompromised: () => undefined,
  };
  try {
    return await lockfile.lock(folder, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOCKED' || !(await isDead(owner))) throw error;
    return lockfile.lock(folder, { ...options, retries: patience });
  }
}

/** Whether the run that holds the folder ran on this machine and is gone. */
async function isDead(owner: string): Promise<boolean> {
  try {
    const { pid, host } = JSON.parse(await readFile(owner, 'utf8')) as { pid: number; host: string };
    if (host !== hostname()) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EPERM';
  }
}

function reason(code: string | undefined): string {
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a file stands in its way';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'EROFS') return 'the file system is read-only';
  if (code === 'ENOSPC') return 'the disk is full';
  return code ?? 'unknown reason';
}
