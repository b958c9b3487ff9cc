import type { ColumnType } from '../../base/schema.js';
import { beyondExact, beyondInt32, cellKind } from './cell-batch.js';

const bit = (...kinds: number[]) => kinds.reduce((bits, kind) => bits | (1 << kind), 0);
const valueless = bit(cellKind.error, cellKind.uncomputed);
const kindBits = 0xffff;

/** A column's type and how it is spelled in DuckDB. */
export interface SheetColumnType {
  readonly type: ColumnType;
  readonly sql: 'integer' | 'bigint' | 'double' | 'timestamp' | 'boolean' | 'varchar';
}

const types = {
  integer: { type: 'integer', sql: 'integer' },
  bigint: { type: 'integer', sql: 'bigint' },
  double: { type: 'double', sql: 'double' },
  timestamp: { type: 'timestamp', sql: 'timestamp' },
  boolean: { type: 'boolean', sql: 'boolean' },
  string: { type: 'string', sql: 'varchar' },
} as const satisfies Record<string, SheetColumnType>;

/**
 * The narrowest type that holds every value of a column.
 *
 * @param seen what `CellColumn.seen` says of all its batches, or-ed.
 */
export function columnType(seen: number): SheetColumnType {
  const kinds = seen & kindBits & ~valueless;
  const only = (...allowed: number[]) => kinds !== 0 && (kinds & ~bit(...allowed)) === 0;
  if (only(cellKind.integer)) {
    if (seen & beyondExact) return types.double;
    return seen & beyondInt32 ? types.bigint : types.integer;
  }
  if (only(cellKind.integer, cellKind.real)) return types.double;
  if (only(cellKind.date)) return types.timestamp;
  return only(cellKind.boolean) ? types.boolean : types.string;
}

/** True where a column holds values of several sorts, so that it had to become text. */
export function isMixed(seen: number): boolean {
  const sorts = [
    bit(cellKind.integer, cellKind.real),
    bit(cellKind.shared, cellKind.text),
    bit(cellKind.date),
    bit(cellKind.time),
    bit(cellKind.boolean),
  ];
  return sorts.filter((sort) => (seen & sort) !== 0).length > 1;
}

/** True where a column holds text. */
export const holdsText = (seen: number) => (seen & bit(cellKind.shared, cellKind.text)) !== 0;
