import { closeSync, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { cannotWrite } from './failures.js';
import type { Partial, Said } from './next-step.js';
import type { SourceRecord } from './source-record.js';

/** What is kept beside a part: where it comes from and what was said of the whole. */
export interface PartState extends Said {
  readonly url: string;
  /** The checksum of the plan. */
  readonly sha256: string | null;
  /** That of an answer's headers. */
  readonly linkedSha256?: string | null;
  /** Set once every byte is here and checked: what will be recorded of the file. */
  readonly checked?: SourceRecord;
}

/** `<file>.part`, written at stated positions, and `<file>.part.json` beside it. All of it throws CANNOT_WRITE. */
export interface PartFile {
  readonly path: string;
  here(): Partial & { readonly state: PartState | null };
  /** Writes over all there is: bytes first go, so that no state ever vouches for another's bytes. */
  restart(state: PartState): void;
  keep(state: PartState): void;
  /** At the end of what is here, before it returns: what came is there whatever happens next. */
  write(chunk: Uint8Array): void;
  discard(): void;
  /** The first bytes, as many as there are of `count`. */
  head(count: number): Buffer;
  /** Makes sure that what was written is on the disk. */
  sync(): Promise<void>;
  close(): void;
}

export const partOf = (target: string): string => `${target}.part`;
const stateOf = (target: string): string => `${target}.part.json`;

/**
 * Opens what is left of an earlier attempt; bytes of another source, or such that nothing vouches for, are dropped.
 *
 * @throws TillbookError CANNOT_WRITE.
 */
export async function openPart(target: string, source: { url: string; sha256: string | null }): Promise<PartFile> {
  const file = partOf(target);
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw cannotWrite(file, error);
    }
  };
  const found = await readPartState(target);
  let state = found?.url === source.url && found.sha256 === source.sha256 ? found : null;
  const handle = guarded(() => openExisting(file));
  if (state === null) guarded(() => ftruncateSync(handle, 0));
  let bytes = fstatSync(handle).size;
  let isOpen = true;

  const keep = (next: PartState): void => {
    guarded(() => writeFileAtomic.sync(stateOf(target), JSON.stringify(next)));
    state = next;
  };
  const empty = (): void => {
    guarded(() => ftruncateSync(handle, 0));
    bytes = 0;
  };
  return {
    path: file,
    keep,
    here: () => ({
      bytes,
      total: state?.total ?? null,
      etag: state?.etag ?? null,
      lastModified: state?.lastModified ?? null,
      state,
    }),
    restart(next) {
      empty();
      keep(next);
    },
    write(chunk) {
      for (let from = 0; from < chunk.length; ) {
        const written = guarded(() => writeSync(handle, chunk, from, chunk.length - from, bytes));
        from += written;
        bytes += written;
      }
    },
    discard() {
      empty();
      guarded(() => rmSync(stateOf(target), { force: true }));
      state = null;
    },
    head(count) {
      const buffer = Buffer.alloc(count);
      return buffer.subarray(0, readSync(handle, buffer, 0, count, 0));
    },
    async sync() {
      // Not synchronously: it may take long, and the lock must be renewed meanwhile.
      const other = await open(file, 'r+');
      await other.sync().finally(() => other.close());
    },
    close() {
      if (isOpen) closeSync(handle);
      isOpen = false;
    },
  };
}

/** For reading and writing at positions, made if it is not there; the mode `a` would write at the end always. */
function openExisting(file: string): number {
  closeSync(openSync(file, 'a'));
  return openSync(file, 'r+');
}

/** What an earlier attempt left, or null. */
export async function readPartState(target: string): Promise<PartState | null> {
  try {
    return JSON.parse(await readFile(stateOf(target), 'utf8')) as PartState;
  } catch {
    return null;
  }
}

/** Removes what processes left that were killed while they wrote a note. Only for whoever holds the file. */
export async function removeLeftovers(target: string): Promise<void> {
  const folder = path.dirname(target);
  const isLeft = (name: string): boolean =>
    name.startsWith(`${path.basename(target)}.`) && /\.(part|source|lock)\.json\.\d+$/.test(name);
  for (const name of (await readdir(folder)).filter(isLeft)) await rm(path.join(folder, name), { force: true });
}

/** Removes what belongs to a part, if it is there. */
export async function removePart(target: string): Promise<void> {
  await rm(partOf(target), { force: true });
  await rm(stateOf(target), { force: true });
}
