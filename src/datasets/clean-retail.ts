import { rows } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import { transactionsSchema } from '../base/schema.js';
import type { Engine, Provenance, Relation } from '../engine/engine.js';
import type { Dataset, Overlap, WaterfallRow } from './dataset.js';
import { unlistedCodeSql } from './line-classes.js';
import { namingFile } from './read-retail.js';
import type { RetailSource } from './retail-lines.js';
import { type Cleaning, retailSteps, stackedSteps } from './retail-steps.js';
import { runSteps } from './run-steps.js';
import { unreadable } from './unreadable.js';
import { type RawTotal, rawTotals, waterfall } from './waterfall.js';

type Cleaned = Pick<Dataset, 'relations' | 'stacked' | 'waterfall' | 'overlap' | 'duplicateRows' | 'notes'>;

/**
 * Cleans raw files into `transactions` and accounts for every line.
 *
 * @param paths of the files, in the order of `sources`.
 * @throws TillbookError BAD_INPUT naming file, line and column of what cannot be read, or a file without lines.
 */
export async function cleanRetail(
  engine: Engine,
  sources: readonly RetailSource[],
  paths: readonly string[],
  cleaning: Cleaning = {},
): Promise<Cleaned> {
  const provenance = together(sources);
  const [lines, ...rest] = retailSteps(sources, cleaning);
  const names = provenance.files.map(({ file }) => file);
  const parsed = await namingFile(names.join(', '), () => runSteps(engine, [lines!], provenance));
  const linesSql = parsed.fill('@lines');
  const totals = await namingFile(names.join(', '), () => rawTotals(engine, linesSql));
  for (const [i, source] of sources.entries()) {
    const total = totals.find(({ file_no }) => file_no === i + 1);
    if (total === undefined) {
      throw new TillbookError('BAD_INPUT', `${names[i]} holds a header and no line`, { hint: 'export it again' });
    }
    if (total.unreadable > 0) throw await unreadable(source, paths[i]!, total.unreadable);
  }

  const done = await runSteps(engine, rest, provenance, parsed);
  const transactions = { ...done.relations.get('transactions')!, schema: transactionsSchema };
  const shared = done.relations.get('shared')!;
  const tables = { lines: linesSql, shared: shared.name, transactions: transactions.name };
  const { dropDuplicates = false } = cleaning;
  const account = await waterfall(engine, totals, { ...tables, dropDuplicates });
  const overlap = await overlapOf(engine, shared, account, totals);
  const duplicateRows =
    account.find((row) => row.class === 'duplicate')?.rows ?? (await duplicates(engine, overlap, tables));
  const notes = [
    ...names.flatMap((file, i) => readingNotes(file, totals[i]!)),
    ...(await notesOf(transactions, overlap, duplicateRows, dropDuplicates)),
  ];
  for (const relation of done.relations.values()) {
    if (relation.name !== transactions.name) await engine.drop(relation);
  }
  const stacked = async () => {
    const { relations } = await runSteps(engine, stackedSteps(sources), provenance);
    return { ...relations.get('stacked')!, schema: transactionsSchema };
  };
  return { relations: { transactions }, stacked, waterfall: account, overlap, duplicateRows, notes };
}

function together(sources: readonly RetailSource[]): Provenance {
  const [first] = sources;
  return {
    dataset: first!.raw.provenance.dataset,
    synthetic: first!.raw.provenance.synthetic,
    files: sources.flatMap(({ raw }) => raw.provenance.files),
  };
}

async function overlapOf(
  engine: Engine,
  shared: Relation,
  account: readonly WaterfallRow[],
  totals: ReadonlyArray<{ rows: number }>,
): Promise<Overlap> {
  const [found] = rows<{ orders: number; differing: number }>(
    await engine.query(`select count(case when same = 1 then 1 end) as orders,
      count(case when same = 0 then 1 end) as differing from ${shared.name}`),
  );
  const { orders, differing } = found!;
  const all = totals.reduce((sum, total) => sum + total.rows, 0);
  const dropped = (name: WaterfallRow['class']) => account.find((row) => row.class === name)?.rows ?? 0;
  const kept = all - dropped('overlap') - dropped('duplicate');
  return { rows: dropped('overlap'), orders, kept, differingOrders: differing };
}

/**
 * Lines that repeat another line of their file. Where no order stands in two files with different lines, an order is
 * of one file, and `transactions` can be counted, at a third of the cost.
 */
async function duplicates(
  engine: Engine,
  { differingOrders }: Overlap,
  names: { lines: string; shared: string; transactions: string },
): Promise<number> {
  const key = 'order_id, product_id, quantity, unit_price, description, ordered_at, customer_id, country';
  const from =
    differingOrders === 0
      ? `${names.transactions} group by ${key}`
      : `${names.lines} as l where not exists (select 1 from ${names.shared} as s
          where s.same = 1 and s.file_no = l.file_no and s.order_id = l.order_id) group by file_no, ${key}`;
  const [found] = rows<{ repeats: number | null }>(
    await engine.query(`select sum(copies - 1) as repeats from (
      select count(*) as copies from ${from} having count(*) > 1) as repeated`),
  );
  return found?.repeats ?? 0;
}

/** What reading a file changed, or found strange. */
function readingNotes(file: string, { rounded, strange_dates, strange_date }: RawTotal): string[] {
  const number = (value: number) => value.toLocaleString('en-GB');
  return [
    ...(rounded > 0
      ? [
          `${file}: ${number(rounded)} ${rounded === 1 ? 'price has' : 'prices have'} more than four decimals and ${rounded === 1 ? 'was' : 'were'} rounded to four`,
        ]
      : []),
    ...(strange_dates > 0
      ? [
          `${file}: ${number(strange_dates)} ${strange_dates === 1 ? 'line is' : 'lines are'} dated before 1980 or after 2100, such as ${strange_date}`,
        ]
      : []),
  ];
}

async function notesOf(
  transactions: Relation,
  overlap: Overlap,
  duplicateRows: number,
  dropped: boolean,
): Promise<string[]> {
  const unlisted = rows<{ product_id: string; lines: number }>(
    await transactions.engine.query(`select product_id, lines
      from (select product_id, count(*) as lines from ${transactions.name} group by product_id) as codes
      where ${unlistedCodeSql} order by lines desc, product_id limit 11`),
  );
  const codes = unlisted.slice(0, 10).map(({ product_id }) => product_id);
  const number = (value: number) => value.toLocaleString('en-GB');
  return [
    ...(overlap.rows > 0
      ? [
          `${number(overlap.rows)} lines of ${number(overlap.orders)} orders stood in two files with equal lines; the later copy was dropped`,
        ]
      : []),
    ...(overlap.differingOrders > 0
      ? [`${number(overlap.differingOrders)} orders stood in two files with different lines; all lines were kept`]
      : []),
    ...(duplicateRows > 0
      ? [
          `${number(duplicateRows)} lines repeat another of the same file in every column; they were ${dropped ? 'dropped' : 'kept'}`,
        ]
      : []),
    ...(codes.length > 0
      ? [
          `codes unlike a product's, on no list, were taken for goods: ${codes.join(', ')}${unlisted.length > 10 ? ' and more' : ''}`,
        ]
      : []),
  ];
}
