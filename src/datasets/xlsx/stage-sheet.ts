import { TillbookError } from '../../base/errors.js';
import type { ColumnAppender, Scratch, ScratchType } from '../../engine/scratch.js';
import { type CellBatch, type CellColumn, cellKind } from './cell-batch.js';
import type { SheetSummary } from './scan-sheet.js';

/** Rows in a scratch table: their numbers as `row`, and for each column its kinds as `k<index>`, its values as `v<index>`. */
export interface Segment {
  readonly table: string;
  readonly columns: readonly number[];
}

/** A sheet in scratch tables, one for each set of columns that it came with. */
export interface StagedSheet {
  readonly sheet: string;
  /** The batch of the row with names; undefined for an empty sheet. */
  readonly header: CellBatch | undefined;
  readonly segments: readonly Segment[];
  /** Rows without the header. */
  readonly rows: number;
  /** For each column that holds anything below the header, the kinds and flags seen. */
  readonly seen: ReadonlyMap<number, number>;
  readonly summary: SheetSummary;
}

/** A column of a scratch table takes 256 KiB at least, and each of a sheet's is two. */
const maxColumns = 500;

/** Where a workbook's texts go: the table `texts(id, text)`, in which a sheet's own texts count down from -1. */
export interface TextStage {
  /** Adds texts; answers the id of the first, from which the others count down. */
  addOwn(texts: readonly string[]): number;
  addShared(texts: readonly string[]): void;
  /** How many shared strings there are. */
  shared(): number;
  close(): void;
}

/** Makes the table `texts` in a scratch database. */
export async function textStage(scratch: Scratch): Promise<TextStage> {
  const appender = await scratch.create('texts', { id: 'int32', text: 'string' });
  let own = 0;
  let shared = 0;
  return {
    addOwn(texts) {
      const first = -1 - own;
      appender.append([Int32Array.from(texts, (_, i) => first - i), texts], texts.length);
      own += texts.length;
      if (own > 0x7fffffff) throw new TillbookError('BAD_INPUT', 'a workbook with more than 2^31 texts', {});
      return first;
    },
    addShared(texts) {
      appender.append([Int32Array.from(texts, (_, i) => shared + i), texts], texts.length);
      shared += texts.length;
    },
    shared: () => shared,
    close: () => appender.close(),
  };
}

/**
 * Puts a sheet's batches into scratch tables as they come.
 *
 * @param prefix begins the tables' names.
 * @param place what messages call the sheet.
 * @param cancelled asked between batches; a cancelled sheet is left where it stands.
 */
export async function stageSheet(
  scratch: Scratch,
  texts: TextStage,
  prefix: string,
  { sheet, place }: { readonly sheet: string; readonly place: string },
  batches: AsyncGenerator<CellBatch, SheetSummary>,
  cancelled: () => boolean,
): Promise<StagedSheet | undefined> {
  let header: CellBatch | undefined;
  const segments: Segment[] = [];
  const seen = new Map<number, number>();
  let appender: ColumnAppender | undefined;
  let rows = 0;
  try {
    for (;;) {
      const { done, value } = await batches.next();
      if (done) return { sheet, header, segments, rows, seen, summary: value };
      if (cancelled()) return undefined;
      if (header === undefined) {
        header = value;
        continue;
      }
      for (const column of value.columns) seen.set(column.index, (seen.get(column.index) ?? 0) | column.seen);
      let segment = segments.at(-1);
      if (!segment || !appender || value.columns.some(({ index }) => !segment!.columns.includes(index))) {
        appender?.close();
        if (seen.size > maxColumns) {
          throw new TillbookError(
            'BAD_INPUT',
            `${place} has ${seen.size} columns; at most ${maxColumns} can be imported`,
            {
              hint: 'split the sheet, or save it as CSV',
            },
          );
        }
        segment = { table: `${prefix}_${segments.length}`, columns: [...seen.keys()].sort((a, b) => a - b) };
        segments.push(segment);
        appender = await scratch.create(segment.table, layout(segment));
      }
      const first = value.texts.length > 0 ? texts.addOwn(value.texts) : 0;
      appender.append(arrays(segment, value, first), value.numRows);
      rows += value.numRows;
    }
  } finally {
    appender?.close();
    await batches.return(undefined as never);
  }
}

function layout({ columns }: Segment): Record<string, ScratchType> {
  const pairs = columns.flatMap(
    (index): Array<[string, ScratchType]> => [
      [`k${index}`, 'uint8'],
      [`v${index}`, 'double'],
    ],
  );
  return Object.fromEntries([['row', 'int32'], ...pairs]);
}

/** The segment's columns in its order; a column that the batch lacks is missing throughout. */
function arrays(
  { columns }: Segment,
  { numRows, rows, columns: given }: CellBatch,
  firstText: number,
): ArrayLike<number>[] {
  const byIndex = new Map(given.map((column) => [column.index, column]));
  const empty = new Uint8Array(numRows);
  const cells = columns.flatMap((index) => {
    const column = byIndex.get(index);
    return column ? [column.kinds, identified(column, firstText)] : [empty, empty];
  });
  return [rows, ...cells];
}

/** Values with each text's index in its batch replaced by its id among all texts. */
function identified({ kinds, values, seen }: CellColumn, firstText: number): Float64Array {
  if ((seen & (1 << cellKind.text)) === 0) return values;
  for (let i = 0; i < kinds.length; i++) if (kinds[i] === cellKind.text) values[i] = firstText - values[i]!;
  return values;
}
