/** Texts that stand for nothing, as the published analysis lists them. */
export const placeholders = ['None', 'none', 'N/A', 'n/a', 'null', 'NULL', ''] as const;

const list = placeholders.map((text) => `'${text}'`).join(', ');

/** SQL for a text without its outer blanks, null for a placeholder. */
export const presentSql = (column: string): string =>
  `case when trim(${column}) in (${list}) then null else trim(${column}) end`;

const signs: ReadonlyArray<readonly [sign: string, currency: string]> = [
  ['US$', 'USD'],
  ['CA$', 'CAD'],
  ['£', 'GBP'],
  ['€', 'EUR'],
  ['₹', 'INR'],
  ['¥', 'JPY'],
  ['$', 'USD'],
];

/** SQL for the parts of a price text, portable: `price` decimal(18,4), `currency`, `kind`. */
export interface PriceSql {
  readonly price: string;
  readonly currency: string;
  readonly kind: string;
}

/**
 * Reads price texts: `24.99`, `$1,234.50`, `from 14.99`, `12.99 - 24.99` (the lowest counts), `£8`. A comma must stand
 * before three digits; what cannot be read is null.
 */
export function priceSql(text: string): PriceSql {
  const dashes = `replace(replace(${text}, '–', '-'), '—', '-')`;
  const isFrom = `lower(left(${text}, 5)) = 'from '`;
  const isRange = `position('-' in ${dashes}) > 1`;
  const lowest = `trim(case when ${isFrom} then substring(${text}, 6) when ${isRange} then split_part(${dashes}, '-', 1) else ${text} end)`;
  const bare = signs.reduce((sql, [sign]) => `replace(${sql}, '${sign}', '')`, lowest);
  const isThousands = `(${bare} not like '%,%' or ${bare} like '%,___' or ${bare} like '%,___.%')`;
  const price = `case when ${isThousands} then try_cast(replace(trim(${bare}), ',', '') as decimal(18,4)) end`;
  const named = signs.map(([sign, code]) => `when position('${sign}' in ${text}) > 0 then '${code}'`).join(' ');
  const read = (sql: string) => `case when ${price} is not null then ${sql} end`;
  return {
    price,
    currency: read(`case ${named} else 'USD' end`),
    kind: read(`case when ${isFrom} then 'from' when ${isRange} then 'range' else 'plain' end`),
  };
}
