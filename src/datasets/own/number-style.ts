import { rows } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import type { Engine } from '../../engine/engine.js';
import { textLiteral } from './sql-text.js';

/** What stands before the decimals. */
export type DecimalMark = 'point' | 'comma';

/** Signs of currencies that may stand beside a number, and which currency they are. */
export const currencySigns: Readonly<Record<string, string>> = {
  '£': 'GBP',
  '€': 'EUR',
  $: 'USD',
  '¥': 'JPY',
  '₹': 'INR',
  zł: 'PLN',
};

/**
 * SQL for a number's text without what is written around it: currency, blanks, apostrophes between thousands; a minus
 * behind it, a Unicode one or brackets become a minus before it.
 */
export function bareNumberSql(text: string): string {
  const stripped = `regexp_replace(replace(${text}, '−', '-'), '[\\s\\x{00A0}\\x{202F}''’£€$¥₹]|zł', '', 'g')`;
  return `regexp_replace(regexp_replace(${stripped}, '^\\((.*)\\)$', '-\\1'), '^([^-].*)-$', '-\\1')`;
}

const patterns: Readonly<Record<DecimalMark, string>> = {
  point: '^[+-]?(\\d+|\\d{1,3}(,\\d{3})+)?(\\.\\d*)?([eE][+-]?\\d+)?$',
  comma: '^[+-]?(\\d+|\\d{1,3}(\\.\\d{3})+)?(,\\d*)?([eE][+-]?\\d+)?$',
};

/** SQL for a number as a decimal, null where it cannot be read with this mark. */
export function numberSql(text: string, mark: DecimalMark, type: string): string {
  const bare = bareNumberSql(text);
  const plain = mark === 'point' ? `replace(${bare}, ',', '')` : `replace(replace(${bare}, '.', ''), ',', '.')`;
  return `case when try_cast(${text} as ${type}) is not null and ${mark === 'point' ? 'true' : `position('.' in ${text}) = 0`} then try_cast(${text} as ${type})
    when regexp_matches(${bare}, ${textLiteral(patterns[mark])}) then try_cast(${plain} as ${type}) end`;
}

/**
 * Reads off the values whether a point or a comma stands before the decimals. All columns of numbers settle it together:
 * `2.55` speaks for the point, `1.234,5` and `2,55` for the comma; `1,234` for neither, but in a column of whole
 * numbers. Where both are spoken for, the more frequent wins and the others cannot be read.
 *
 * @param from SQL of the different texts: `text`, `whole` (whole numbers are expected), and how often each stands, `n`.
 * @throws TillbookError BAD_INPUT where only numbers such as `1,234` stand in a column of amounts.
 */
export async function decimalMark(engine: Engine, from: string): Promise<DecimalMark> {
  const [seen] = rows<{ point: number; comma: number; unclear: number; example: string | null }>(
    await engine.query(`select coalesce(sum(case when (point and not comma) or (whole and commas) then n end), 0) as point,
      coalesce(sum(case when (comma and not point) or (whole and points) then n end), 0) as comma,
      count(case when point and comma and not whole and commas then 1 end) as unclear,
      min(case when point and comma and not whole and commas then text end) as example
      from (select text, whole, n, regexp_matches(bare, ${textLiteral(patterns.point)}) as point,
          regexp_matches(bare, ${textLiteral(patterns.comma)}) as comma,
          regexp_matches(bare, '^[+-]?\\d{1,3}(\\.\\d{3})+$') as points, regexp_matches(bare, '^[+-]?\\d{1,3}(,\\d{3})+$') as commas
        from (select text, whole, n, ${bareNumberSql('text')} as bare from ${from} where regexp_matches(text, '[.,]')) as t) as seen`),
  );
  const { point, comma, unclear, example } = seen!;
  if (point === 0 && comma === 0 && unclear > 0) {
    throw new TillbookError(
      'BAD_INPUT',
      `"${example}" can be read two ways: ${example!.replaceAll(',', '')} with a comma between thousands, ${example!.replace(',', '.')} with a comma before the decimals, and no number in these columns settles it`,
      { hint: 'say --decimal point or --decimal comma' },
    );
  }
  return comma > point ? 'comma' : 'point';
}
