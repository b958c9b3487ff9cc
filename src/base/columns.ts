/** One column of `Columns`. */
export interface Column {
  readonly length: number;
  get(index: number): unknown;
  toArray(): ArrayLike<unknown>;
}

/**
 * A table of columns, as an engine returns it. Structural, so that a cell need not type-check Apache Arrow: Arrow's
 * `Table` satisfies it.
 */
export interface Columns {
  readonly numRows: number;
  readonly numCols: number;
  readonly schema: { readonly fields: ReadonlyArray<{ readonly name: string; readonly type: unknown }> };
  getChild(name: string): Column | null;
}

/** What a field of a plain row holds. */
export type Value = string | number | boolean | null;
/** One row of a small result, by column name. */
export type Row = Record<string, Value>;

/**
 * The rows of a small result as plain objects: 64-bit integers become numbers (an integer beyond 2^53 is an error),
 * dates and timestamps become ISO text where the engine gave a `Date`.
 *
 * Cost: one object per row; meant for aggregates, not for facts.
 */
export function rows<T = Row>(columns: Columns): T[] {
  const names = columns.schema.fields.map((field) => field.name);
  const children = names.map((name) => columns.getChild(name));
  return Array.from({ length: columns.numRows }, (_, i) =>
    Object.fromEntries(names.map((name, j) => [name, plain(children[j]?.get(i), name)])),
  ) as T[];
}

/** `rows` with its names in camel case, as a result of an analysis spells them: `customer_id` becomes `customerId`. */
export function records<T>(columns: Columns): T[] {
  const camel = (name: string) => name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return rows(columns).map(
    (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value])) as T,
  );
}

function plain(value: unknown, column: string): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`column ${column}: ${value} is beyond 2^53`);
    return number;
  }
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  throw new TypeError(`column ${column}: a value of type ${typeof value} is not plain`);
}
