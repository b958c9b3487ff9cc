import type { LineClass } from '../base/schema.js';
import type { Relation } from '../engine/engine.js';

/** Where the rows of a class went: of every raw line exactly one row of the waterfall tells. */
export interface WaterfallRow {
  readonly class: 'overlap' | 'rejected' | 'duplicate' | LineClass;
  readonly rows: number;
  /** Quantity x price in the dataset's currency, rounded once from the exact decimal sum. */
  readonly amount: number;
}

/** What stands in two files at once. An order is the same if both files hold the same lines, in any order. */
export interface Overlap {
  /** Lines of the later file that were dropped. */
  readonly rows: number;
  readonly orders: number;
  /** Lines that are left in `transactions`. */
  readonly kept: number;
  /** Orders that stand in two files with different lines: all their lines are kept. */
  readonly differingOrders: number;
}

/** Transactions, cleaned, with an account of every raw line. */
export interface Dataset {
  readonly name: string;
  readonly title: string;
  /** True if the sample generator made the data: say so wherever figures are shown. */
  readonly synthetic: boolean;
  /** ISO 4217. */
  readonly currency: string;
  /** The files as they are. */
  readonly raw: readonly Relation[];
  readonly relations: { readonly transactions: Relation };
  /** The lines of all files, the overlap counted twice, with the schema of `transactions`; made when asked for. */
  stacked(): Promise<Relation>;
  readonly waterfall: readonly WaterfallRow[];
  readonly overlap: Overlap;
  /**
   * Lines that repeat another of the same file in every column. Kept, since nothing proves them errors, unless
   * `dropDuplicates` asked otherwise; the waterfall then has a line for them.
   */
  readonly duplicateRows: number;
  readonly notes: readonly string[];
}
