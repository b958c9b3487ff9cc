import { rows } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import type { Engine, Provenance, Relation } from '../../engine/engine.js';
import type { WaterfallRow } from '../dataset.js';
import { lineClassSql } from '../line-classes.js';
import { sharedSql } from '../retail-steps.js';
import { runSteps } from '../run-steps.js';
import { currencyOf } from './currency.js';
import { checkMapping, numberRoles, type OwnMapping } from './mapping.js';
import { type DecimalMark, decimalMark } from './number-style.js';
import type { OwnTable, Rejected } from './own-table.js';
import { mostRejected } from './read-csv.js';
import { checkZone, hasOffsetSql, shopTimeSql, timeReading } from './time-reading.js';
import { faultsOf, type Reading, textsSql, typedSql, valuesSql } from './typed-lines.js';

/** What a person says of their files beside the mapping. */
export interface OwnOptions {
  /** `strptime`'s (`%d/%m/%Y`) or in letters (`dd/mm/yyyy`); default: read off the column. */
  readonly dateFormat?: string | undefined;
  /** The shop's, such as Europe/London: times with an offset from UTC are moved to it. */
  readonly timeZone?: string | undefined;
  readonly decimal?: DecimalMark | undefined;
  /** ISO 4217; default: by the sign beside the amounts, else XXX, no currency. */
  readonly currency?: string | undefined;
  readonly dropDuplicates?: boolean | undefined;
}

/** Files read and accounted for, nothing written. */
export interface ImportPlan {
  /** Every line that could be taken apart, with `fate`: its line class, or `rejected`, `overlap`, `duplicate`. */
  readonly lines: Relation;
  readonly reading: Reading;
  readonly rows: number;
  readonly rejected: readonly Rejected[];
  readonly waterfall: readonly WaterfallRow[];
  readonly imported: number;
  readonly overlap: { readonly rows: number; readonly orders: number; readonly differingOrders: number };
  /** Records that repeat another of the same file in every column. */
  readonly duplicates: number;
  readonly currency: string;
  readonly notes: readonly string[];
}

const nobody: Provenance = { dataset: 'own', synthetic: false, files: [] };

/** The columns of `transactions` as they are written. */
export const transactionColumns =
  'customer_id, order_id, ordered_at, product_id, description, quantity, unit_price, amount, country, line_class';

/**
 * Reads mapped columns as values and gives every record of the files one fate.
 *
 * @throws TillbookError BAD_PARAMETER for a mapping that is not whole or names no column; BAD_INPUT where dates or
 * numbers can be read two ways, or records got lost on the way.
 */
