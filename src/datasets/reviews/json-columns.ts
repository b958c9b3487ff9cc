/** Columns of a file of JSON lines: their type in DuckDB, and for what must be there its type in JSON. */
export type JsonColumns = Readonly<
  Record<string, { readonly type: string; readonly json?: 'string' | 'number' | 'boolean' }>
>;

/** `<Category>.jsonl.gz`. */
export const reviewColumns: JsonColumns = {
  rating: { type: 'DOUBLE', json: 'number' },
  title: { type: 'VARCHAR' },
  text: { type: 'VARCHAR' },
  images: { type: 'JSON' },
  asin: { type: 'VARCHAR', json: 'string' },
  parent_asin: { type: 'VARCHAR', json: 'string' },
  user_id: { type: 'VARCHAR', json: 'string' },
  timestamp: { type: 'BIGINT', json: 'number' },
  helpful_vote: { type: 'BIGINT', json: 'number' },
  verified_purchase: { type: 'BOOLEAN', json: 'boolean' },
};

/** `meta_<Category>.jsonl.gz`. */
export const productColumns: JsonColumns = {
  main_category: { type: 'VARCHAR' },
  title: { type: 'VARCHAR' },
  average_rating: { type: 'DOUBLE' },
  rating_number: { type: 'BIGINT' },
  features: { type: 'VARCHAR[]' },
  description: { type: 'VARCHAR[]' },
  price: { type: 'VARCHAR' },
  images: { type: 'JSON' },
  videos: { type: 'JSON' },
  store: { type: 'VARCHAR' },
  categories: { type: 'VARCHAR[]' },
  details: { type: 'JSON' },
  parent_asin: { type: 'VARCHAR', json: 'string' },
  bought_together: { type: 'JSON' },
  subtitle: { type: 'VARCHAR' },
  author: { type: 'VARCHAR' },
};

/** Columns without which a line says nothing. */
export const requiredOf = (columns: JsonColumns): string[] =>
  Object.entries(columns).flatMap(([name, { json }]) => (json === undefined ? [] : [name]));
