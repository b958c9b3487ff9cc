import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { applyRfm, readRfmModel } from '../analyses/rfm/rfm-model.js';
import { segments } from '../analyses/segments/segments.js';
import { TillbookError } from '../base/errors.js';
import { openEngine } from '../engine/open-engine.js';
import { type TransactionColumns, transactionsOf } from './clv-input.js';
import { printJson } from './print-json.js';
import { parsed } from './rfm.js';
import { rfmDocument, rfmText } from './rfm-document.js';
import { outFormat, writeRelation } from './write-relation.js';

interface Flags {
  readonly model: string;
  readonly asOf?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** What scores a file by a model, by the model's kind. */
const scorers: Readonly<Record<string, (file: string, model: object, flags: Flags) => Promise<void>>> = {
  rfm: scoreRfm,
};

/** `tillbook score`: customers to come, by a model that was saved. */
export function scoreCommand(): Command {
  return new Command('score')
    .argument('<FILE>', 'with the columns that the model was made from; CSV, JSON lines or Parquet')
    .requiredOption('--model <file>', 'what tillbook rfm --save left')
    .option('--as-of <date>', 'the day that recency counts to (default: the day after the last order)')
    .option('--out <file>', 'one row a customer, .csv or .parquet')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ tillbook score orders.csv --model model.json --out scored.csv')
    .action(score);
}

async function score(file: string, flags: Flags): Promise<void> {
  if (flags.out !== undefined) outFormat(flags.out);
  const text = await readFile(flags.model, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new TillbookError('DATA_MISSING', `cannot open ${flags.model}: ${cause.message}`, {
      hint: 'make a model with tillbook rfm … --save MODEL',
      cause,
    });
  });
  const model = parsed(flags.model, text);
  const { kind } = model as { kind?: unknown };
  const scorer = typeof kind === 'string' && Object.hasOwn(scorers, kind) ? scorers[kind] : undefined;
  if (scorer === undefined) {
    throw new TillbookError('BAD_INPUT', `${flags.model} is a model of the kind ${JSON.stringify(kind) ?? 'none'}`, {
      hint: `known: ${Object.keys(scorers).join(', ')}`,
    });
  }
  await scorer(file, model, flags);
}

async function scoreRfm(file: string, given: object, flags: Flags): Promise<void> {
  const model = readRfmModel(given);
  const columns = (given as { columns?: Partial<TransactionColumns> }).columns ?? {};
  const { customer = 'customer_id', time = 'ordered_at', amount = 'amount', order } = columns;
  const engine = await openEngine();
  try {
    const raw = await engine.scan(file, { allText: true });
    const { transactions, notes } = await transactionsOf(file, raw, { customer, time, amount, order });
    const scored = await applyRfm(transactions, model, flags.asOf === undefined ? {} : { analysisDate: flags.asOf });
    const named = model.map === null ? null : await segments(scored, model.map);
    if (flags.out !== undefined) await writeRelation((named ?? scored).relation, flags.out);
    const document = {
      kind: model.kind,
      ...rfmDocument(scored, named, [...notes, ...scored.notes, ...(named?.notes ?? [])]),
      drift: scored.drift,
      fitted: { customers: model.customers, analysisDate: model.analysisDate },
      out: flags.out ?? null,
    };
    if (flags.json) printJson(document);
    else process.stdout.write(`${rfmText(document)}\n`);
  } finally {
    await engine.close();
  }
}
