import { beyondExact, beyondInt32, type CellBatch, cellKind } from './cell-batch.js';
import { type TextDictionary, textDictionary } from './text-dictionary.js';

/** Gathers the cells of rows into batches. */
export interface BatchBuilder {
  /** The texts of the batch at hand. */
  texts(): TextDictionary;
  /** Puts a value into the current row; false if the row has one there already. */
  put(column: number, kind: number, value: number): boolean;
  /** Ends the current row; false if it held nothing and was passed over. */
  endRow(rowNumber: number): boolean;
  /** Hands on what is gathered. */
  flush(): void;
}

interface Growing {
  kinds: Uint8Array<ArrayBuffer>;
  values: Float64Array<ArrayBuffer>;
  seen: number;
}

const maxRows = 65_536;
const maxBytes = 2 ** 25;
const maxTextBytes = 2 ** 24;
const cellBytes = 9;

/**
 * A builder of batches of up to 65,536 rows, fewer where they come to 32 MiB: a sheet of 16,384 columns is read in the
 * same memory as one of eight.
 */
export function batchBuilder(emit: (batch: CellBatch) => void): BatchBuilder {
  let columns: Array<Growing | undefined> = [];
  let open: number[] = [];
  let rows = new Int32Array(256);
  let dictionary = textDictionary();
  let row = 0;
  let bytes = 0;
  let held = false;

  function put(index: number, kind: number, value: number): boolean {
    let column = columns[index];
    if (column === undefined || row >= column.kinds.length) column = room(index);
    if (column.kinds[row] !== cellKind.missing) return false;
    column.kinds[row] = kind;
    column.values[row] = value;
    column.seen |= 1 << kind;
    if (kind === cellKind.integer && (value > 0x7fffffff || value < -0x80000000)) {
      column.seen |= Number.isSafeInteger(value) ? beyondInt32 : beyondInt32 | beyondExact;
    }
    held = true;
    return true;
  }

  /** A column with room for the current row. Where that would pass the limit, the rows before it go out first. */
  function room(index: number): Growing {
    if (row > 0 && bytes + growth(columns[index]) > maxBytes) carry();
    const column = columns[index];
    const length = Math.max(256, 2 ** Math.ceil(Math.log2(row + 1)), (column?.kinds.length ?? 0) * 2);
    bytes += (length - (column?.kinds.length ?? 0)) * cellBytes;
    const kinds = new Uint8Array(length);
    const values = new Float64Array(length);
    if (column === undefined) {
      open.push(index);
    } else {
      if (row < column.kinds.length) return column;
      kinds.set(column.kinds);
      values.set(column.values);
    }
    const grown = { kinds, values, seen: column?.seen ?? 0 };
    columns[index] = grown;
    return grown;
  }

  const growth = (column: Growing | undefined) => Math.max(256, row, column?.kinds.length ?? 0) * cellBytes;

  /** Hands on the finished rows and begins a batch with what the current row holds already. */
  function carry(): void {
    const cells = open.flatMap((index) => {
      const { kinds, values } = columns[index]!;
      const kind = row < kinds.length ? kinds[row]! : cellKind.missing;
      return kind === cellKind.missing ? [] : [{ index, kind, value: values[row]! }];
    });
    const { texts } = dictionary;
    flush();
    for (const { index, kind, value } of cells) {
      put(index, kind, kind === cellKind.text ? dictionary.add(texts[value]!) : value);
    }
  }

  function endRow(rowNumber: number): boolean {
    if (!held) return false;
    if (row === rows.length) {
      const larger = new Int32Array(row * 2);
      larger.set(rows);
      rows = larger;
    }
    rows[row++] = rowNumber;
    held = false;
    if (row === maxRows || dictionary.size() > maxTextBytes) flush();
    return true;
  }

  function flush(): void {
    if (row === 0) return;
    const finished = open
      .sort((a, b) => a - b)
      .map((index) => {
        const { kinds, values, seen } = columns[index]!;
        return { index, kinds: sized(kinds, row), values: sized(values, row), seen };
      });
    const batch = { numRows: row, rows: rows.slice(0, row), columns: finished, texts: dictionary.texts };
    columns = [];
    open = [];
    bytes = 0;
    row = 0;
    held = false;
    dictionary = textDictionary();
    emit(batch);
  }

  return { texts: () => dictionary, put, endRow, flush };
}

function sized<T extends Uint8Array | Float64Array>(array: T, length: number): T {
  if (array.length === length) return array;
  const whole =
    array.length > length ? array.slice(0, length) : new (array.constructor as new (n: number) => T)(length);
  if (array.length < length) whole.set(array);
  return whole as T;
}
