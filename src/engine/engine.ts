import type { Columns } from '../base/columns.js';
import type { Schema } from '../base/schema.js';

/** What a query takes as a parameter. */
export type Scalar = string | number | boolean | null;

/** A table or view that lives in an engine: a value, the first argument of every analysis. */
export interface Relation {
  readonly engine: Engine;
  /** An identifier that is safe to stand in SQL as it is. */
  readonly name: string;
  readonly schema: Schema;
  readonly provenance: Provenance;
}

/** Where a relation came from. */
export interface Provenance {
  readonly dataset: string;
  readonly synthetic: boolean;
  /** File names, without folders, with their checksum. */
  readonly files: ReadonlyArray<{ readonly file: string; readonly bytes: number; readonly sha256: string }>;
}

export interface ScanOptions {
  readonly dataset?: string;
  readonly synthetic?: boolean;
  /** Read every CSV column as text, so that the reader loses nothing and the caller decides (default false). */
  readonly allText?: boolean;
  /** How CSV is laid out, where the caller knows: nothing is guessed then, every column is text, and RFC 4180 is held to. */
  readonly csv?: CsvLayout;
}

export interface CsvLayout {
  readonly delimiter: string;
  readonly columns: readonly string[];
  /** The line the header stands on, counted from 1; those above are passed over. */
  readonly headerLine: number;
  /** A file with the same lines that is read in the other's place. */
  readonly copy?: string;
}

/** What runs SQL where the rows are. Decimals become doubles when they leave it; everything before is exact. */
export interface Engine {
  readonly uri: string;
  /** A relation over one file: Parquet, CSV or JSON lines (these also gzip or zstd), told by content. Notes the file as an input. */
  scan(file: string, options?: ScanOptions): Promise<Relation>;
  /** Runs one statement; `params` bind as `$name`. */
  query(sql: string, params?: Readonly<Record<string, Scalar>>): Promise<Columns>;
  /** Stores columns as a relation. */
  register(columns: Columns, provenance?: Provenance): Promise<Relation>;
  /** Runs a query once and keeps its rows as a relation. */
  materialise(
    sql: string,
    options?: { params?: Readonly<Record<string, Scalar>>; provenance?: Provenance },
  ): Promise<Relation>;
  drop(relation: Relation): Promise<void>;
  close(): Promise<void>;
}