export async function planImport(
  engine: Engine,
  tables: readonly OwnTable[],
  mapping: OwnMapping,
  options: OwnOptions = {},
): Promise<ImportPlan> {
  checkMapping(tables, mapping);
  if (options.timeZone !== undefined) checkZone(options.timeZone);
  const texts = await engine.materialise(textsSql(tables, mapping), { provenance: nobody });
  const records = tables.reduce((sum, table) => sum + table.records, 0);
  const early = tables.flatMap((table) => table.rejected);
  await arrived(engine, texts, records - early.length);

  const numbers = numberRoles.filter((role) => mapping[role] !== undefined);
  const figures = await engine.materialise(
    numbers
      .map(
        (role) =>
          `select ${role} as text, ${role === 'quantity'} as whole, count(*) as n from ${texts.name} where ${role} is not null group by ${role}`,
      )
      .join(' union all '),
  );
  const decimal = options.decimal ?? (await decimalMark(engine, figures.name));
  const values = await engine.materialise(valuesSql(figures.name, decimal));
  const written = await engine.materialise(
    `select "time" as time, count(*) as n from ${texts.name} where "time" is not null group by "time"`,
  );
  const time = await timeReading(engine, written.name, mapping.time!, options.dateFormat);
  const money = mapping.amount === undefined ? 'price' : 'amount';
  const currency = options.currency ?? (await currencyOf(engine, texts.name, money));
  const base = { mapping, decimal, time, timeZone: options.timeZone };
  const times = await engine.materialise(
    `select time, n, ${shopTimeSql('time', time, options.timeZone)} as ordered_at from ${written.name}`,
  );
  const [seen] = rows<{ clock: number; offsets: number }>(
    await engine.query(`select count(case when ordered_at <> date_trunc('day', ordered_at) then 1 end) as clock,
      coalesce(sum(case when ${hasOffsetSql('time')} then n end), 0) as offsets from ${times.name}`),
  );
  const reading: Reading = { ...base, hasClock: seen!.clock > 0 };
  const typed = await engine.materialise(typedSql(texts.name, times.name, values.name, reading), {
    provenance: nobody,
  });
  const fates = await withFates(
    engine,
    typed,
    tables.length > 1 && mapping.order !== undefined,
    tables.length,
    options,
  );
  const late = await rejectedLines(engine, fates.lines, texts, tables, reading);
  for (const done of [texts, typed, written, times, figures, values]) await engine.drop(done);

  const rejected = [...early, ...late].sort(
    (a, b) => fileAt(tables, a.file) - fileAt(tables, b.file) || a.line - b.line,
  );
  const account = await fateSums(engine, fates.lines.name);
  const waterfall = account.map((row) => (row.class === 'rejected' ? { ...row, rows: row.rows + early.length } : row));
  const total = waterfall.reduce((sum, row) => sum + row.rows, 0);
  if (total !== records) {
    throw new TillbookError(
      'BAD_INPUT',
      `the waterfall does not close: ${records} records in, ${total} accounted for`,
      {
        hint: 'this is a fault of Tillbook, or a file changed while it was read: run again, then report it',
      },
    );
  }
  const rowsOf = (name: string) => waterfall.find((row) => row.class === name)?.rows ?? 0;
  const [rounded] = rows<{ lines: number }>(
    await engine.query(`select count(*) as lines from ${fates.lines.name} where fault is null and rounded`),
  );
  return {
    lines: fates.lines,
    reading,
    rows: records,
    rejected,
    waterfall,
    imported: records - rowsOf('rejected') - rowsOf('overlap') - rowsOf('duplicate'),
    overlap: { rows: rowsOf('overlap'), ...fates.orders },
    duplicates: fates.duplicates,
    currency,
    notes: [
      ...tables.flatMap(({ file, notes }) => notes.map((note) => `${file}: ${note}`)),
      `times were read as ${time.name}${options.timeZone ? `, on the clock of ${options.timeZone}` : ''}`,
      ...(seen!.offsets > 0 && !options.timeZone
        ? [
            `${seen!.offsets} times have an offset from UTC: their clock was kept as it is written (--time-zone moves it)`,
          ]
        : []),
      ...(decimal === 'comma' ? ['numbers were read with a comma before the decimals'] : []),
      ...(currency === 'XXX' ? ['no currency is stated in the files: --currency names it'] : []),
      ...(mapping.order
        ? []
        : [
            `no order is named: the lines of a customer at the same ${reading.hasClock ? 'time' : 'day'} count as one order, a guest's line as one of its own`,
          ]),
      ...(rounded!.lines > 0
        ? [`${rounded!.lines} amounts have more than four decimals and were rounded to four`]
        : []),
      ...(fates.retailCodes
        ? ['codes that are no products, and invoices with C, were classed by the list of Online Retail II']
        : []),
      ...(fates.duplicates > 0
        ? [
            `${fates.duplicates} records repeat another of the same file in every column; they were ${options.dropDuplicates ? 'dropped' : 'kept'}`,
          ]
        : []),
    ],
  };
}

const fileAt = (tables: readonly OwnTable[], file: string) => tables.findIndex((table) => table.file === file);

async function arrived(engine: Engine, { name }: Relation, expected: number): Promise<void> {
  const [found] = rows<{ records: number }>(await engine.query(`select count(*) as records from ${name}`));
  if (found!.records === expected) {
    if (expected > 0) return;
    throw new TillbookError('BAD_INPUT', 'the files hold no line that can be read', {
      hint: 'look at them: data check',
    });
  }
  throw new TillbookError('BAD_INPUT', `${expected} records were read and ${found!.records} arrived in the engine`, {
    hint: 'this is a fault of Tillbook: report it',
  });
}

const ownClassSql = `case when unit_price < 0 or (quantity = 0 and amount <> 0) then 'adjustment'
  when unit_price = 0 or quantity = 0 then 'free-or-damaged' when quantity < 0 then 'cancellation' else 'sale' end`;

