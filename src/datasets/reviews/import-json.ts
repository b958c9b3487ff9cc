import { createReadStream } from 'node:fs';
import { appendFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { rows } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import type { Engine } from '../../engine/engine.js';
import { type JsonColumns, requiredOf } from './json-columns.js';
import { type TextChunk, textChunks } from './text-chunks.js';

/** What became of a file of JSON lines. */
export interface ImportedJson {
  /** Parquet, in the order of the lines. */
  readonly files: readonly string[];
  readonly rows: number;
  /** Lines that could not be read; they stand in the quarantine with file, line and reason. */
  readonly rejected: number;
}

interface Job {
  readonly file: string;
  readonly columns: JsonColumns;
  /** Folder for the shards, and the stem of their names. */
  readonly folder: string;
  readonly stem: string;
  readonly quarantine: string;
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Bytes of text that are taken at a time; default 256 MB. */
  readonly chunkBytes?: number | undefined;
}

const sqlText = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * Parses JSON lines into Parquet, one shard for each 256 MB of text: the next is unpacked while DuckDB reads one.
 *
 * @throws TillbookError BAD_INPUT for a damaged gzip, or if lines in and rows out differ.
 */
export async function importJson(engine: Engine, job: Job): Promise<ImportedJson> {
  const files: string[] = [];
  let read = 0;
  let rejected = 0;
  const beside = path.join(job.folder, `${job.stem}.${process.pid}.part`);
  const chunks = textChunks(job.file, beside, job.chunkBytes);
  let next = chunks.next();
  try {
    for (let turn = await next; !turn.done; turn = await next) {
      next = chunks.next();
      next.catch(() => {});
      const shard = path.join(job.folder, `${job.stem}-${String(files.length).padStart(5, '0')}.parquet`);
      const { good, bad } = await parsed(engine, turn.value, shard, job);
      await rm(turn.value.path);
      files.push(shard);
      read += good;
      rejected += bad;
      job.onProgress?.(turn.value.share);
    }
    return { files, rows: read, rejected };
  } finally {
    const ahead = await next.catch(() => undefined);
    if (ahead && !ahead.done) await rm(ahead.value.path, { force: true });
    await chunks.return(undefined);
  }
}

async function parsed(
  engine: Engine,
  chunk: TextChunk,
  shard: string,
  job: Job,
): Promise<{ good: number; bad: number }> {
  const { columns, quarantine, file } = job;
  const part = `${shard}.${process.pid}.part`;
  const types = Object.entries(columns).map(([name, { type }]) => `${name}: ${sqlText(type)}`);
  const how = '(format parquet, compression zstd, compression_level 1)';
  const unread = `(${requiredOf(columns)
    .map((name) => `${name} is null`)
    .join(' or ')})`;
  await engine.query(`copy (select * from read_json(${sqlText(chunk.path)}, format = 'newline_delimited', compression = 'uncompressed',
    ignore_errors = true, columns = {${types.join(', ')}})) to ${sqlText(part)} ${how}`);
  const [found] = rows<{ all_rows: number; bad: number }>(
    await engine.query(
      `select count(*) as all_rows, count(case when ${unread} then 1 end) as bad from read_parquet(${sqlText(part)})`,
    ),
  );
  const { all_rows: all, bad } = found!;
  if (all !== chunk.records) {
    throw new TillbookError(
      'BAD_INPUT',
      `${file}: ${chunk.records} lines from line ${chunk.firstLine} on, and the reader made ${all} rows of them`,
      {
        hint: 'a line there is not one JSON object; look at its ends and its length',
      },
    );
  }
  const source = path.basename(file);
  for (const line of chunk.tooLong) {
    await appendFile(
      quarantine,
      `${JSON.stringify({ file: source, line, column: null, reason: 'the line is longer than 12 MB' })}\n`,
    );
  }
  if (bad > 0) {
    const at = rows<{ record: number }>(
      await engine.query(`select file_row_number as record from read_parquet(${sqlText(part)}, file_row_number = true)
        where ${unread} order by record`),
    );
    await quarantined(chunk, new Set(at.map(({ record }) => record)), job);
    await engine.query(
      `copy (select * from read_parquet(${sqlText(part)}) where not ${unread}) to ${sqlText(`${part}2`)} ${how}`,
    );
    await rename(`${part}2`, part);
  }
  await rename(part, shard);
  return { good: all - bad, bad: bad + chunk.tooLong.length };
}

/** Writes the lines of these records (0 the first) to the quarantine, with their place and what is wrong. */
async function quarantined(
  chunk: TextChunk,
  records: ReadonlySet<number>,
  { quarantine, file, columns }: Job,
): Promise<void> {
  const skipped = new Set(chunk.tooLong);
  let line = chunk.firstLine - 1;
  let record = -1;
  for await (const text of linesOf(chunk.path)) {
    line++;
    while (skipped.has(line)) line++;
    if (!/[^\0-\x20]/.test(text)) continue;
    record++;
    if (!records.has(record)) continue;
    const { column, reason } = fault(text, columns);
    await appendFile(
      quarantine,
      `${JSON.stringify({ file: path.basename(file), line, column, reason, text: text.slice(0, 1000) })}\n`,
    );
  }
}

/** Lines by LF alone: readline would end them at other marks too. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const text of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    yield* parts;
  }
  if (rest !== '') yield rest;
}

function fault(text: string, columns: JsonColumns): { column: string | null; reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { column: null, reason: `not JSON: ${(error as Error).message.slice(0, 200)}` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { column: null, reason: 'not a JSON object' };
  const record = value as Record<string, unknown>;
  const column = requiredOf(columns).find((name) => record[name] === undefined || record[name] === null);
  if (column !== undefined) return { column, reason: `no ${column}` };
  const wrong = requiredOf(columns).find((name) => typeof record[name] !== columns[name]!.json);
  return wrong === undefined
    ? { column: null, reason: 'a value that cannot be read as its column' }
    : { column: wrong, reason: `${wrong} is ${JSON.stringify(record[wrong])?.slice(0, 60)}` };
}
