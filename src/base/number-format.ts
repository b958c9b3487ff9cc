import type { TableColumn } from './mime.js';

/** How a figure is to be printed: `%` multiplies a share in 0..1 by 100. */
export interface NumberFormat {
  readonly unit?: string | null | undefined;
  readonly digits?: number | undefined;
}

/** A number with thousands separators; where no digits are given, as many as it needs and at most two. */
export function formattedNumber(value: number, { unit, digits }: NumberFormat = {}): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : '−∞';
  const shown = unit === '%' ? value * 100 : value;
  return formatter(digits ?? neededDigits([shown]))
    .format(shown)
    .replace('-', '−');
}

/** The decimal places of a whole column, so that its points stand below each other. */
export function columnDigits(column: TableColumn, values: readonly unknown[]): number {
  if (column.digits !== undefined) return column.digits;
  const factor = column.unit === '%' ? 100 : 1;
  return neededDigits(values.flatMap((value) => (typeof value === 'number' ? [value * factor] : [])));
}

/** At most two, and up to four where every value is below one. */
function neededDigits(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const limit = largest > 0 && largest < 1 ? 4 : 2;
  const exact = (digits: number) =>
    finite.every((value) => Math.abs(round(value, digits) - round(value, limit)) < 1e-9);
  return [0, 1, 2, 3].find((digits) => digits <= limit && exact(digits)) ?? limit;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

const formatters = new Map<number, Intl.NumberFormat>();

function formatter(digits: number): Intl.NumberFormat {
  const limited = Math.min(Math.max(Math.trunc(digits), 0), 20);
  const known = formatters.get(limited);
  if (known) return known;
  const made = new Intl.NumberFormat('en-GB', { minimumFractionDigits: limited, maximumFractionDigits: limited });
  formatters.set(limited, made);
  return made;
}
