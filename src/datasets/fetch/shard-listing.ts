import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { TillbookError } from '../../base/errors.js';

/** One Parquet file of a dataset on Hugging Face. */
export interface Shard {
  /** From the root of the repository: `raw_review_Electronics/full-00000-of-00034.parquet`. */
  readonly path: string;
  readonly bytes: number | null;
  readonly sha256: string | null;
}

/**
 * The Parquet files in the answer of Hugging Face's tree API, in order. For a file in large-file storage it states size
 * and SHA-256 (`lfs.oid`).
 *
 * @throws TillbookError BAD_INPUT where the answer is of another shape.
 */
export function shardListing(text: string, source: string): Shard[] {
  try {
    const entries = JSON.parse(text) as { path: string; size?: number; lfs?: { oid?: string; size?: number } }[];
    return entries
      .filter((entry) => /^[\w-]+\/full-[\w-]+\.parquet$/.test(entry.path))
      .map(({ path: name, size, lfs }) => ({
        path: name,
        bytes: lfs?.size ?? size ?? null,
        sha256: /^(?:sha256:)?([0-9a-f]{64})$/.exec(lfs?.oid ?? '')?.[1] ?? null,
      }))
      .sort(byPath);
  } catch (cause) {
    throw new TillbookError('BAD_INPUT', `the list of files from ${source} is no list: it begins ${begin(text)}`, {
      hint: 'something between here and the publisher answers in its place: name a mirror or a copy with --from',
      cause,
    });
  }
}

/** The Parquet files of such a folder on this machine. */
export async function localShards(folder: string): Promise<Shard[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /^full-[\w-]+\.parquet$/.test(name))
    .map((name) => ({ path: `${path.basename(folder)}/${name}`, bytes: null, sha256: null }))
    .sort(byPath);
}

function byPath(a: Shard, b: Shard): number {
  return a.path < b.path ? -1 : 1;
}

function begin(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
