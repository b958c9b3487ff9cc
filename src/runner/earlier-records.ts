import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from './record.js';

/** The records that runs left in a folder, by name; files that are none are passed over. */
export async function earlierRecords(folder: string): Promise<RunRecord[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const records = await Promise.all(names.map((name) => read(join(folder, name), name.slice(0, -'.json'.length))));
  return records.filter((record) => record !== null);
}

async function read(path: string, name: string): Promise<RunRecord | null> {
  try {
    const record = JSON.parse(await readFile(path, 'utf8')) as RunRecord;
    const whole =
      record.name === name &&
      typeof record.title === 'string' &&
      typeof record.startedAt === 'string' &&
      ['ok', 'failed', 'interrupted'].includes(record.status) &&
      typeof record.metrics === 'object' &&
      Array.isArray(record.inputs);
    return whole ? record : null;
  } catch {
    return null;
  }
}
