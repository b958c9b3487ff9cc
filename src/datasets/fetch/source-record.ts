import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { cannotWrite } from './failures.js';
import type { FetchableDataset } from './publishers.js';

/** What stands in `<file>.source.json`. */
export interface SourceRecord {
  readonly dataset: FetchableDataset;
  readonly title: string;
  /** Where these bytes came from: URL without user and query, or a path. */
  readonly url: string;
  /** The publisher's page. */
  readonly page: string;
  /** ISO 8601, UTC. */
  readonly fetchedAt: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Whether the checksum is the publisher's own, or only that of what came. */
  readonly checksumStatedBy: 'publisher' | 'nobody';
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly licence: string;
  readonly citation: string;
}

const recordOf = (target: string): string => `${target}.source.json`;

/** What is recorded of a file, or null. */
export async function readSourceRecord(target: string): Promise<SourceRecord | null> {
  try {
    return JSON.parse(await readFile(recordOf(target), 'utf8')) as SourceRecord;
  } catch {
    return null;
  }
}

/** @throws TillbookError CANNOT_WRITE. */
export async function writeSourceRecord(target: string, record: SourceRecord): Promise<void> {
  try {
    await writeFileAtomic(recordOf(target), `${JSON.stringify(record, null, 2)}\n`);
  } catch (error) {
    throw cannotWrite(recordOf(target), error);
  }
}
