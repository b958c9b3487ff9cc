import { type OwnMapping, type OwnRole, ownRoles } from './mapping.js';
import { type DecimalMark, numberSql } from './number-style.js';
import { lineColumn, type OwnTable } from './own-table.js';
import { quotedName } from './sql-text.js';
import type { TimeReading } from './time-reading.js';

const largest = 99_999_999_999_999;

/** SQL for what numbers' texts mean, each text once: reading a number costs more than looking it up. */
export function valuesSql(from: string, decimal: DecimalMark): string {
  return `select text, value is not null as readable, value = floor(value) as is_whole, try_cast(value as integer) as units,
    value <> round(value, 4) as rounded, case when abs(value) <= ${largest} then try_cast(value as decimal(18,4)) end as price
    from (select text, ${numberSql('text', decimal, 'decimal(30,10)')} as value from (select distinct text from ${from}) as texts) as read`;
}

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
  const text = `trim(${quotedName(column)})`;
  if (role === 'customer' || role === 'order') return withoutPointZero(orNothing(text));
  return role === 'product' || role === 'description' || role === 'country' ? orNothing(text) : `nullif(${text}, '')`;
}

/** What a table of floating point made of 13085. */
const withoutPointZero = (text: string) =>
  `case when right(${text}, 2) = '.0' then regexp_replace(${text}, '^(\\d+)\\.0$', '\\1') else ${text} end`;

const orNothing = (text: string) => `case when ${text} not in (${nothing}) then ${text} end`;

/** What may be wrong with a line: when, in which column, and what to say of the text that stands there. */
export interface Fault {
  readonly when: string;
  readonly role: OwnRole;
  readonly reason: string;
}

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
    ...(mapping.order
      ? [{ when: '"order" is null', role: 'order', reason: 'where an order is expected' } as const]
      : []),
    ...(mapping.quantity
      ? ([
          { when: 'not coalesce(count_read, false)', role: 'quantity', reason: 'is no number' },
          { when: 'not count_whole', role: 'quantity', reason: 'is no whole number' },
          { when: 'count_of is null', role: 'quantity', reason: 'is larger than any quantity can be' },
        ] as const)
      : []),
    { when: 'not coalesce(value_read, false)', role: value, reason: 'is no number' },
    { when: 'value_of is null', role: value, reason: 'is larger than any amount can be' },
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
 * SQL for typed lines over texts, and their times and numbers as they were read: the columns of `transactions` but the class, `fault` (the number of the first fault, or
 * null), and `rounded` (its price has more than four decimals).
 */
export function typedSql(from: string, times: string, numbers: string, reading: Reading): string {
  const { mapping, hasClock } = reading;
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
  return `select file_no, line_no, whole, fault, rounded,
    customer as customer_id, ${order} as order_id, ordered_at, upper(product) as product_id, description,
    try_cast(${quantity} as integer) as quantity, try_cast(${price} as decimal(18,4)) as unit_price,
    try_cast(${amount} as decimal(18,4)) as amount, country
  from (select *, case ${fault.join(' ')} end as fault from (
    select texts.*, times.ordered_at as ordered_at,
      counts.readable as count_read, counts.is_whole as count_whole, counts.units as count_of,
      worths.readable as value_read, worths.price as value_of, worths.rounded as rounded
    from ${from} as texts left join ${times} as times on times.time = texts."time"
      left join ${numbers} as counts on counts.text = texts.quantity
      left join ${numbers} as worths on worths.text = texts.${valueText}) as valued) as faulted`;
}
