/**
 * Rows as CSV for a spreadsheet. A text that a spreadsheet would take for a formula gets an apostrophe in front; a number
 * stays a number.
 *
 * Plain JavaScript without the DOM, but sent to the page as its own text: it must use nothing from outside.
 */
export function csvText(rows: ReadonlyArray<ReadonlyArray<string | number | null>>): string {
  const cell = (value: string | number | null) => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
