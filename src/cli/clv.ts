import CliTable from 'cli-table3';
import { Command } from 'commander';
import { type Period, periodDays } from '../analyses/lifetime-value/customer-summary.js';
import { type CustomerValues, customerValues } from '../analyses/lifetime-value/customer-values.js';
import { type LifetimeValue, lifetimeValue } from '../analyses/lifetime-value/lifetime-value.js';
import { valuesRelation } from '../analyses/lifetime-value/values-relation.js';
import { TillbookError } from '../base/errors.js';
import type { Engine, Relation } from '../engine/engine.js';
import { openEngine } from '../engine/open-engine.js';
import type { BtydModelName } from '../kernels/lifetime-value/btyd-models.js';
import { summaryOf, transactionsOf } from './clv-input.js';
import { printJson } from './print-json.js';
import { outFormat, writeRelation } from './write-relation.js';

interface Flags {
  readonly customer?: string;
  readonly time?: string;
  readonly amount?: string;
  readonly summary?: boolean;
  readonly model: BtydModelName;
  readonly period: Period;
  readonly calibrationEnd?: string;
  readonly horizon?: string;
  readonly discount: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `tillbook clv`: who is still a customer, how often they will order, and what they are worth. */
export function clvCommand(): Command {
  return new Command('clv')
    .argument('<FILE>', 'transactions, or with --summary one row a customer; CSV or Parquet')
    .option('--customer <column>', 'who bought')
    .option('--time <column>', 'when: a date or a time')
    .option('--amount <column>', 'what it came to; below zero is taken off')
    .option('--summary', 'FILE has columns x, t_x, T and perhaps m')
    .option('--model <name>', 'bg-nbd, mbg-nbd or pareto-nbd', 'bg-nbd')
    .option('--period <unit>', 'day or week: the unit of ages, rates and --horizon', 'week')
    .option('--calibration-end <date>', 'fit up to this day, and hold the forecast against the rest')
    .option('--horizon <periods>', 'how far ahead (default: a year)')
    .option('--discount <rate>', 'a year', '0.1')
    .option('--out <file>', 'one row a customer, .csv or .parquet')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ tillbook clv customers.csv --summary --model bg-nbd --json')
    .action(clv);
}

async function clv(file: string, flags: Flags): Promise<void> {
  if (flags.out !== undefined) outFormat(flags.out);
  if (!Object.hasOwn(periodDays, flags.period)) {
    throw new TillbookError('BAD_PARAMETER', `no period "${flags.period}"`, { hint: 'day or week' });
  }
  const options = {
    model: flags.model,
    discount: number('--discount', flags.discount),
    ...(flags.horizon !== undefined && { horizon: number('--horizon', flags.horizon) }),
  };
  const engine = await openEngine();
  try {
    const raw = await engine.scan(file, { allText: true });
    const found = flags.summary
      ? await fromSummary(engine, file, raw, flags, options)
      : await fromTransactions(file, raw, flags, options);
    if (flags.out !== undefined) await writeRelation(found.relation, flags.out);
    const { relation: _, ...document } = found;
    if (flags.json) printJson({ ...document, out: flags.out ?? null });
    else print(document);
  } finally {
    await engine.close();
  }
}

type Options = { model: BtydModelName; discount: number; horizon?: number };

async function fromTransactions(file: string, raw: Relation, flags: Flags, options: Options) {
  const { customer, time, amount, period, calibrationEnd } = flags;
  if (customer === undefined || time === undefined || amount === undefined) {
    throw new TillbookError('BAD_USAGE', 'the columns are not named', {
      hint: '--customer COL --time COL --amount COL, or --summary for a file with columns x, t_x, T',
    });
  }
  const { transactions, notes } = await transactionsOf(file, raw, { customer, time, amount });
  const calibration = calibrationEnd === undefined ? {} : { calibrationEnd };
  const result = await lifetimeValue(transactions, { ...options, period, basis: 'net', ...calibration });
  const { base, holdout } = result;
  return {
    ...figures(result),
    holdout,
    calibrationEnd: result.calibrationEnd,
    window: base.window,
    notes: [...notes, ...result.notes],
    period,
    relation: result.relation,
  };
}

async function fromSummary(engine: Engine, file: string, raw: Relation, flags: Flags, options: Options) {
  if (flags.calibrationEnd !== undefined) {
    throw new TillbookError('BAD_USAGE', '--calibration-end needs transactions', {
      hint: 'a summary has no dates: leave one of the two out',
    });
  }
  const summary = await summaryOf(file, raw);
  const { customers, meanOrderValue, customerIds } = summary;
  const values = customerValues(customers, meanOrderValue, 365.25 / periodDays[flags.period], options);
  const relation = await valuesRelation(engine, customerIds, customers, meanOrderValue, values, raw.provenance);
  const total = (column: Float64Array | null) => column?.reduce((sum, value) => sum + value, 0);
  const sums = { expectedOrders: total(values.expectedOrders)!, lifetimeValue: total(values.lifetimeValue) ?? null };
  return {
    ...figures({ ...values, ...sums }),
    holdout: null,
    notes: values.notes,
    period: flags.period,
    relation,
  };
}

type Figures = Pick<CustomerValues & LifetimeValue, 'fit' | 'spend' | 'horizon' | 'discount'> & {
  readonly expectedOrders: number;
  readonly lifetimeValue: number | null;
};

function figures({ fit, spend, horizon, discount, expectedOrders, lifetimeValue: worth }: Figures) {
  const { covariance: _, ...bought } = fit;
  const { covariance: __, ...spent } = spend ?? { covariance: null };
  return { ...bought, spend: spend && spent, horizon, discount, expectedOrders, lifetimeValue: worth };
}

function print(found: Record<string, unknown> & Omit<ReturnType<typeof figures>, 'spend'>): void {
  const { parameters, standardErrors, logLikelihood, customers, model, period, notes, holdout } = found;
  const table = new CliTable({ head: ['parameter', 'value', 'standard error'], style: { head: [], border: [] } });
  for (const [name, value] of Object.entries(parameters)) {
    table.push([name, value.toPrecision(5), standardErrors[name]!.toPrecision(3)]);
  }
  const lines = [
    `${model}, ${customers} customers, log-likelihood ${logLikelihood.toFixed(2)}`,
    table.toString(),
    `expected orders in ${found.horizon} ${period}s: ${found.expectedOrders.toFixed(1)}`,
    ...(found.lifetimeValue === null ? [] : [`lifetime value within them: ${found.lifetimeValue.toFixed(2)}`]),
    ...(holdout ? [`holdout: ${JSON.stringify(holdout)}`] : []),
    ...(notes as string[]).map((note) => `- ${note}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function number(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new TillbookError('BAD_PARAMETER', `${flag} is "${text}"`, { hint: 'a number is expected' });
}
