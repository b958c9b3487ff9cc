/** A line that does not come in, and why. */
export interface Rejected {
  readonly file: string;
  /** Counted from 1, the header with it; the row of a Parquet file. */
  readonly line: number;
  /** Null where the whole line is at fault. */
  readonly column: string | null;
  readonly reason: string;
  /** As it stands in the file, at most 10,000 characters. */
  readonly raw: string;
}

/** A file of a person's own as a table of an engine, every value as text. */
export interface OwnTable {
  /** Its name without folders. */
  readonly file: string;
  readonly path: string;
  /** What stands behind `from` in SQL: `lineColumn` (bigint), then the columns as text. */
  readonly from: string;
  readonly columns: readonly string[];
  /** Records counted by the reader itself, those rejected by it included; header and blank lines are none. */
  readonly records: number;
  /** What the reader could not take apart into fields. */
  readonly rejected: readonly Rejected[];
  readonly notes: readonly string[];
  /** Records as they stand in the file, by their line. */
  texts(lines: ReadonlySet<number>): Promise<ReadonlyMap<number, string>>;
}

/** The column of a table of one's own that holds the line. */
export const lineColumn = '_line_of_file';

export const rawLimit = 10_000;
