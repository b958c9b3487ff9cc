import type { DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import { DuckDBTypeId } from '@duckdb/node-api';
import {
  Bool,
  DateDay,
  Field,
  Float64,
  Int64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  TimestampMicrosecond,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow';
import { TillbookError } from '../base/errors.js';

const integers: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
]);
const reals: ReadonlySet<DuckDBTypeId> = new Set([DuckDBTypeId.FLOAT, DuckDBTypeId.DOUBLE, DuckDBTypeId.DECIMAL]);
const timestamps: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_NS,
  DuckDBTypeId.TIMESTAMP_TZ,
]);

/**
 * A DuckDB result as an Arrow table: integers as int64, reals and decimals as float64, text as plain Utf8 (never a
 * dictionary: Spark would store its indices), timestamps in microseconds. The client library has no Arrow output of
 * its own.
 */
export async function arrowTable(result: DuckDBResult): Promise<Table> {
  const names = result.deduplicatedColumnNames();
  const types = result.columnTypes();
  const values: DuckDBValue[][] = names.map(() => []);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let column = 0; column < names.length; column++) chunk.appendColumnValues(column, values[column]!);
  }
  const vectors = names.map((name, i) => vector(name, types[i]!.typeId, values[i]!));
  const fields = names.map((name, i) => new Field(name, vectors[i]!.type, true));
  const length = values[0]?.length ?? 0;
  const struct = makeData({ type: new Struct(fields), length, nullCount: 0, children: vectors.map((v) => v.data[0]!) });
  return new Table(new RecordBatch(new Schema(fields), struct));
}

function vector(name: string, type: DuckDBTypeId, values: DuckDBValue[]): Vector {
  if (reals.has(type)) return typed(values, new Float64Array(values.length), new Float64(), real);
  if (integers.has(type)) {
    return typed(values, new BigInt64Array(values.length), new Int64(), (value) => int64(name, value));
  }
  if (type === DuckDBTypeId.DATE) return typed(values, new Int32Array(values.length), new DateDay(), days);
  if (timestamps.has(type)) {
    return typed(values, new BigInt64Array(values.length), new TimestampMicrosecond(), micros);
  }
  if (type === DuckDBTypeId.BOOLEAN) return filled(values as (boolean | null)[], new Bool());
  return filled(
    values.map((value) => (value === null ? null : String(value))),
    new Utf8(),
  );
}

/** `vectorFromArray` makes a vector without data of an empty array. */
function filled(values: unknown[], type: Bool | Utf8): Vector {
  return values.length > 0 ? vectorFromArray(values, type) : vectorFromArray([null], type).slice(0, 0);
}

function typed<T extends Float64Array | BigInt64Array | Int32Array>(
  values: DuckDBValue[],
  data: T,
  type: Float64 | Int64 | DateDay | TimestampMicrosecond,
  convert: (value: NonNullable<DuckDBValue>) => T[number],
): Vector {
  const nullBitmap = new Uint8Array((values.length + 7) >> 3);
  let nullCount = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) {
      nullCount++;
    } else {
      nullBitmap[i >> 3]! |= 1 << (i & 7);
      data[i] = convert(value);
    }
  }
  const parts = { type, length: values.length, nullCount, data, ...(nullCount > 0 && { nullBitmap }) };
  return new Vector([makeData(parts as never)]);
}

function real(value: NonNullable<DuckDBValue>): number {
  return typeof value === 'object' && 'toDouble' in value ? (value.toDouble as () => number)() : Number(value);
}

function int64(column: string, value: NonNullable<DuckDBValue>): bigint {
  const integer = BigInt(value as number | bigint);
  if (BigInt.asIntN(64, integer) !== integer) {
    throw new TillbookError('QUERY_FAILED', `column ${column}: ${integer} is beyond 64 bits`, {
      hint: 'cast it to double in the query',
    });
  }
  return integer;
}

function days(value: NonNullable<DuckDBValue>): number {
  return (value as unknown as { days: number }).days;
}

function micros(value: NonNullable<DuckDBValue>): bigint {
  const time = value as unknown as { micros?: bigint; seconds?: bigint; millis?: bigint; nanos?: bigint };
  if (time.micros !== undefined) return time.micros;
  if (time.millis !== undefined) return time.millis * 1000n;
  if (time.seconds !== undefined) return time.seconds * 1_000_000n;
  return (time.nanos ?? 0n) / 1000n;
}
