import { open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../../engine/checksum.js';
import { cannotWrite } from './failures.js';
import { type PartFile, readPartState, removePart } from './part-file.js';
import { readSourceRecord, type SourceRecord, writeSourceRecord } from './source-record.js';

/**
 * Gives a checked part its name: the record is noted beside the part, the bytes are made sure to be on the disk, the
 * part is renamed, and the record written. A process that is killed between any two of these leaves either a part, or
 * the whole file with the note that `settled` completes.
 *
 * @throws TillbookError CANNOT_WRITE.
 */
export async function settle(target: string, part: PartFile, record: SourceRecord): Promise<void> {
  const { state } = part.here();
  await part.sync();
  part.keep({ ...state!, checked: record });
  part.close();
  try {
    await rename(part.path, target);
    await syncFolder(path.dirname(target));
  } catch (error) {
    throw cannotWrite(target, error);
  }
  await writeSourceRecord(target, record);
  await removePart(target);
}

/**
 * The record of a file that is here whole: its bytes are those of its record. Null where there is no file or no record
 * of it, or where the bytes are others. Completes what a killed process left undone.
 */
export async function settled(target: string): Promise<SourceRecord | null> {
  const about = await stat(target).catch(() => null);
  if (about === null) return null;
  const pending = (await readPartState(target))?.checked ?? null;
  const known = [pending, await readSourceRecord(target)].filter((record) => record?.bytes === about.size);
  if (known.length === 0) return null;
  const sum = await sha256(target);
  const record = known.find((one) => one?.sha256 === sum) ?? null;
  if (record !== null && record === pending) {
    await writeSourceRecord(target, record);
    await removePart(target);
  }
  return record;
}

/** A rename is sure to survive a power cut only once the folder is written; not every system can do it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
