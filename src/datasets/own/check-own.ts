import { TillbookError } from '../../base/errors.js';
import type { Engine } from '../../engine/engine.js';
import type { WaterfallRow } from '../dataset.js';
import { withTables } from './import-own.js';
import { type OwnMapping, ownRoles } from './mapping.js';
import type { Rejected } from './own-table.js';
import { planImport } from './plan-import.js';
import { type ColumnProfile, profileColumns } from './profile-columns.js';
import { proposeMapping } from './propose-mapping.js';

/** What files of one's own hold, and what would come of importing them. */
export interface Checked {
  readonly rows: number;
  readonly rejected: number;
  /** 0 where a problem stops the import. */
  readonly imported: number;
  readonly columns: ReadonlyArray<ColumnProfile & { readonly role: string | null }>;
  readonly waterfall: readonly WaterfallRow[];
  readonly mapping: OwnMapping;
  /** What stops the import, in words; empty where nothing does. */
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  /** The first lines that would be rejected. */
  readonly examples: readonly Rejected[];
  /** What would import the files, as it is typed in a shell. */
  readonly command: string;
}

/**
 * Looks at a person's own files: profiles their columns, proposes a mapping, and tries it without writing anything.
 *
 * @throws TillbookError DATA_MISSING, BAD_INPUT where a file cannot be taken apart at all.
 */
export async function checkOwn(engine: Engine, patterns: readonly string[]): Promise<Checked> {
  return withTables(engine, patterns, async (tables) => {
    const profiles = await profileColumns(engine, tables);
    const mapping = proposeMapping(profiles);
    const rows = tables.reduce((sum, table) => sum + table.records, 0);
    const early = tables.flatMap((table) => table.rejected);
    const roles = new Map(Object.entries(mapping).map(([role, name]) => [name, role]));
    const columns = profiles.map((profile) => ({ ...profile, role: roles.get(profile.name) ?? null }));
    const command = commandOf(patterns, mapping);
    try {
      const plan = await planImport(engine, tables, mapping);
      const { rejected, imported, waterfall, notes } = plan;
      const share = rejected.length > Math.floor(rows * 0.01);
      const problems = share
        ? [`${rejected.length} of ${rows} records cannot be read: more than --max-rejected 1%`]
        : [];
      return {
        rows,
        rejected: rejected.length,
        imported,
        columns,
        waterfall,
        mapping,
        problems,
        notes,
        examples: rejected.slice(0, 10),
        command,
      };
    } catch (error) {
      if (!(error instanceof TillbookError) || !['BAD_INPUT', 'BAD_PARAMETER'].includes(error.code)) throw error;
      return {
        rows,
        rejected: early.length,
        imported: 0,
        columns,
        waterfall: [],
        mapping,
        problems: [`${error.message}${error.hint ? ` (${error.hint})` : ''}`],
        notes: tables.flatMap(({ file, notes }) => notes.map((note) => `${file}: ${note}`)),
        examples: early.slice(0, 10),
        command,
      };
    }
  });
}

function commandOf(patterns: readonly string[], mapping: OwnMapping): string {
  const needed =
    mapping.price === undefined && mapping.amount === undefined ? ['customer', 'time', 'amount'] : ['customer', 'time'];
  const flags = ownRoles.flatMap((role) => {
    const name = mapping[role] ?? (needed.includes(role) ? 'COLUMN' : undefined);
    return name === undefined ? [] : [`--${role} ${shell(name)}`];
  });
  return `tillbook data import ${patterns.map(shell).join(' ')} --as my-shop ${flags.join(' ')}`;
}

/** A word as a shell takes it. */
const shell = (word: string) => (/^[A-Za-z0-9_./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
