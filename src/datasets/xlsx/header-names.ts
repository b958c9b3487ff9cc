import type { Scratch } from '../../engine/scratch.js';
import { type CellBatch, cellKind, columnLetters } from './cell-batch.js';
import { cellValue, valueText } from './cell-value.js';

/** What the columns of a sheet are called. */
export interface HeaderNames {
  /** By the column's index; every column that was asked for has a name, and no two the same. */
  readonly names: ReadonlyMap<number, string>;
  /** What was done where the header is missing or repeats. */
  readonly notes: readonly string[];
}

/**
 * Names for columns from the header's texts: outer blanks go, a missing name becomes `column_F` after its letters, a
 * repeated one gets a number (whatever its case, since SQL knows none).
 *
 * @param texts by the column's index.
 * @param used indices of all columns that hold anything, ascending.
 */
export function headerNames(texts: ReadonlyMap<number, string>, used: readonly number[]): HeaderNames {
  const names = new Map<number, string>();
  const taken = new Set<string>();
  const notes: string[] = [];
  for (const index of used) {
    const letters = columnLetters(index);
    const written = texts.get(index)?.trim() ?? '';
    const wanted = written === '' ? `column_${letters}` : written;
    let name = wanted;
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${wanted}_${copy}`;
    if (written === '') notes.push(`column ${letters} has no name and is called "${name}"`);
    else if (name !== wanted) notes.push(`column ${letters} repeats the name "${wanted}" and is called "${name}"`);
    taken.add(name.toLowerCase());
    names.set(index, name);
  }
  return { names, notes };
}

/** The texts of a header's cells by their column; shared strings are looked up in the table `texts`. */
export async function headerCells(scratch: Scratch, { columns, texts }: CellBatch): Promise<Map<number, string>> {
  const shared = columns.filter(({ kinds }) => kinds[0] === cellKind.shared).map(({ values }) => values[0]!);
  const found =
    shared.length > 0
      ? await scratch.rows<{ id: number; text: string }>(
          `select id, text from texts where id in (${shared.join(', ')})`,
        )
      : [];
  const strings = new Map(found.map(({ id, text }) => [id, text]));
  const lookup = (id: number) => strings.get(id) ?? '';
  const name = (kind: number, value: number) => valueText(cellValue(kind, value, lookup, (own) => texts[own]!));
  return new Map(columns.map(({ index, kinds, values }) => [index, name(kinds[0]!, values[0]!)]));
}
