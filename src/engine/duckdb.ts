import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Columns } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import type { ColumnType, Schema } from '../base/schema.js';
import { sha256 } from './checksum.js';
import type { Engine, Provenance, Relation, Scalar, ScanOptions } from './engine.js';
import { type FileContent, fileContent } from './file-kind.js';
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
      const content = await fileContent(file);
      const provenance = await scanned(file, options);
      const name = nextName();
      await run(connection, `create temp view ${name} as select * from ${reader(content, file, options)}`);
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

async function scanned(file: string, options: ScanOptions): Promise<Provenance> {
  const [{ size }, checksum] = await Promise.all([stat(file), sha256(file)]);
  const source = { file: path.basename(file), bytes: size, sha256: checksum };
  const { dataset = source.file, synthetic = false } = options;
  recordInput({ dataset, synthetic, ...source });
  return { dataset, synthetic, files: [source] };
}

function reader({ kind, compression }: FileContent, file: string, { allText = false, csv }: ScanOptions): string {
  const literal = `'${file.replaceAll("'", "''")}'`;
  if (kind === 'parquet') return `read_parquet(${literal})`;
  if (kind === 'zip') {
    throw new TillbookError(
      'BAD_INPUT',
      `${path.basename(file)} is a zip or a workbook, which no engine reads as it is`,
      {
        hint: 'import it: tillbook data import',
      },
    );
  }
  if (csv) {
    const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
    return `read_csv(${text(csv.copy ?? file)}, auto_detect = false, header = true, skip = ${csv.headerLine - 1}, delim = ${text(csv.delimiter)},
      quote = '"', escape = '"', null_padding = false, strict_mode = true, compression = 'none',
      columns = {${csv.columns.map((name) => `${text(name)}: 'varchar'`).join(', ')}})`;
  }
  const packed = `compression = '${compression}'`;
  if (kind === 'jsonl') return `read_json(${literal}, format = 'newline_delimited', ${packed})`;
  return `read_csv(${literal}, header = true, all_varchar = ${allText}, null_padding = false, ${packed})`;
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
