import { rows } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import type { Engine } from '../../engine/engine.js';
import { textLiteral } from './sql-text.js';

/** How a column of times is read. */
export interface TimeReading {
  readonly name: string;
  /** `strptime`'s, tried one after the other; none where it is read otherwise. */
  readonly formats: readonly string[];
  /** SQL for a timestamp, null where it cannot be read. */
  sql(text: string): string;
}

const clocks = [
  '',
  ' %H:%M',
  ' %H:%M:%S',
  ' %H:%M:%S.%f',
  'T%H:%M',
  'T%H:%M:%S',
  'T%H:%M:%S.%f',
  ' %I:%M %p',
  ' %I:%M:%S %p',
  ' %I:%M%p',
];

/** The offset from UTC at the end of a time of day. */
const offset = '\\s*(Z|[+-]\\d\\d(:?\\d\\d)?|UTC|GMT)$';
const hasOffset = (text: string) => `regexp_matches(${text}, ':\\d\\d(\\.\\d+)?${offset}')`;

function withFormats(name: string, dates: readonly string[]): TimeReading {
  return byFormats(
    name,
    dates.flatMap((date) => clocks.map((clock) => `${date}${clock}`)),
  );
}

function byFormats(name: string, formats: readonly string[]): TimeReading {
  return { name, formats, sql: (text) => `try_strptime(${text}, [${formats.map(textLiteral).join(', ')}])` };
}

const epoch = (name: string, digits: string, perSecond: number): TimeReading => ({
  name,
  formats: [],
  sql: (text) =>
    `case when regexp_matches(${text}, '^${digits}(\\.0+)?$') then make_timestamp(cast(cast(${text} as double) * ${1_000_000 / perSecond} as bigint)) end`,
});

/** Separators of dates in numbers. Points put the day first wherever they are used. */
const separators = ['/', '-', '.'];

const readings: readonly TimeReading[] = [
  withFormats('year-month-day', ['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%Y%m%d']),
  withFormats(
    'day-month-year',
    separators.map((mark) => `%d${mark}%m${mark}%Y`),
  ),
  withFormats(
    'month-day-year',
    ['/', '-'].map((mark) => `%m${mark}%d${mark}%Y`),
  ),
  withFormats(
    'day-month-year, two digits',
    separators.map((mark) => `%d${mark}%m${mark}%y`),
  ),
  withFormats(
    'month-day-year, two digits',
    ['/', '-'].map((mark) => `%m${mark}%d${mark}%y`),
  ),
  withFormats('day, name of the month, year', [
    '%d %b %Y',
    '%d %B %Y',
    '%d-%b-%Y',
    '%d-%B-%Y',
    '%d %b, %Y',
    '%d-%b-%y',
    '%a, %d %b %Y',
  ]),
  withFormats('name of the month, day, year', ['%b %d, %Y', '%B %d, %Y', '%b %d %Y', '%B %d %Y']),
  epoch('seconds since 1970', '\\d{9,10}', 1),
  epoch('milliseconds since 1970', '\\d{12,13}', 1000),
];

/** What speaks for a reading of a column of times. */
interface Tried {
  readonly reading: TimeReading;
  readonly read: number;
}

/**
 * Finds out how a column's dates are written: the reading that takes most of its values. Where two take equally many and
 * mean different days, or each takes some that the other does not, nothing settles it.
 *
 * @param from SQL of the different times as text, `time`, and how often each stands, `n`.
 * @param format `strptime`'s (`%d/%m/%Y %H:%M`) or in letters (`dd/mm/yyyy`); a date alone also takes a time behind it.
 * @throws TillbookError BAD_INPUT with both readings, or where no reading takes any; BAD_PARAMETER for a format.
 */
