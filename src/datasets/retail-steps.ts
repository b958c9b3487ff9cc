import { lineClassSql } from './line-classes.js';
import { type RetailSource, retailLinesSql } from './retail-lines.js';

/** One step of cleaning: SQL over the steps before it, which stand in it as `@name`. */
export interface Step {
  readonly name: string;
  readonly meaning: string;
  /** `inline`: stands as a subquery wherever it is named; `materialise`: runs once and its rows are kept. */
  readonly how: 'inline' | 'materialise';
  readonly sql: string;
}

/** What a person may choose in the cleaning. */
export interface Cleaning {
  /** Drop lines that repeat another of the same file in every column (default false: kept and counted). */
  readonly dropDuplicates?: boolean | undefined;
}

const line = 'customer_id, order_id, ordered_at, product_id, description, quantity, unit_price, country';

const classifiedSql = `select ${line.replace(', country', '')}, cast(unit_price * quantity as decimal(18,4)) as amount, country,
  ${lineClassSql} as line_class`;

/** Every line of every file with its class, nothing dropped. */
export function stackedSql(sources: readonly RetailSource[]): string {
  return `${classifiedSql} from (${linesSql(sources)}) as l`;
}

function linesSql(sources: readonly RetailSource[]): string {
  return sources.map((source, i) => retailLinesSql(source, i + 1)).join('\nunion all\n');
}

/**
 * The cleaning of Online Retail II as a value: from raw files to `transactions`.
 *
 * Text is parsed once and kept; Parquet is read again by each step, which costs less than keeping it.
 */
export function retailSteps(sources: readonly RetailSource[], { dropDuplicates = false }: Cleaning = {}): Step[] {
  const isText = sources.some(({ raw, columns }) =>
    raw.schema.some(({ name, type }) => name === columns.price && type === 'string'),
  );
  return [
    {
      name: 'lines',
      meaning: 'every line of every file with types; texts trimmed, codes in upper case, empty text null',
      how: isText ? 'materialise' : 'inline',
      sql: linesSql(sources),
    },
    {
      name: 'shared',
      meaning: 'orders that stand in two files, and whether the later file holds the same lines',
      how: 'materialise',
      sql: sharedSql(sources.length),
    },
    {
      name: 'transactions',
      meaning: `lines without the later copy of an order${dropDuplicates ? ' and without exact repeats' : ''}, each with its class`,
      how: 'materialise',
      sql: dropDuplicates
        ? classedSql.replace('@lines', `(select * from ${numberedSql('@lines')} where copy_no = 1)`) + laterCopySql
        : classedSql + laterCopySql,
    },
  ];
}

/** The same lines with nothing dropped: what the publisher's files come to when they are stacked. */
export function stackedSteps(sources: readonly RetailSource[]): Step[] {
  return [
    { ...retailSteps(sources)[0]!, how: 'inline' },
    {
      name: 'stacked',
      meaning: 'all lines of all files, each with its class',
      how: 'materialise',
      sql: classedSql,
    },
  ];
}

const classedSql = `select ${line.replace(', country', '')}, cast(unit_price * quantity as decimal(18,4)) as amount, country,
  ${lineClassSql} as line_class
from @lines as l`;

const laterCopySql = `
where not exists (select 1 from @shared as s where s.same = 1 and s.file_no = l.file_no and s.order_id = l.order_id)`;

/** Lines with `copy_no`, 1 for the first of those of a file that are equal in every column. */
function numberedSql(lines: string): string {
  return `(select *, row_number() over (partition by file_no, ${line} order by file_no) as copy_no from ${lines} as r) as n`;
}

/** SQL over `@lines` for the orders that stand in two files, and whether the later one holds the same lines. */
export function sharedSql(files: number): string {
  if (files === 1) return `select 1 as file_no, '' as order_id, 0 as same where 1 = 0`;
  return `with orders as (select distinct file_no, order_id from @lines),
pairs as (select a.order_id, a.file_no as first_no, b.file_no as later_no
  from orders as a join orders as b on a.order_id = b.order_id where a.file_no < b.file_no),
signed as (select p.first_no, p.later_no, ${line.replace('order_id', 'p.order_id')},
    sum(case when l.file_no = p.first_no then 1 else -1 end) as surplus
  from pairs as p join @lines as l on l.order_id = p.order_id and (l.file_no = p.first_no or l.file_no = p.later_no)
  group by p.first_no, p.later_no, ${line.replace('order_id', 'p.order_id')}),
compared as (select later_no, order_id, case when min(surplus) = 0 and max(surplus) = 0 then 1 else 0 end as same
  from signed group by first_no, later_no, order_id)
select later_no as file_no, order_id, max(same) as same from compared group by later_no, order_id`;
}
