import { distance } from 'fastest-levenshtein';
import { TillbookError } from '../../base/errors.js';
import type { OwnTable } from './own-table.js';

/** What a column of a person's own file may stand for. */
export const ownRoles = [
  'customer',
  'order',
  'time',
  'product',
  'description',
  'quantity',
  'price',
  'amount',
  'country',
] as const;

/** One of `ownRoles`. */
export type OwnRole = (typeof ownRoles)[number];

/** For each role the name of its column in the files; `customer`, `time` and one of `price` and `amount` are needed. */
export type OwnMapping = Readonly<Partial<Record<OwnRole, string>>>;

/** Roles whose columns hold numbers. */
export const numberRoles = ['quantity', 'price', 'amount'] as const satisfies readonly OwnRole[];

/**
 * Checks that a mapping names what must be named, and only columns that every table has.
 *
 * @throws TillbookError BAD_PARAMETER.
 */
export function checkMapping(tables: readonly OwnTable[], mapping: OwnMapping): void {
  for (const role of ['customer', 'time'] as const) {
    if (mapping[role] === undefined) throw missing(`--${role}`);
  }
  if ((mapping.price === undefined) === (mapping.amount === undefined)) {
    if (mapping.price === undefined) throw missing('--price or --amount');
    throw new TillbookError('BAD_PARAMETER', '--price and --amount are both given', {
      hint: 'an amount is what a line comes to, a price is of one unit: name one of them',
    });
  }
  for (const role of ownRoles) {
    const name = mapping[role];
    const without = name === undefined ? undefined : tables.find(({ columns }) => !columns.includes(name));
    if (without === undefined) continue;
    const near = nearest(name!, without.columns);
    throw new TillbookError('BAD_PARAMETER', `--${role} is "${name}", and ${without.file} has no such column`, {
      hint: `${near ? `did you mean "${near}"? ` : ''}columns: ${without.columns.map((one) => `"${one}"`).join(', ')}`,
    });
  }
}

function missing(flag: string): TillbookError {
  return new TillbookError('BAD_PARAMETER', `no column is named with ${flag}`, {
    hint: 'tillbook data check FILE proposes the columns',
  });
}

function nearest(name: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({ candidate, away: distance(candidate.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  return best && best.away <= Math.max(2, name.length / 3) ? best.candidate : undefined;
}
