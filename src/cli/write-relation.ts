import { rename, rm } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { TillbookError } from '../base/errors.js';
import type { Relation } from '../engine/engine.js';
import { quoted } from './file-columns.js';

/** @throws TillbookError BAD_PARAMETER unless the file's name ends in .csv or .parquet. */
export function outFormat(file: string): 'csv' | 'parquet' {
  const ending = extname(file).toLowerCase();
  if (ending === '.csv' || ending === '.parquet') return ending.slice(1) as 'csv' | 'parquet';
  throw new TillbookError('BAD_PARAMETER', `--out is "${file}"`, { hint: 'a name that ends in .csv or .parquet' });
}

/**
 * Writes a relation of DuckDB's to a file, whole or not at all. In CSV a text that a spreadsheet would take for a formula
 * begins with an apostrophe.
 *
 * @throws TillbookError CANNOT_WRITE.
 */
export async function writeRelation({ engine, name, schema }: Relation, file: string): Promise<void> {
  const format = outFormat(file);
  const target = resolve(file);
  const beside = `${target}.${process.pid}.tmp`;
  const columns = schema.map((column) => {
    const sql = quoted(column.name);
    return format === 'csv' && column.type === 'string'
      ? `case when left(${sql}, 1) in ('=', '+', '-', '@', chr(9), chr(13)) then '''' || ${sql} else ${sql} end as ${sql}`
      : sql;
  });
  const options = format === 'csv' ? 'format csv, header true' : 'format parquet';
  try {
    await engine.query(
      `copy (select ${columns.join(', ')} from ${name}) to '${beside.replaceAll("'", "''")}' (${options})`,
    );
    await rename(beside, target);
  } catch (cause) {
    await rm(beside, { force: true });
    throw new TillbookError('CANNOT_WRITE', `${target} cannot be written: ${(cause as Error).message}`, {
      hint: 'check that the folder is there and may be written to',
      cause,
    });
  }
}
