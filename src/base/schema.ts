/**
 * The schemas that analyses name: what columns a relation has, what they mean, in which unit, and which may be null.
 */
export type ColumnType = 'string' | 'integer' | 'decimal' | 'double' | 'boolean' | 'date' | 'timestamp';

export interface ColumnSpec {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly meaning: string;
}

/** The columns of a relation, in order. */
export type Schema = readonly ColumnSpec[];

/** What a line of a transaction file is. Every line has exactly one class. */
export const lineClasses = ['sale', 'cancellation', 'adjustment', 'fee', 'free-or-damaged', 'test'] as const;
/** One of `lineClasses`. */
export type LineClass = (typeof lineClasses)[number];

const column = (name: string, type: ColumnType, nullable: boolean, meaning: string): ColumnSpec => ({
  name,
  type,
  nullable,
  meaning,
});

/** One row for each line of an order, a return or a correction. Money is in the currency of the dataset. */
export const transactionsSchema: Schema = [
  column('customer_id', 'string', true, 'who bought; null for a guest'),
  column('order_id', 'string', false, 'the invoice'),
  column('ordered_at', 'timestamp', false, "when, on the shop's own clock"),
  column('product_id', 'string', false, 'stock code, upper case'),
  column('description', 'string', true, 'text of the line, trimmed'),
  column('quantity', 'integer', false, 'units; negative for what came back'),
  column('unit_price', 'decimal', false, "price of one unit in the dataset's currency"),
  column('amount', 'decimal', false, 'quantity x unit_price'),
  column('country', 'string', true, "the customer's country"),
  column('line_class', 'string', false, `one of ${lineClasses.join(', ')}`),
];
