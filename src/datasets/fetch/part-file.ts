import { type FileHandle, open, readFile, rm, stat } from 'node:fs/promises';
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

/** `<file>.part`, written at stated positions, and `<file>.part.json` beside it. */
export interface PartFile {
  readonly path: string;
  here(): Partial & { readonly state: PartState | null };
  /** Writes over all there is: bytes first go, so that no state ever vouches for another's bytes. */
  restart(state: PartState): Promise<void>;
  keep(state: PartState): Promise<void>;
  write(chunk: Uint8Array): Promise<void>;
  discard(): Promise<void>;
  /** The first bytes, as many as there are of `count`. */
  head(count: number): Promise<Buffer>;
  sync(): Promise<void>;
  close(): Promise<void>;
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
  const guarded = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error) => {
      throw cannotWrite(file, error);
    });
  let state = await readPartState(target);
  const isOurs = state?.url === source.url && state.sha256 === source.sha256;
  if (!isOurs) state = null;
  const handle: FileHandle = await guarded(open(file, isOurs ? 'a+' : 'w+').then(reopened(file)));
  let bytes = (await guarded(stat(file))).size;

  const keep = async (next: PartState): Promise<void> => {
    await guarded(writeFileAtomic(stateOf(target), JSON.stringify(next)));
    state = next;
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
    async restart(next) {
      await guarded(handle.truncate(0));
      bytes = 0;
      await keep(next);
    },
    async write(chunk) {
      for (let from = 0; from < chunk.length; ) {
        const { bytesWritten } = await guarded(handle.write(chunk, from, chunk.length - from, bytes));
        from += bytesWritten;
        bytes += bytesWritten;
      }
    },
    async discard() {
      await guarded(handle.truncate(0));
      bytes = 0;
      await guarded(rm(stateOf(target), { force: true }));
      state = null;
    },
    async head(count) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0);
      return buffer.subarray(0, bytesRead);
    },
    sync: () => guarded(handle.sync()),
    close: () => handle.close(),
  };
}

/** What an earlier attempt left, or null. */
export async function readPartState(target: string): Promise<PartState | null> {
  try {
    return JSON.parse(await readFile(stateOf(target), 'utf8')) as PartState;
  } catch {
    return null;
  }
}

/** Removes what belongs to a part, if it is there. */
export async function removePart(target: string): Promise<void> {
  await rm(partOf(target), { force: true });
  await rm(stateOf(target), { force: true });
}

/** A file that is there now, for reading and writing at positions: in the mode that makes one, positions do not count. */
function reopened(file: string): (made: FileHandle) => Promise<FileHandle> {
  return async (made) => {
    await made.close();
    return open(file, 'r+');
  };
}
