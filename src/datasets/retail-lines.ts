import type { ColumnType } from '../base/schema.js';
import type { CsvLayout, Relation } from '../engine/engine.js';
import type { RetailColumn, RetailColumns } from './retail-columns.js';

/** How a column of dates with slashes is read. */
export type DateOrder = 'month-first' | 'day-first';

/** A raw file, what its columns are called, and how its slashed dates are read. */
export interface RetailSource {
  readonly raw: Relation;
  readonly columns: RetailColumns;
  readonly dateOrder: DateOrder;
  /** Of CSV: how it is laid out. */
  readonly csv?: CsvLayout;
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Splits a slashed date `1/2/2011 8:26[:00]` in SQL. */
export function slashedParts(text: string): { first: string; second: string; year: string; time: string } {
  const date = `split_part(${text}, ' ', 1)`;
  return {
    first: `split_part(${date}, '/', 1)`,
    second: `split_part(${date}, '/', 2)`,
    year: `split_part(${date}, '/', 3)`,
    time: `split_part(${text}, ' ', 2)`,
  };
}

/** SQL for one raw file as typed lines: what cannot be read is null here, and `unreadable` says where it stands. */
export function retailLinesSql({ raw, columns, dateOrder }: RetailSource, fileNumber: number, also = ''): string {
  const type = (column: RetailColumn): ColumnType =>
    raw.schema.find(({ name }) => name === columns[column])?.type ?? 'string';
  const text = (column: RetailColumn) => {
    const name = quoted(columns[column]);
    return `nullif(trim(${type(column) === 'string' ? name : `cast(${name} as string)`}), '')`;
  };
  const whole = (column: RetailColumn) =>
    type(column) === 'integer' ? `cast(${quoted(columns[column])} as string)` : withoutPointZero(text(column));
  const price = type('price') === 'string' ? plainDigits(text('price')) : quoted(columns.price);
  return `select ${also}${fileNumber} as file_no, ${whole('customer')} as customer_id,
    ${type('order') === 'string' ? text('order') : whole('order')} as order_id,
    ${timestampSql(type('time'), quoted(columns.time), dateOrder)} as ordered_at,
    upper(${text('product')}) as product_id, ${text('description')} as description,
    ${integerSql(type('quantity'), quoted(columns.quantity))} as quantity,
    try_cast(${price} as decimal(18,4)) as unit_price,
    ${text('country')} as country, ${roundedSql(price)} as rounded
  from ${raw.name}`;
}

const withoutPointZero = (text: string) =>
  `case when right(${text}, 2) = '.0' then left(${text}, length(${text}) - 2) else ${text} end`;

/** DuckDB reads 1_000 as a number, as programs write it; in data it is a slip. */
const plainDigits = (text: string) => `case when position('_' in ${text}) = 0 then ${text} end`;

/** 1 where a price has more decimals than are kept. Eight are looked at: what a double has beyond is no decimal of anybody's. */
const roundedSql = (
  price: string,
) => `case when try_cast(${price} as decimal(38,8)) <> try_cast(${price} as decimal(18,4))
      or (try_cast(${price} as decimal(18,4)) = 0 and try_cast(${price} as double) <> 0) then 1 else 0 end`;

function integerSql(type: ColumnType, column: string): string {
  if (type === 'integer') return `try_cast(${column} as integer)`;
  const number = `try_cast(${type === 'string' ? plainDigits(`trim(${column})`) : column} as double)`;
  return `case when ${number} = floor(${number}) then try_cast(${number} as integer) end`;
}

function timestampSql(type: ColumnType, column: string, order: DateOrder): string {
  if (type === 'timestamp' || type === 'date') return `cast(${column} as timestamp)`;
  const text = `trim(${type === 'string' ? column : `cast(${column} as string)`})`;
  const { first, second, year, time } = slashedParts(text);
  const [month, day] = order === 'month-first' ? [first, second] : [second, first];
  const clock = `case when position(':' in ${time}) = 2 then '0' || ${time} else ${time} end`;
  const iso = `${year} || '-' || lpad(${month}, 2, '0') || '-' || lpad(${day}, 2, '0') || ' ' || ${clock}`;
  return `case
      when ${text} like '____-__-__' or (${text} like '____-__-__ %:%' or ${text} like '____-__-__T%:%')
        and ${text} not like '%+%' and ${text} not like '%Z' and ${text} not like '____-__-__%-%' then try_cast(${text} as timestamp)
      when length(${year}) = 4 and length(${month}) between 1 and 2 and length(${day}) between 1 and 2
        and split_part(${text}, ' ', 3) = '' then try_cast(trim(${iso}) as timestamp) end`;
}
