import { cellKind } from './cell-batch.js';

/** A cell's value. A date holds the workbook's own clock as if it were UTC; a time of day is text such as `07:45:00`. */
export type CellValue = string | number | boolean | Date | null;

/** Gives a text by its number. */
export type TextLookup = (number: number) => string;

/** The value that a cell's kind and number stand for; null for errors and formulas without a result. */
export function cellValue(kind: number, value: number, shared: TextLookup, own: TextLookup): CellValue {
  switch (kind) {
    case cellKind.integer:
    case cellKind.real:
      return value;
    case cellKind.shared:
      return shared(value);
    case cellKind.text:
      return own(value);
    case cellKind.date:
      return new Date(value);
    case cellKind.time:
      return new Date(value).toISOString().slice(11, 23).replace('.000', '');
    case cellKind.boolean:
      return value === 1;
    default:
      return null;
  }
}

/** A value as a column's name. */
export function valueText(value: CellValue): string {
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '');
  return value === null ? '' : typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
}
