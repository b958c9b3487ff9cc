import { readFile, rm, rmdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { TillbookError } from '../../base/errors.js';
import { cannotWrite } from './failures.js';

interface Owner {
  readonly pid: number;
  readonly host: string;
}

/**
 * Holds `<file>.lock` so that two fetches do not write one file. That of a killed process of this machine is taken over
 * at once, any other after `stale` milliseconds in which nobody renewed it.
 *
 * @param onLost called if somebody else took it, as after a machine slept.
 * @returns what lets go of it.
 * @throws TillbookError CANNOT_WRITE where a fetch of the file is under way.
 */
export async function holdTarget(target: string, stale: number, onLost: () => void): Promise<() => Promise<void>> {
  const ownerFile = `${target}.lock.json`;
  const until = Date.now() + 2 * stale;
  for (;;) {
    try {
      const release = await lock(target, { realpath: false, stale, onCompromised: onLost });
      await writeFileAtomic(ownerFile, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner));
      return async () => {
        await rm(ownerFile, { force: true });
        await release().catch(() => {});
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw cannotWrite(target, error);
    }
    const owner = await readOwner(ownerFile, `${target}.lock`);
    if (owner?.host === hostname()) {
      if (isAlive(owner.pid)) throw busy(target, `process ${owner.pid}`);
      await rmdir(`${target}.lock`).catch(() => {});
    } else if (Date.now() > until) {
      throw busy(target, owner === null ? 'another process' : `process ${owner.pid} on ${owner.host}`);
    }
    await sleep(50);
  }
}

function busy(target: string, who: string): TillbookError {
  return new TillbookError('CANNOT_WRITE', `${target} is being fetched by ${who}`, {
    hint: `wait until it has ended; if nothing runs, remove ${target}.lock`,
  });
}

/** Who holds the lock, or null; a note older than the lock is of an earlier holder and says nothing. */
async function readOwner(file: string, lockFolder: string): Promise<Owner | null> {
  try {
    const [noted, held] = [await stat(file), await stat(lockFolder)];
    if (noted.mtimeMs < held.birthtimeMs) return null;
    return JSON.parse(await readFile(file, 'utf8')) as Owner;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
