/** What a cell holds; `CellColumn.values` says which. Header rows apart, a column's kinds decide its type. */
export const cellKind = {
  /** Nothing. */
  missing: 0,
  /** A whole number. */
  integer: 1,
  /** Any other number. */
  real: 2,
  /** A shared string: `values` holds its index. */
  shared: 3,
  /** A string of its own: `values` holds its index in the batch's `texts`. */
  text: 4,
  /** A date by its number format: `values` holds milliseconds since 1970-01-01 on the workbook's own clock. */
  date: 5,
  /** A time of day by its number format: `values` holds milliseconds since midnight. */
  time: 6,
  /** `values` holds 0 or 1. */
  boolean: 7,
  /** An error such as #N/A: `values` holds its index in `errorTexts`. */
  error: 8,
  /** A formula whose result the workbook does not hold. */
  uncomputed: 9,
} as const;

/** Bits of `CellColumn.seen` beyond those of the kinds: a whole number beyond 32 bits, and beyond 2^53. */
export const beyondInt32 = 1 << 16;
export const beyondExact = 1 << 17;

/** The errors a cell can hold; the last stands for any newer one. */
export const errorTexts: readonly string[] = [
  '#NULL!',
  '#DIV/0!',
  '#VALUE!',
  '#REF!',
  '#NAME?',
  '#NUM!',
  '#N/A',
  '#GETTING_DATA',
  '#SPILL!',
  '#CALC!',
  '#ERROR',
];

/** The cells of one column in a batch of rows. */
export interface CellColumn {
  /** 0 is column A. */
  readonly index: number;
  readonly kinds: Uint8Array;
  readonly values: Float64Array;
  /** One bit (1 << kind) for each kind in the column, `missing` aside, and the bits above. */
  readonly seen: number;
}

/** Rows of a sheet that hold anything, as they follow one another. A column without a value in them is left out. */
export interface CellBatch {
  readonly numRows: number;
  /** The number of each row in its sheet, from 1. */
  readonly rows: Int32Array;
  readonly columns: readonly CellColumn[];
  readonly texts: readonly string[];
}

/**
 * A column's letters.
 *
 * @param index 0 is A.
 */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
