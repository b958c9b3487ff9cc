import { distance } from 'fastest-levenshtein';
import { TillbookError } from '../base/errors.js';
import type { Schema } from '../base/schema.js';

/** The columns of Online Retail II by our words, each with the names under which it is published. */
const published = {
  order: ['Invoice', 'InvoiceNo'],
  product: ['StockCode'],
  description: ['Description'],
  quantity: ['Quantity'],
  time: ['InvoiceDate'],
  price: ['Price', 'UnitPrice'],
  customer: ['Customer ID', 'CustomerID'],
  country: ['Country'],
} as const;

export type RetailColumn = keyof typeof published;

/** For each column its name in the file. */
export type RetailColumns = Readonly<Record<RetailColumn, string>>;

const bare = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Which of our columns a name stands for, if any. */
export function knownColumn(name: string): RetailColumn | undefined {
  const columns = Object.keys(published) as RetailColumn[];
  return columns.find((column) => published[column].some((known) => bare(known) === bare(name)));
}

/**
 * Finds the columns of Online Retail II among a file's, whatever their case and punctuation.
 *
 * @throws TillbookError BAD_INPUT naming what is missing, what was found and the nearest name.
 */
export function retailColumns(file: string, schema: Schema): RetailColumns {
  const found = schema.map(({ name }) => name);
  const twice = found.filter((name, i) => {
    const column = knownColumn(name.replace(/_\d+$/, ''));
    return column !== undefined && found.slice(0, i).some((other) => knownColumn(other) === column);
  });
  if (twice.length > 0) {
    throw new TillbookError('BAD_INPUT', `${file} has two columns for the same: ${listed(twice)} beside another`, {
      hint: `keep one of them; found: ${listed(found)}`,
    });
  }
  const entries = Object.entries(published).map(([column, names]) => {
    const accepted = names.map(bare);
    return [column, found.find((name) => accepted.includes(bare(name)))] as const;
  });
  const missing = entries.filter(([, name]) => name === undefined).map(([column]) => column as RetailColumn);
  if (missing.length === 0) return Object.fromEntries(entries) as Record<RetailColumn, string>;

  const taken = new Set(entries.map(([, name]) => name));
  const free = found.filter((name) => !taken.has(name));
  const label = (column: RetailColumn) => published[column].map((name) => `"${name}"`).join(' or ');
  const advice = missing.flatMap((column) => {
    const near = nearest(published[column], free);
    return near ? [`rename "${near}" to "${published[column][0]}"`] : [];
  });
  throw new TillbookError(
    'BAD_INPUT',
    `${file} has no column ${missing.map(label).join(', and none ')}; found: ${listed(found)}`,
    {
      hint: `${advice.length > 0 ? `${advice.join('; ')}? ` : ''}expected: ${Object.values(published)
        .map(([name]) => name)
        .join(', ')}`,
    },
  );
}

function listed(names: readonly string[]): string {
  const clipped = names.slice(0, 20).map((name) => `"${name.length > 60 ? `${name.slice(0, 60)}…` : name}"`);
  return `${clipped.join(', ')}${names.length > 20 ? ` and ${names.length - 20} more` : ''}`;
}

function nearest(names: readonly string[], candidates: readonly string[]): string | undefined {
  const scored = candidates
    .map((candidate) => ({ candidate, away: Math.min(...names.map((name) => distance(bare(name), bare(candidate)))) }))
    .sort((a, b) => a.away - b.away);
  return scored.find(({ candidate, away }) => away <= Math.max(2, bare(candidate).length / 2))?.candidate;
}
