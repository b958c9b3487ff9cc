import { columnLetters } from './cell-batch.js';
import type { SheetSummary, Tally } from './scan-sheet.js';

const number = (value: number) => value.toLocaleString('en-GB');

/** What a sheet held that a table of values cannot, in sentences: how many cells, and where the first stands. */
export function losses(summary: SheetSummary): string[] {
  const { rows, firstRow, lastRow, hiddenRows, merged } = summary;
  const blank = rows > 0 ? lastRow - firstRow + 1 - rows : 0;
  const say = ({ count, first }: Tally, one: string, many: string) =>
    count === 0 ? [] : [`${number(count)} ${count === 1 ? one : many} (${count === 1 ? '' : 'first '}${first})`];
  return [
    ...(firstRow > 1 ? [`the names stand in row ${firstRow}; rows above it were passed over`] : []),
    ...(blank > 0
      ? [`${number(blank)} blank ${blank === 1 ? 'row' : 'rows'} between the rows with values passed over`]
      : []),
    ...(hiddenRows > 0
      ? [`${number(hiddenRows)} hidden ${hiddenRows === 1 ? 'row' : 'rows'} read like the others`]
      : []),
    ...say(summary.errors, 'cell with an error became null', 'cells with an error became null'),
    ...say(
      summary.uncomputed,
      'formula without a stored result became null',
      'formulas without a stored result became null',
    ),
    ...say(summary.formulas, 'formula read as its stored result', 'formulas read as their stored results'),
    ...say(summary.oddDates, 'date beyond the calendar kept as a number', 'dates beyond the calendar kept as numbers'),
    ...say(
      summary.unknownStyles,
      'cell of an unknown style read as a number',
      'cells of unknown styles read as numbers',
    ),
    ...(merged.count > 0
      ? [
          `${number(merged.count)} merged ${merged.count === 1 ? 'range has its value' : 'ranges have their value'} in the first cell only (${merged.first.slice(0, 3).join(', ')}${merged.count > 3 ? ' …' : ''})`,
        ]
      : []),
  ];
}

/** Kinds and their numbers of a column that holds several, in words. */
export function mixture(column: string, index: number, counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${number(count)} ${kind}`);
  return `column "${column}" (${columnLetters(index)}) holds ${parts.join(', ')}, and is read as text`;
}
