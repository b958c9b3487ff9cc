import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import writeFileAtomic from 'write-file-atomic';
import { type Rfm, rfm } from '../analyses/rfm/rfm.js';
import { rfmModel } from '../analyses/rfm/rfm-model.js';
import { type Scoring, type ScoringOptions, scoringPlan } from '../analyses/rfm/scoring.js';
import { type SegmentMapName, segmentMaps } from '../analyses/segments/maps.js';
import { readSegmentMap } from '../analyses/segments/read-segment-map.js';
import type { SegmentMap } from '../analyses/segments/segment-map.js';
import { segments } from '../analyses/segments/segments.js';
import { TillbookError } from '../base/errors.js';
import { openEngine } from '../engine/open-engine.js';
import { transactionsOf } from './clv-input.js';
import { printJson } from './print-json.js';
import { rfmDocument, rfmText } from './rfm-document.js';
import { outFormat, writeRelation } from './write-relation.js';

interface Flags {
  readonly customer: string;
  readonly time: string;
  readonly amount: string;
  readonly order?: string;
  readonly asOf?: string;
  readonly bins: string;
  readonly scoring: Scoring;
  readonly weights?: string;
  readonly cutRecency?: string;
  readonly cutFrequency?: string;
  readonly cutMonetary?: string;
  readonly segments?: string;
  readonly out?: string;
  readonly save?: string;
  readonly json?: boolean;
}

/** `tillbook rfm`: recency, frequency and monetary value of every customer, their scores and segments. */
export function rfmCommand(): Command {
  return new Command('rfm')
    .argument('<FILE>', 'transactions, one row an order or one row a line; CSV, JSON lines or Parquet')
    .requiredOption('--customer <column>', 'who bought')
    .requiredOption('--time <column>', 'when: a date or a time')
    .requiredOption('--amount <column>', 'what it came to; below zero is taken off')
    .option('--order <column>', 'which rows are one order (default: each row is one)')
    .option('--as-of <date>', 'the day that recency counts to (default: the day after the last order)')
    .option('--bins <number>', 'how many scores, 2 to 10', '5')
    .option('--scoring <name>', 'edges (ties together), ntile (bins of equal size) or cutpoints', 'edges')
    .option('--weights <r,f,m>', 'of the three scores in the combined one (default: 1,1,1)')
    .option('--cut-recency <days,…>', 'with --scoring cutpoints: the highest value of each bin but the last')
    .option('--cut-frequency <orders,…>', 'likewise')
    .option('--cut-monetary <amounts,…>', 'likewise')
    .option('--segments <map>', 'tillbook, published, rfm, or a JSON file (default: tillbook)')
    .option('--out <file>', 'one row a customer, .csv or .parquet')
    .option('--save <model>', 'keep edges and segments as JSON, for tillbook score')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ tillbook rfm orders.csv --customer customer_id --time ordered_at --amount amount --save model.json',
    )
    .action(run);
}

async function run(file: string, flags: Flags): Promise<void> {
  if (flags.out !== undefined) outFormat(flags.out);
  const scoring = scoringOptions(flags);
  const map = flags.segments === undefined ? null : await segmentMap(flags.segments);
  const engine = await openEngine();
  try {
    const raw = await engine.scan(file, { allText: true });
    const { transactions, notes } = await transactionsOf(file, raw, flags);
    const scored = await rfm(transactions, {
      ...scoring,
      basis: 'net',
      ...(flags.asOf !== undefined && { analysisDate: flags.asOf }),
    });
    const fits = map !== null || scored.bins === segmentMaps.tillbook.bins;
    const named = fits ? await segments(scored, map ?? segmentMaps.tillbook) : null;
    const { customer, time, amount, order } = flags;
    if (flags.save !== undefined) {
      await save(flags.save, { ...rfmModel(scored, named?.map ?? null), columns: { customer, time, amount, order } });
    }
    if (flags.out !== undefined) await writeRelation((named ?? scored).relation, flags.out);
    const document = {
      ...rfmDocument(scored, named, [...notes, ...allNotes(scored, named?.notes)]),
      out: flags.out ?? null,
      model: flags.save ?? null,
    };
    if (flags.json) printJson(document);
    else process.stdout.write(`${rfmText(document)}\n`);
  } finally {
    await engine.close();
  }
}

function allNotes({ notes, bins }: Rfm, mapNotes: readonly string[] | undefined): readonly string[] {
  return [...notes, ...(mapNotes ?? [`No segments: no map is for ${bins} bins; give one with --segments FILE.`])];
}

/** @throws TillbookError BAD_PARAMETER for a flag that does not read. */
function scoringOptions(flags: Flags): ScoringOptions {
  const cuts = Object.entries({
    recency: flags.cutRecency,
    frequency: flags.cutFrequency,
    monetary: flags.cutMonetary,
  }).flatMap(([feature, text]) => (text === undefined ? [] : [[feature, numbers(`--cut-${feature}`, text)] as const]));
  const weights = flags.weights === undefined ? undefined : numbers('--weights', flags.weights);
  if (weights !== undefined && weights.length !== 3) {
    throw new TillbookError('BAD_PARAMETER', `--weights is "${flags.weights}"`, { hint: 'three numbers: 1,1,1' });
  }
  const [bins] = numbers('--bins', flags.bins);
  const [recency, frequency, monetary] = weights ?? [];
  const options: ScoringOptions = {
    scoring: flags.scoring,
    bins: bins!,
    ...(cuts.length > 0 && { cutpoints: Object.fromEntries(cuts) }),
    ...(weights && { weights: { recency: recency!, frequency: frequency!, monetary: monetary! } }),
  };
  scoringPlan(options);
  return options;
}

function numbers(flag: string, text: string): number[] {
  const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (values.every((value) => Number.isFinite(value))) return values;
  throw new TillbookError('BAD_PARAMETER', `${flag} is "${text}"`, { hint: 'numbers are expected, as 1,2,4' });
}

async function segmentMap(named: string): Promise<SegmentMap> {
  if (Object.hasOwn(segmentMaps, named)) return segmentMaps[named as SegmentMapName];
  let text: string;
  try {
    text = await readFile(named, 'utf8');
  } catch (cause) {
    throw new TillbookError('BAD_PARAMETER', `--segments is "${named}", which is neither a map nor a file`, {
      hint: `${Object.keys(segmentMaps).join(', ')}, or a JSON file`,
      cause,
    });
  }
  return readSegmentMap(parsed(named, text));
}

/** @throws TillbookError BAD_INPUT for what is no JSON object. */
export function parsed(file: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    throw new TillbookError('BAD_INPUT', `${file} is no JSON: ${(cause as Error).message}`, { cause });
  }
  throw new TillbookError('BAD_INPUT', `${file} holds no JSON object`);
}

async function save(file: string, model: object): Promise<void> {
  try {
    await writeFileAtomic(file, `${JSON.stringify(model, null, 2)}\n`);
  } catch (cause) {
    throw new TillbookError('CANNOT_WRITE', `${file} cannot be written: ${(cause as Error).message}`, {
      hint: 'check that the folder is there and may be written to',
      cause,
    });
  }
}
