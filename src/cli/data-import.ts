import { relative } from 'node:path';
import CliTable from 'cli-table3';
import { Command } from 'commander';
import { TillbookError } from '../base/errors.js';
import { projectFolders } from '../datasets/open-retail.js';
import { importOwn, type MostRejected } from '../datasets/own/import-own.js';
import { type OwnMapping, ownRoles } from '../datasets/own/mapping.js';
import type { DecimalMark } from '../datasets/own/number-style.js';
import { openEngine } from '../engine/open-engine.js';
import { settings } from '../settings.js';
import { printJson } from './print-json.js';
import { waterfallText } from './waterfall-text.js';

interface Flags extends OwnMapping {
  readonly as: string;
  readonly dateFormat?: string;
  readonly timeZone?: string;
  readonly decimal?: string;
  readonly currency?: string;
  readonly maxRejected: string;
  readonly strict?: boolean;
  readonly dropDuplicates?: boolean;
  readonly json?: boolean;
}

/** `tillbook data import`: a person's own files become a dataset that every notebook takes by its name. */
export function importCommand(): Command {
  return new Command('import')
    .description('put files of your own into the catalogue: CSV, TSV, JSON lines (also gzip, zstd), Parquet')
    .argument('<FILE...>', 'paths or patterns such as "sales/*.csv"; told by content, not by name')
    .requiredOption('--as <name>', 'what the dataset is called')
    .requiredOption('--customer <column>', 'who bought; empty for guests')
    .requiredOption('--time <column>', 'when')
    .option('--order <column>', 'the order or invoice (default: one for each customer and time)')
    .option('--product <column>', 'the code of the product')
    .option('--description <column>', 'the text of the line')
    .option('--quantity <column>', 'units; negative for returns (default: 1)')
    .option('--price <column>', 'price of one unit')
    .option('--amount <column>', 'what the line comes to, instead of a price')
    .option('--country <column>', "the customer's country")
    .option('--date-format <format>', 'how dates are written, %d/%m/%Y or dd/mm/yyyy (default: read off the column)')
    .option('--time-zone <zone>', "the shop's, for times that have an offset from UTC: Europe/London")
    .option('--decimal <mark>', 'point or comma before decimals (default: read off the columns)')
    .option('--currency <code>', 'ISO 4217 (default: by the sign beside the amounts)')
    .option('--max-rejected <number>', 'lines, or a share such as 2%, that may be unreadable', '1%')
    .option('--strict', 'stop at the first line that cannot be read')
    .option('--drop-duplicates', 'drop records that repeat another of their file in every column')
    .option('--json', 'print one JSON document')
    .addHelpText('after', help)
    .action(run);
}

const help = `
Lines that cannot be read go to data/imported/<name>.rejected.jsonl with file, line, column and reason.

Example:
  $ tillbook data import sales.csv --as my-shop --customer "Customer ID" --time InvoiceDate --order Invoice --quantity Quantity --price Price`;

async function run(files: readonly string[], flags: Flags): Promise<void> {
  const mapping: OwnMapping = Object.fromEntries(
    ownRoles.flatMap((role) => (flags[role] === undefined ? [] : [[role, flags[role]]])),
  );
  const folder = projectFolders({ dataDir: settings().dataFolder ?? undefined }).importedDir!;
  const engine = await openEngine();
  try {
    const { manifest, columns, rejectedFile } = await importOwn(engine, files, mapping, {
      folder,
      name: flags.as,
      dateFormat: flags.dateFormat,
      timeZone: flags.timeZone,
      decimal: decimalMark(flags.decimal),
      currency: currency(flags.currency),
      dropDuplicates: flags.dropDuplicates === true,
      strict: flags.strict === true,
      maxRejected: mostRejected(flags.maxRejected),
    });
    const { rows, rejected, imported, waterfall, notes, name, sources, overlap, duplicates } = manifest;
    if (flags.json) {
      const roles = new Map(Object.entries(manifest.mapping).map(([role, column]) => [column, role]));
      return printJson({
        rows,
        rejected,
        imported,
        columns: columns.map((column) => ({ name: column, role: roles.get(column) ?? null })),
        waterfall,
        name,
        currency: manifest.currency,
        mapping,
        reading: manifest.reading,
        sources,
        overlap,
        duplicates,
        notes,
        rejectedFile,
      });
    }
    const table = new CliTable({ head: ['class', 'lines', manifest.currency], style: { head: [], border: [] } });
    for (const row of waterfallText(waterfall)) table.push(row);
    const lines = [
      table.toString(),
      ...notes.map((note) => `- ${note}`),
      ...(rejectedFile === null ? [] : [`${rejected} rejected: ${relative(process.cwd(), rejectedFile)}`]),
      `${imported} of ${rows} records imported: dataset = '${name}'`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await engine.close();
  }
}

function mostRejected(text: string): MostRejected {
  const found = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim());
  const value = Number(found?.[1]);
  if (found?.[2] === '%' && value <= 100) return { share: value / 100 };
  if (found && found[2] === '' && Number.isInteger(value)) return { lines: value };
  throw new TillbookError('BAD_PARAMETER', `--max-rejected is "${text}"`, {
    hint: 'a whole number, or a share such as 1%',
  });
}

function decimalMark(text: string | undefined): DecimalMark | undefined {
  if (text === undefined || text === 'point' || text === 'comma') return text;
  throw new TillbookError('BAD_PARAMETER', `--decimal is "${text}"`, { hint: 'point or comma' });
}

function currency(text: string | undefined): string | undefined {
  if (text === undefined || /^[A-Z]{3}$/.test(text)) return text;
  throw new TillbookError('BAD_PARAMETER', `--currency is "${text}"`, { hint: 'three capitals, such as GBP' });
}
