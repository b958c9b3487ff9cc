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

/** One row for each review that was kept. A review is taken for a purchase: when it was written, not when it was bought. */
export const reviewsSchema: Schema = [
  column('customer_id', 'string', false, 'who wrote it'),
  column('product_id', 'string', false, 'the product, its variants together'),
  column('reviewed_at', 'timestamp', false, 'when it was written, UTC'),
  column('rating', 'double', false, 'stars, 1 to 5'),
  column('helpful_votes', 'integer', false, 'how many found it helpful, 0 or more'),
  column('verified', 'boolean', false, 'whether the shop knows of the purchase'),
  column('title', 'string', true, 'headline of the review'),
  column('text', 'string', true, 'the review'),
];

/** One row for each product. */
export const productsSchema: Schema = [
  column('product_id', 'string', false, 'the product, its variants together'),
  column('title', 'string', true, 'name of the product'),
  column('category', 'string', true, 'main category'),
  column('price', 'decimal', true, 'price when the data were collected, in `currency`; the lowest of a range'),
  column('currency', 'string', true, 'ISO 4217; null without a price'),
  column('price_kind', 'string', true, "'plain', 'from' or 'range'; null without a price"),
  column('average_rating', 'double', true, 'mean stars over all ratings, 1 to 5'),
  column('rating_count', 'integer', true, 'ratings, with or without a review'),
  column('store', 'string', true, 'brand or seller'),
];