export async function timeReading(engine: Engine, from: string, column: string, format?: string): Promise<TimeReading> {
  if (format !== undefined) return formatReading(engine, format);
  const bare = bareTimeSql('time');
  const shapes = rows<{ shape: string }>(
    await engine.query(`select ${shapeSql('bare')} as shape from (select ${bare} as bare, n from ${from} where time is not null) as t
      group by shape order by sum(n) desc, shape limit 500`),
  ).map(({ shape }) => shape);
  const fitting = readings.flatMap((reading) => {
    if (reading.formats.length === 0) return [reading];
    const formats = reading.formats.filter((format) => shapes.some((shape) => shapeOf(format).test(shape)));
    return formats.length > 0 ? [byFormats(reading.name, formats)] : [];
  });
  const counted = fitting.map(
    ({ sql }, i) => `coalesce(sum(case when ${sql('bare')} is not null then n end), 0) as r${i}`,
  );
  const table = `(select ${bare} as bare, time, n from ${from} where time is not null)`;
  const [seen] = rows<Record<string, number>>(await engine.query(`select ${counted.join(', ')} from ${table} as t`));
  const tried: Tried[] = fitting.map((reading, i) => ({ reading, read: seen![`r${i}`]! }));
  tried.sort((a, b) => b.read - a.read);
  const best = tried[0]!;
  if (best.read === 0) {
    const [one] = rows<{ time: string | null }>(await engine.query(`select min(time) as time from ${from}`));
    throw new TillbookError('BAD_INPUT', `column "${column}" holds no date that can be read: "${one?.time ?? ''}"`, {
      hint: 'say how it is written: --date-format "%d/%m/%Y %H:%M"',
    });
  }
  for (const other of tried.slice(1).filter(({ read }) => read > 0)) {
    const [clash] = rows<{
      differ: number;
      only: number;
      a: string | null;
      x: string | null;
      y: string | null;
      b: string | null;
    }>(
      await engine.query(`select count(case when x <> y then 1 end) as differ, count(case when x is null and y is not null then 1 end) as only,
        min(case when x <> y then time end) as a, min_by(cast(cast(x as date) as varchar), time) filter (where x <> y) as x,
        min_by(cast(cast(y as date) as varchar), time) filter (where x <> y) as y,
        min(case when x is null then time end) as b
        from (select time, ${best.reading.sql('bare')} as x, ${other.reading.sql('bare')} as y from ${table} as t) as read
        where y is not null`),
    );
    const { differ, only, a, x, y, b } = clash!;
    if (differ === 0) continue;
    if (other.read === best.read && only === 0)
      throw ambiguous(column, a!, x!, y!, best.reading.name, other.reading.name);
    if (only > 0) {
      throw new TillbookError(
        'BAD_INPUT',
        `column "${column}" mixes two ways to write a date: "${b}" can only be ${other.reading.name}, most others are ${best.reading.name}, so "${a}" may be ${x} or ${y}`,
        { hint: 'say which it is with --date-format; dates that are not of it are rejected' },
      );
    }
  }
  return best.reading;
}

/** SQL for what a time looks like: `d` for one or two digits, `Y` for four, `n` for others, `a` for letters. Trying each format on each time would cost minutes. */
function shapeSql(text: string): string {
  const letters = `regexp_replace(${text}, '[A-Za-z]+', 'a', 'g')`;
  const four = `regexp_replace(${letters}, '(^|\\D)\\d{4}(\\D|$)', '\\1Y\\2', 'g')`;
  return `regexp_replace(regexp_replace(${four}, '\\d{3,}', 'n', 'g'), '\\d+', 'd', 'g')`;
}

/** What times of a format look like. */
function shapeOf(format: string): RegExp {
  const marks = format.replace('%Y%m%d', 'n').replace(/[.+]/g, '\\$&').replace('\\.%f', '\\.[dnY]');
  return new RegExp(
    `^${marks
      .replaceAll('%Y', 'Y')
      .replace(/%[dmHIMSy]/g, 'd')
      .replace(/%[bBap]/g, 'a')
      .replace('T', 'a')}$`,
  );
}

