import { rows } from '../../base/columns.js';
import type { Engine } from '../../engine/engine.js';
import { bareNumberSql } from './number-style.js';
import type { OwnTable } from './own-table.js';
import { quotedName } from './sql-text.js';

/** What a column of a person's own file holds. */
export interface ColumnProfile {
  readonly name: string;
  /** What at least 95 % of its values look like. */
  readonly type: 'integer' | 'number' | 'time' | 'text' | 'empty';
  readonly nulls: number;
  readonly distinct: number;
  /** By number where it holds numbers, else by text. */
  readonly min: string | null;
  readonly max: string | null;
  /** The most frequent values, at most three. */
  readonly examples: readonly string[];
}

interface Counted {
  readonly records: number;
  readonly filled: number;
  readonly distinct: number;
  readonly integers: number;
  readonly numbers: number;
  readonly times: number;
  readonly min: string | null;
  readonly max: string | null;
  readonly least: string | null;
  readonly most: string | null;
  readonly examples: string | null;
}

/** Profiles the columns of tables stacked by name. Cost: one pass for each column, over its different values. */
export async function profileColumns(engine: Engine, tables: readonly OwnTable[]): Promise<ColumnProfile[]> {
  const names = [...new Set(tables.flatMap(({ columns }) => columns))];
  const profiles: ColumnProfile[] = [];
  for (const name of names) {
    const texts = tables.map(({ from, columns }) =>
      columns.includes(name)
        ? `select nullif(trim(${quotedName(name)}), '') as text from ${from} as t`
        : `select null as text from ${from} as t`,
    );
    const values = await engine.materialise(
      `select text, count(*) as n from (${texts.join(' union all ')}) as texts group by text`,
    );
    const bare = bareNumberSql('text');
    const [seen] = rows<Counted>(
      await engine.query(`select sum(n) as records, coalesce(sum(case when text is not null then n end), 0) as filled, count(text) as distinct,
        coalesce(sum(case when regexp_matches(bare, '^[+-]?(\\d+|\\d{1,3}([,.]\\d{3})+)(\\.0+)?$') then n end), 0) as integers,
        coalesce(sum(case when regexp_matches(bare, '^[+-]?[\\d.,]*\\d[\\d.,]*([eE][+-]?\\d+)?$') then n end), 0) as numbers,
        coalesce(sum(case when regexp_matches(text, '^\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|^\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{4}|\\d{2})( |T|$)|^\\d{1,2}[ -][A-Za-z]{3,9},?[ -]\\d{2,4}|^[A-Za-z]{3,9} \\d{1,2},? \\d{4}')
          or regexp_matches(text, '^(9|1[0-9])\\d{8}(\\d{3})?$') then n end), 0) as times,
        min(text) as min, max(text) as max,
        arg_min(text, try_cast(bare as double)) as least, arg_max(text, try_cast(bare as double)) as most,
        (select to_json(list(text)) from (select text from ${values.name} where text is not null order by n desc, text limit 3) as top) as examples
        from (select text, n, ${bare} as bare from ${values.name}) as t`),
    );
    await engine.drop(values);
    profiles.push(profileOf(name, seen!));
  }
  return profiles;
}

function profileOf(name: string, seen: Counted): ColumnProfile {
  const enough = 0.95 * seen.filled;
  const type =
    seen.filled === 0
      ? 'empty'
      : seen.times >= enough
        ? 'time'
        : seen.integers >= enough
          ? 'integer'
          : seen.numbers >= enough
            ? 'number'
            : 'text';
  const isNumber = type === 'integer' || type === 'number';
  return {
    name,
    type,
    nulls: seen.records - seen.filled,
    distinct: seen.distinct,
    min: isNumber ? (seen.least ?? seen.min) : seen.min,
    max: isNumber ? (seen.most ?? seen.max) : seen.max,
    examples: JSON.parse(seen.examples ?? '[]') as string[],
  };
}