async function withFates(engine: Engine, typed: Relation, several: boolean, files: number, options: OwnOptions) {
  const good = `(select * from ${typed.name} where fault is null)`;
  const before = { relations: new Map(), fill: (sql: string) => sql.replaceAll('@lines', good) };
  const step = {
    name: 'shared',
    meaning: 'orders that stand in two files',
    how: 'materialise',
    sql: before.fill(sharedSql(several ? files : 1)),
  } as const;
  const { relations } = await runSteps(engine, [step], nobody);
  const shared = relations.get('shared')!;
  const retailCodes = await hasRetailCodes(engine, good);
  const lines = await engine.materialise(
    `select *, case when fault is not null then 'rejected' when is_shared then 'overlap'
        when copy > 1 and ${options.dropDuplicates === true} then 'duplicate' else line_class end as fate
      from (select t.*, s.order_id is not null as is_shared,
        case when fault is null and s.order_id is null then row_number() over (partition by t.file_no, whole, customer_id, t.order_id, ordered_at, product_id,
          description, quantity, unit_price, amount, country, fault order by line_no) end as copy,
        case when fault is null then ${retailCodes ? lineClassSql.replaceAll('order_id', 't.order_id') : ownClassSql} end as line_class
      from ${typed.name} as t left join ${shared.name} as s on s.same = 1 and s.file_no = t.file_no and s.order_id = t.order_id) as classed`,
    { provenance: nobody },
  );
  const [found] = rows<{ orders: number; differing: number; duplicates: number }>(
    await engine.query(`select (select count(*) from ${shared.name} where same = 1) as orders,
      (select count(*) from ${shared.name} where same = 0) as differing,
      (select count(*) from ${lines.name} where copy > 1) as duplicates`),
  );
  await engine.drop(shared);
  const { orders, differing, duplicates } = found!;
  return { lines, retailCodes, duplicates, orders: { orders, differingOrders: differing } };
}

/** Whether products have codes such as Online Retail II's, so that its list of codes means here what it means there. */
async function hasRetailCodes(engine: Engine, good: string): Promise<boolean> {
  const [seen] = rows<{ like: number; lines: number; marked: number; back: number }>(
    await engine.query(`select count(case when regexp_matches(product_id, '^\\d{5}') then 1 end) as like, count(*) as lines,
      count(case when regexp_matches(order_id, '^[Cc]\\d') then 1 end) as marked,
      count(case when regexp_matches(order_id, '^[Cc]\\d') and quantity < 0 then 1 end) as back from ${good} as lines`),
  );
  const { like, lines, marked, back } = seen!;
  return lines > 0 && like >= 0.9 * lines && back >= 0.9 * marked;
}

async function rejectedLines(
  engine: Engine,
  lines: Relation,
  texts: Relation,
  tables: readonly OwnTable[],
  reading: Reading,
): Promise<Rejected[]> {
  const faults = faultsOf(reading);
  const found = rows<{ file_no: number; line_no: number; fault: number; text: string | null }>(
    await engine.query(`select t.file_no as file_no, t.line_no as line_no, t.fault as fault,
      case t.fault ${faults.map(({ role }, i) => `when ${i} then left(x."${role}", 80)`).join(' ')} end as text
      from ${lines.name} as t join ${texts.name} as x on x.file_no = t.file_no and x.line_no = t.line_no
      where t.fault is not null order by t.file_no, t.line_no limit ${mostRejected}`),
  );
  const raws = new Map<number, ReadonlyMap<number, string>>();
  for (const no of new Set(found.map(({ file_no }) => file_no))) {
    const wanted = new Set(found.filter(({ file_no }) => file_no === no).map(({ line_no }) => line_no));
    raws.set(no, await tables[no - 1]!.texts(wanted));
  }
  return found.map(({ file_no, line_no, fault, text }) => {
    const { role, reason } = faults[fault]!;
    return {
      file: tables[file_no - 1]!.file,
      line: line_no,
      column: reading.mapping[role] ?? null,
      reason:
        text === null
          ? `nothing stands where ${role === 'time' ? 'a time' : `the ${role}`} is expected`
          : `"${text}" ${reason}`,
      raw: raws.get(file_no)?.get(line_no) ?? '',
    };
  });
}

/** Rows and money by fate, in the order of the waterfall, every class named. */
export async function fateSums(engine: Engine, lines: string): Promise<WaterfallRow[]> {
  const sums = rows<{ fate: string; rows: number; amount: string | null }>(
    await engine.query(`select fate, count(*) as rows, cast(cast(sum(amount) as decimal(28,4)) as varchar) as amount
      from ${lines} as l group by fate`),
  );
  const order = [
    'rejected',
    'overlap',
    'duplicate',
    'sale',
    'cancellation',
    'adjustment',
    'fee',
    'free-or-damaged',
    'test',
  ] as const;
  return order.map((name) => {
    const sum = sums.find(({ fate }) => fate === name);
    return { class: name, rows: sum?.rows ?? 0, amount: Number(sum?.amount ?? 0) };
  });
}
