/**
 * Columns and rows as CSV (RFC 4180, lines end in CR LF) that a spreadsheet opens as text and numbers and never as
 * formulas: a text beginning with = + - @, TAB or a line break, also after blanks and characters that cannot be seen, gets
 * an apostrophe in front (OWASP, CSV injection). Numbers stay numbers; what is no finite number is text. Texts with a semicolon or
 * a tab are quoted too, since a spreadsheet of another country splits there.
 *
 * No byte order mark: whoever writes a file for Excel puts `\ufeff` before it.
 *
 * A report's page gets this function as its own text, so it uses nothing from outside.
 *
 * @example
 * csvText(['product', 'units'], [['=A1', -3], ['mug, "big"', null]]) // => 'product,units\r\n\'=A1,-3\r\n"mug, ""big""",\r\n'
 */
export function csvText(
  columns: readonly string[],
  rows: ReadonlyArray<ReadonlyArray<string | number | boolean | null>>,
): string {
  const cell = (value: string | number | boolean | null) => {
    if (value === null) return '';
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    const text = String(value);
    const safe = /^[\s\p{C}]*[=+\-@＝＋－＠]|^ *[\t\r\n]/u.test(text) ? `'${text}` : text;
    return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
