/** What a number format makes of a number: itself, a date (with or without a time), or a time of day. */
export type FormatClass = 'number' | 'date' | 'time';

/** Formats that workbooks name without spelling them out (ECMA-376 part 1, 18.8.30); 27 to 36 and 50 to 58 are East Asian dates. */
const builtinDates = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];
const builtinTimes = [18, 19, 20, 21, 32, 33, 45, 47];

/** The class of a format that has a number and no code of its own. Elapsed hours (46) are a number of days. */
export function builtinFormatClass(id: number): FormatClass {
  if (builtinDates.includes(id)) return 'date';
  return builtinTimes.includes(id) ? 'time' : 'number';
}

/**
 * The class of a number format by its code. Text in quotes, escaped characters, colours, conditions and locales are
 * passed over, and only the section for positive numbers counts; `m` alone is a month, beside `h` or `s` minutes.
 * Elapsed time (`[h]:mm`) is a number: it counts days.
 */
export function formatClass(code: string): FormatClass {
  const section = code
    .replaceAll(/"[^"]*"?|\\.|_.|\*./g, '')
    .replaceAll(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .split(';')[0]!
    .replaceAll(/general|e[+-]/gi, '');
  if (/\[(h+|m+|s+)\]/i.test(section)) return 'number';
  const clock = /[hs]/i.test(section.replaceAll(/am\/pm|a\/p/gi, ''));
  if (/[ydeg]|b[12]/i.test(section)) return 'date';
  if (/m/i.test(section.replaceAll(/am\/pm|a\/p/gi, ''))) return clock ? 'time' : 'date';
  return clock ? 'time' : 'number';
}