function ambiguous(column: string, text: string, x: string, y: string, one: string, other: string): TillbookError {
  return new TillbookError(
    'BAD_INPUT',
    `column "${column}" can be read two ways: "${text}" is ${x} as ${one} and ${y} as ${other}, and no date in the column settles it`,
    { hint: 'say which it is: --date-format %d/%m/%Y or --date-format %m/%d/%Y' },
  );
}

async function formatReading(engine: Engine, format: string): Promise<TimeReading> {
  const pattern = format.includes('%') ? format : inPercents(format);
  const formats = /%[HIMSpXTc]/.test(pattern) ? [pattern] : clocks.map((clock) => `${pattern}${clock}`);
  const reading = byFormats(pattern, formats);
  try {
    await engine.query(`select ${reading.sql("'x'")} as x`);
  } catch (cause) {
    throw new TillbookError('BAD_PARAMETER', `--date-format is "${format}", which is no format of a date`, {
      hint: 'for example %d/%m/%Y %H:%M, or dd/mm/yyyy',
      cause,
    });
  }
  if (!/%[dejDF]/.test(pattern)) {
    throw new TillbookError('BAD_PARAMETER', `--date-format is "${format}", in which no day stands`, {
      hint: 'for example %d/%m/%Y %H:%M, or dd/mm/yyyy',
    });
  }
  return reading;
}

/** `dd/mm/yyyy hh:mm` as `%d/%m/%Y %H:%M`: what stands behind the hour is minutes. */
function inPercents(format: string): string {
  let sawHour = false;
  return format.replace(/y{2,4}|m{1,4}|d{1,2}|h{1,2}|s{1,2}|tt|am\/pm/gi, (token) => {
    const letter = token[0]!.toLowerCase();
    if (letter === 'y') return token.length > 2 ? '%Y' : '%y';
    if (letter === 'd') return '%d';
    if (letter === 'h') {
      sawHour = true;
      return '%H';
    }
    if (letter === 's') return '%S';
    if (letter === 'm') return sawHour ? '%M' : token.length > 2 ? (token.length > 3 ? '%B' : '%b') : '%m';
    return '%p';
  });
}

/** SQL for a time's text without its offset from UTC. */
export function bareTimeSql(text: string): string {
  return `case when ${hasOffset(text)} then regexp_replace(${text}, '${offset}', '') else ${text} end`;
}

/**
 * SQL for the time on the shop's own clock. A time with an offset is kept as it is written there, or moved to `zone`
 * where one is named; a time without one stands on the shop's clock already. Seconds since 1970 are UTC.
 */
export function shopTimeSql(text: string, reading: TimeReading, zone?: string): string {
  const written = reading.sql(bareTimeSql(text));
  if (zone === undefined) return written;
  const there = `timezone(${textLiteral(zone)}, timezone('UTC', ${utcSql(text, written)}))`;
  if (reading.name.endsWith('since 1970')) return there;
  return `case when ${hasOffset(text)} then ${there} else ${written} end`;
}

function utcSql(text: string, written: string): string {
  const sign = `regexp_extract(${text}, '([+-])(\\d\\d):?(\\d\\d)?$', 1)`;
  const part = (i: number) =>
    `coalesce(try_cast(regexp_extract(${text}, '([+-])(\\d\\d):?(\\d\\d)?$', ${i}) as integer), 0)`;
  return `case when ${hasOffset(text)} and ${sign} <> '' then ${written} - to_minutes((${part(2)} * 60 + ${part(3)}) * case when ${sign} = '-' then -1 else 1 end) else ${written} end`;
}

/** SQL condition: a time has an offset from UTC. */
export const hasOffsetSql = hasOffset;

/** @throws TillbookError BAD_PARAMETER for a zone that is none. */
export function checkZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch (cause) {
    throw new TillbookError('BAD_PARAMETER', `--time-zone is "${zone}", which is no time zone`, {
      hint: 'for example Europe/London or UTC',
      cause,
    });
  }
}
