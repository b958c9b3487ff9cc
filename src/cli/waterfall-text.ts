import type { WaterfallRow } from '../datasets/dataset.js';

/** A waterfall as rows of text, its sum last. */
export function waterfallText(waterfall: readonly WaterfallRow[]): string[][] {
  const number = (value: number, digits: number) =>
    value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const rows = waterfall.reduce((sum, row) => sum + row.rows, 0);
  const amount = waterfall.reduce((sum, row) => sum + row.amount, 0);
  return [...waterfall.filter((row) => row.rows > 0), { class: 'all records', rows, amount }].map((row) => [
    row.class,
    number(row.rows, 0),
    number(row.amount, 2),
  ]);
}
