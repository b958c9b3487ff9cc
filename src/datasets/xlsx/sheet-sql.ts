import { cellKind } from './cell-batch.js';
import { holdsText, type SheetColumnType } from './column-type.js';
import type { Segment } from './stage-sheet.js';

/** A column of the table to be written. */
export interface NamedColumn {
  readonly index: number;
  readonly name: string;
  readonly seen: number;
  readonly type: SheetColumnType;
}

const { integer, real, shared, text, date, time, boolean } = cellKind;

/** SQL for a sheet's rows in their order (a join keeps none by itself), each column with its name and type. */
export function tableSql(segments: readonly Segment[], columns: readonly NamedColumn[]): string {
  const list = (segment: Segment) => columns.map((column, i) => `${expression(segment, column)} as c${i}`).join(', ');
  const joins = (segment: Segment) =>
    columns
      .filter(({ index, seen }) => holdsText(seen) && segment.columns.includes(index))
      .map(
        ({ index: i }) =>
          ` left join texts t${i} on t${i}.id = case when k${i} in (${shared}, ${text}) then cast(v${i} as integer) end`,
      )
      .join('');
  const parts =
    segments.length === 0
      ? [`select 0 as row, ${list({ table: '', columns: [] })} where 1 = 0`]
      : segments.map((segment) => `select row, ${list(segment)} from ${segment.table}${joins(segment)}`);
  const names = columns.map(({ name }, i) => `c${i} as "${name.replaceAll('"', '""')}"`);
  return `select ${names.join(', ')} from (${parts.join('\nunion all ')}) order by row`;
}

/** SQL for the number of values of each sort in a column. */
export function sortsSql(segments: readonly Segment[], index: number): string {
  const from = segments
    .filter(({ columns }) => columns.includes(index))
    .map(({ table }) => `select k${index} as k from ${table}`);
  const count = (name: string, ...kinds: number[]) =>
    `count(case when k in (${kinds.join(', ')}) then 1 end) as ${name}`;
  return `select ${count('numbers', integer, real)}, ${count('texts', shared, text)}, ${count('dates', date)},
    ${count('times', time)}, ${count('booleans', boolean)} from (${from.join(' union all ')})`;
}

function expression({ columns }: Segment, { index: i, seen, type: { sql } }: NamedColumn): string {
  if (!columns.includes(i)) return `cast(null as ${sql})`;
  const whole = `cast(v${i} as bigint)`;
  switch (sql) {
    case 'integer':
    case 'bigint':
      return `case when k${i} = ${integer} then cast(v${i} as ${sql}) end`;
    case 'double':
      return `case when k${i} in (${integer}, ${real}) then v${i} end`;
    case 'timestamp':
      return `case when k${i} = ${date} then epoch_ms(${whole}) end`;
    case 'boolean':
      return `case when k${i} = ${boolean} then v${i} = 1 end`;
    case 'varchar': {
      const string = holdsText(seen) ? `t${i}.text` : 'null';
      if ((seen & ~((1 << shared) | (1 << text))) === 0) return `cast(${string} as varchar)`;
      return `case k${i} when ${integer} then case when abs(v${i}) < 9007199254740992 then cast(${whole} as varchar) else cast(v${i} as varchar) end
        when ${real} then cast(v${i} as varchar) when ${date} then cast(epoch_ms(${whole}) as varchar)
        when ${time} then cast(cast(epoch_ms(${whole}) as time) as varchar)
        when ${boolean} then case when v${i} = 1 then 'TRUE' else 'FALSE' end else ${string} end`;
    }
  }
}
