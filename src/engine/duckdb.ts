import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Columns } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import type { ColumnType, Schema } from '../base/schema.js';
import { checkPacked } from './check-packed.js';
import { sha256 } from './checksum.js';
import type { Engine, Provenance, Relation, Scalar, ScanOptions } from './engine.js';
import { type FileKind, fileKind } from './file-kind.js';
import { recordInput } from './inputs.js';
import { prelude } from './prelude.js';

type Params = Readonly<Record<string, Scalar>>;

/**
 * DuckDB in this process, in memory: nothing is written but spilled pages in the system's temporary folder, nothing is
 * fetched (extensions are neither installed nor loaded by themselves).
 *
 * Errors: QUERY_FAILED with DuckDB's first line; DATA_MISSING and BAD_INPUT from `scan`.
 */
export async function duckdbEngine(): Promise<Engine> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    temp_directory: path.join(tmpdir(), `tillbook-duckdb-${process.pid}`),
  });
  const connection = await instance.connect();
  for (const statement of prelude) await connection.run(statement);
  let relations = 0;

  const nextName = () => `relation_${++relations}`;

  const engine: Engine = {
    uri: 'duckdb:',

    async scan(file, options = {}) {
      const kind = await fileKind(file);
      if (kind.kind === 'zip') {
        throw new TillbookError('BAD_INPUT', `${file} is a zip or an xlsx, which no engine reads`, {
          hint: 'import it: tillbook data import',
        });
      }
      const { compression } = kind;
      const [provenance] = await Promise.all([
        scanned(file, options),
        compression === 'none' ? undefined : checkPacked(file, compression),
      ]);
      const name = nextName();
      await run(connection, `create temp view ${name} as select * from ${reader(kind, file, options)}`);
      return relation(name, provenance);
    },

    async query(sql, params) {
      const { arrowTable } = await import('./arrow.js');
      return arrowTable(await run(connection, sql, params));
    },

    async register(columns, provenance = nowhere) {
      const name = nextName();
      await registerColumns(connection, name, columns);
      return relation(name, provenance);
    },

    async materialise(sql, { params, provenance = nowhere } = {}) {
      const name = nextName();
      await run(connection, `create temp table ${name} as ${sql}`, params);
      return relation(name, provenance);
    },

    async drop({ name }) {
      const { numRows } = await engine.query(
        'select 1 as found from duckdb_views() where view_name = $name and not internal',
        { name },
      );
      await run(connection, `drop ${numRows > 0 ? 'view' : 'table'} if exists ${name}`);
    },

    progress() {
      const { percentage } = connection.progress;
      return percentage < 0 ? null : percentage / 100;
    },

    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };

  async function relation(name: string, provenance: Provenance): Promise<Relation> {
    return { engine, name, schema: await describe(connection, name), provenance };
  }
  return engine;
}

const nowhere: Provenance = { dataset: 'columns', synthetic: false, files: [] };

async function scanned(read: string, options: ScanOptions): Promise<Provenance> {
  const file = options.origin ?? read;
  const [{ size }, checksum] = await Promise.all([stat(file), sha256(file)]);
  const source = { file: path.basename(file), bytes: size, sha256: checksum };
  const { dataset = source.file, synthetic = false } = options;
  recordInput({ dataset, synthetic, ...source });
  return { dataset, synthetic, files: [source] };
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

function reader({ kind, compression }: FileKind, file: string, { allText = false, csv }: ScanOptions): string {
  if (kind === 'parquet') return `read_parquet(${literal(file)})`;
  if (kind === 'json') {
    return `read_json(${literal(file)}, compression = '${compression === 'none' ? 'uncompressed' : compression}')`;
  }
  if (csv) {
    return `read_csv(${literal(csv.copy ?? file)}, auto_detect = false, header = true, skip = ${csv.headerLine - 1}, delim = ${literal(csv.delimiter)},
      quote = '"', escape = '"', null_padding = false, strict_mode = true, compression = 'none',
      columns = {${csv.columns.map((name) => `${literal(name)}: 'varchar'`).join(', ')}})`;
  }
  return `read_csv(${literal(file)}, header = true, all_varchar = ${allText}, null_padding = false, compression = '${compression}')`;
}

async function run(connection: DuckDBConnection, sql: string, params?: Params) {
  try {
    return await connection.run(sql, params && { ...params });
  } catch (cause) {
    const message = String((cause as Error).message).trim();
    throw new TillbookError('QUERY_FAILED', message.split('\n')[0] ?? message, {
      hint: `the statement was: ${sql.length > 400 ? `${sql.slice(0, 400)} …` : sql}`,
      cause,
    });
  }
}

async function describe(connection: DuckDBConnection, name: string): Promise<Schema> {
  const described = await connection.runAndReadAll(`describe ${name}`);
  return described.getRowObjects().map((row) => ({
    name: String(row.column_name),
    type: columnType(String(row.column_type)),
    nullable: true,
    meaning: '',
  }));
}

function columnType(type: string): ColumnType {
  if (/^DECIMAL/.test(type)) return 'decimal';
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?)$/.test(type)) return 'integer';
  if (/^(DOUBLE|FLOAT)$/.test(type)) return 'double';
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'DATE') return 'date';
  return /^TIMESTAMP/.test(type) ? 'timestamp' : 'string';
}

async function registerColumns(connection: DuckDBConnection, name: string, columns: Columns): Promise<void> {
  const fields = columns.schema.fields.map((field) => {
    const type = String(field.type);
    if (/^Float/.test(type)) return { name: field.name, sql: 'double' };
    if (/^Int/.test(type)) return { name: field.name, sql: 'bigint' };
    return { name: field.name, sql: /^Bool/.test(type) ? 'boolean' : 'varchar' };
  });
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await run(connection, `create temp table ${name} (${fields.map((f) => `${quote(f.name)} ${f.sql}`).join(', ')})`);
  const appender = await connection.createAppender(name);
  const children = fields.map((field) => columns.getChild(field.name)!);
  for (let i = 0; i < columns.numRows; i++) {
    children.forEach((child, j) => {
      const value = child.get(i);
      if (value === null || value === undefined) appender.appendNull();
      else if (fields[j]!.sql === 'double') appender.appendDouble(Number(value));
      else if (fields[j]!.sql === 'bigint') appender.appendBigInt(BigInt(value as number));
      else if (fields[j]!.sql === 'boolean') appender.appendBoolean(Boolean(value));
      else appender.appendVarchar(String(value));
    });
    appender.endRow();
  }
  appender.closeSync();
}
