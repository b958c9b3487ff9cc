import { rows } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import type { Engine } from '../../engine/engine.js';
import { currencySigns } from './number-style.js';
import { textLiteral } from './sql-text.js';

/**
 * The currency that stands beside the amounts of a column, ISO 4217; XXX where none does.
 *
 * @throws TillbookError BAD_INPUT where amounts of several currencies stand in it.
 */
export async function currencyOf(engine: Engine, from: string, column: string): Promise<string> {
  const signs = Object.entries(currencySigns);
  const [seen] = rows<Record<string, number>>(
    await engine.query(
      `select ${signs.map(([sign], i) => `count(case when position(${textLiteral(sign)} in ${column}) > 0 then 1 end) as s${i}`).join(', ')} from ${from}`,
    ),
  );
  const found = signs.filter((_, i) => seen![`s${i}`]! > 0);
  if (found.length < 2) return found[0]?.[1] ?? 'XXX';
  throw new TillbookError('BAD_INPUT', `amounts in ${found.map(([sign]) => sign).join(' and ')} stand in one column`, {
    hint: 'they cannot be added up: convert them, or import each currency by itself (--currency reads them all as one)',
  });
}
