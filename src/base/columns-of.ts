import type { Column, Columns } from './columns.js';

/**
 * Columns made of arrays, for an engine to register: a Float64Array is a column of doubles, an array of strings a column
 * of text.
 *
 * @throws RangeError for arrays of different lengths.
 * @example
 * columnsOf({ id: ['a', 'b'], value: Float64Array.of(1, 2) }).numRows // => 2
 */
export function columnsOf(arrays: Readonly<Record<string, Float64Array | readonly (string | null)[]>>): Columns {
  const names = Object.keys(arrays);
  const numRows = arrays[names[0] ?? '']?.length ?? 0;
  const uneven = names.find((name) => arrays[name]!.length !== numRows);
  if (uneven) throw new RangeError(`column ${uneven} has ${arrays[uneven]!.length} rows, ${names[0]} ${numRows}`);
  const column = (values: Float64Array | readonly (string | null)[]): Column => ({
    length: values.length,
    get: (index) => values[index],
    toArray: () => values,
  });
  return {
    numRows,
    numCols: names.length,
    schema: {
      fields: names.map((name) => ({ name, type: arrays[name] instanceof Float64Array ? 'Float64' : 'Utf8' })),
    },
    getChild: (name) => (Object.hasOwn(arrays, name) ? column(arrays[name]!) : null),
  };
}
