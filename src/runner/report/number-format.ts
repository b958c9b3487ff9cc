import type { TableColumn } from '../../base/mime.js';

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

/** `1.8 s`, `2 min 5 s`. */
export function formattedSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `4.2 MB`, decimal. */
export function formattedBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[power]}`;
}

/** `2026-11-23T18:59:04.123Z` as `23 Nov 2026, 18:59 UTC`: a report says the same wherever it is rendered. */
export function formattedTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return `${clock.format(time)} UTC`;
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
