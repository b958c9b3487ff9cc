import { tmpdir } from 'node:os';
import path from 'node:path';
import { TillbookError } from '../base/errors.js';

/** What a column of a scratch table holds. */
export type ScratchType = 'uint8' | 'int32' | 'double' | 'string';

/** Puts columns of rows into a table. */
export interface ColumnAppender {
  /** Appends the first `rows` values of each column, none of them null. */
  append(columns: ReadonlyArray<ArrayLike<number> | readonly string[]>, rows: number): void;
  close(): void;
}

/** A DuckDB of its own for one import, in memory and on disk beyond its limit. */
export interface Scratch {
  /** Runs a statement. @throws TillbookError QUERY_FAILED; CANNOT_WRITE where the disk refused. */
  run(sql: string): Promise<void>;
  /** The rows of a small result; integers of 64 bits as numbers. */
  rows<T>(sql: string): Promise<T[]>;
  create(table: string, columns: Readonly<Record<string, ScratchType>>): Promise<ColumnAppender>;
  close(): void;
}

const sqlTypes = { uint8: 'utinyint', int32: 'integer', double: 'double', string: 'varchar' } as const;
const chunkRows = 2048;

/**
 * Opens a scratch database for a reader that has columns of numbers and text and wants Parquet.
 *
 * @param memoryLimit in DuckDB's words (default '400MB'); what is beyond goes to the system's temporary folder.
 */
export async function openScratch({ memoryLimit = '400MB' }: { memoryLimit?: string } = {}): Promise<Scratch> {
  const { DOUBLE, DuckDBDataChunk, DuckDBInstance, INTEGER, UTINYINT, VARCHAR } = await import('@duckdb/node-api');
  const types = { uint8: UTINYINT, int32: INTEGER, double: DOUBLE, string: VARCHAR };
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: memoryLimit,
    temp_directory: path.join(tmpdir(), `tillbook-scratch-${process.pid}`),
  });
  const connection = await instance.connect();

  async function run(sql: string) {
    try {
      return await connection.runAndReadAll(sql);
    } catch (cause) {
      throw failure(cause as Error, `the statement was: ${sql.slice(0, 400)}`);
    }
  }

  return {
    async run(sql) {
      await run(sql);
    },
    async rows<T>(sql: string) {
      const result = await run(sql);
      return result
        .getRowObjects()
        .map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([key, value]) => [key, typeof value === 'bigint' ? Number(value) : value]),
          ),
        ) as T[];
    },
    async create(table, columns) {
      const list = Object.entries(columns).map(([name, type]) => `${name} ${sqlTypes[type]}`);
      await run(`create table ${table} (${list.join(', ')})`);
      const appender = await connection.createAppender(table);
      const duckTypes = Object.values(columns).map((type) => types[type]);
      return {
        append(values, rows) {
          guarded(() => appendChunks(values, rows));
        },
        close: () => guarded(() => appender.closeSync()),
      };

      function appendChunks(values: Parameters<ColumnAppender['append']>[0], rows: number): void {
        for (let from = 0; from < rows; from += chunkRows) {
          const count = Math.min(chunkRows, rows - from);
          const chunk = DuckDBDataChunk.create(duckTypes, count);
          for (let column = 0; column < values.length; column++) {
            const vector = chunk.getColumnVector(column);
            const source = values[column]!;
            for (let i = 0; i < count; i++) vector.setItem(i, source[from + i] as number);
            vector.flush();
          }
          appender.appendDataChunk(chunk);
        }
      }
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function guarded(work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw failure(cause as Error, 'this is a fault of Tillbook or a lack of memory');
  }
}

function failure(cause: Error, hint: string): TillbookError {
  const message = cause.message.trim();
  const disk = /no space left|disk full|max_temp_directory_size|cannot open file|could not write/i.test(message);
  return new TillbookError(disk ? 'CANNOT_WRITE' : 'QUERY_FAILED', message.split('\n')[0] ?? message, {
    hint: disk ? 'free disk space, or write elsewhere' : hint,
    cause,
  });
}
