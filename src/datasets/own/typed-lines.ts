import { lineColumn, type OwnTable } from './own-table.js';
import { type OwnMapping, type OwnRole, ownRoles } from './mapping.js';
import { type DecimalMark, numberSql } from './number-style.js';
import { quotedName } from './sql-text.js';
import { shopTimeSql, type TimeReading } from './time-reading.js';

/** How the texts of mapped columns become values. */
export interface Reading {
  readonly mapping: OwnMapping;
  readonly decimal: DecimalMark;
  readonly time: TimeReading;
  readonly timeZone: string | undefined;
  /** Whether the times have a time of day: then it tells orders apart where no order is named. */
  readonly hasClock: boolean;
}

const nothing = "'', 'NULL', 'null', 'N/A', 'n/a', '#N/A', 'NaN', 'nan', 'None', 'NONE'";

/**
 * SQL for the mapped columns of all tables as trimmed text, null where nothing stands, with file, line and a hash of the
 * whole record. What `'nan'` or `'NULL'` says of customers and texts, it says of nothing else: a number must be readable.
 */
export function textsSql(tables: readonly OwnTable[], mapping: OwnMapping): string {
  return tables
    .map(({ from, columns }, i) => {
      const texts = ownRoles.map((role) => `${textSql(role, mapping[role], columns)} as ${quotedName(role)}`);
      return `select ${i + 1} as file_no, ${lineColumn} as line_no, hash(${columns.map(quotedName).join(', ')}) as whole, ${texts.join(', ')} from ${from} as t`;
    })
    .join('\nunion all\n');
}

function textSql(role: OwnRole, column: string | undefined, columns: readonly string[]): string {
  if (column === undefined || !columns.includes(column)) return 'cast(null as varchar)';
  const text = `trim(${quotedName(column)}, ' \t\r\n' || chr(160))`;
  if (role === 'customer' || role === 'order') return `regexp_replace(${orNothing(text)}, '^(\\d+)\\.0$', '\\1')`;
  return role === 'product' || role === 'description' || role === 'country' ? orNothing(text) : `nullif(${text}, '')`;
}

const orNothing = (text: string) => `case when ${text} not in (${nothing}) then ${text} end`;

/** What may be wrong with a line: when, in which column, and what to say of the text that stands there. */
export interface Fault {
  readonly when: string;
  readonly role: OwnRole;
  readonly reason: string;
}

const number = 'decimal(30,10)';
const largest = 99_999_999_999_999;

/** The faults that a line may have with this mapping, the first that holds counts. */
export function faultsOf({ mapping, time }: Pick<Reading, 'mapping' | 'time'>): Fault[] {
  const value = mapping.amount === undefined ? 'price' : 'amount';
  return [
    { when: 'ordered_at is null', role: 'time', reason: `is no date that reads as ${time.name}` },
    {
      when: "ordered_at < timestamp '1970-01-01' or ordered_at >= timestamp '2100-01-01'",
      role: 'time',
      reason: 'lies outside the years 1970 to 2099',
    },
    ...(mapping.order ? [{ when: '"order" is null', role: 'order', reason: 'where an order is expected' } as const] : []),
    ...(mapping.quantity
      ? ([
          { when: 'count_of is null', role: 'quantity', reason: 'is no number' },
          { when: 'count_of <> floor(count_of)', role: 'quantity', reason: 'is no whole number' },
          { when: 'abs(count_of) > 2147483647', role: 'quantity', reason: 'is larger than any quantity can be' },
        ] as const)
      : []),
    { when: 'value_of is null', role: value, reason: 'is no number' },
    { when: `abs(value_of) > ${largest}`, role: value, reason: 'is larger than any amount can be' },
    ...(value === 'price' && mapping.quantity
      ? [
          {
            when: `abs(cast(value_of as double) * cast(count_of as double)) > ${largest}`,
            role: value,
            reason: 'times the quantity is larger than any amount can be',
          } as const,
        ]
      : []),
  ];
}

/**
 * SQL for typed lines over texts: the columns of `transactions` but the class, `fault` (the number of the first fault, or
 * null), and `rounded` (its price has more than four decimals).
 */
export function typedSql(from: string, reading: Reading): string {
  const { mapping, decimal, time, timeZone, hasClock } = reading;
  const byAmount = mapping.amount !== undefined;
  const valueText = byAmount ? 'amount' : 'price';
  const fault = faultsOf(reading).map(({ when }, i) => `when ${when} then ${i}`);
  const quantity = mapping.quantity ? 'count_of' : byAmount ? 'case when value_of < 0 then -1 else 1 end' : '1';
  const price = byAmount
    ? mapping.quantity
      ? 'case when count_of <> 0 then cast(value_of as double) / cast(count_of as double) else value_of end'
      : 'abs(value_of)'
    : 'value_of';
  const order = mapping.order
    ? '"order"'
    : `coalesce(customer, 'guest ' || file_no || '.' || line_no) || ' ' || strftime(ordered_at, '${hasClock ? '%Y-%m-%d %H:%M:%S' : '%Y-%m-%d'}')`;
  const amount = byAmount ? 'value_of' : `value_of * ${quantity}`;
  return `select file_no, line_no, whole, fault, value_of <> round(value_of, 4) as rounded,
    customer as customer_id, ${order} as order_id, ordered_at, upper(product) as product_id, description,
    try_cast(${quantity} as integer) as quantity, try_cast(${price} as decimal(18,4)) as unit_price,
    try_cast(${byAmount ? amount : `try_cast(value_of as decimal(18,4)) * try_cast(${quantity} as integer)`} as decimal(18,4)) as amount, country
  from (select *, case ${fault.join(' ')} end as fault from (
    select *, ${shopTimeSql('"time"', time, timeZone)} as ordered_at,
      ${mapping.quantity ? numberSql('quantity', decimal, number) : `cast(null as ${number})`} as count_of,
      ${numberSql(valueText, decimal, number)} as value_of
    from ${from} as texts) as valued) as faulted`;
}

