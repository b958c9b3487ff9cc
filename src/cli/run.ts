import { basename, join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { exitCodes } from '../base/errors.js';
import { planSuite, type SuitePlan } from '../runner/plan-suite.js';
import type { RunRecord } from '../runner/record.js';
import { mostSevere, runSuite } from '../runner/run-suite.js';
import { settings } from '../settings.js';
import { barReporter } from './bar-reporter.js';
import { notebookPaths } from './notebook-paths.js';
import { readOverrides } from './overrides.js';
import { plainReporter } from './plain-reporter.js';
import { printError } from './print-error.js';
import { printJson } from './print-json.js';
import { interruptible } from './run-signals.js';

interface Options {
  readonly out: string;
  readonly param: readonly string[];
  readonly params?: string;
  readonly dataset?: string;
  readonly timeout: number;
  readonly totalTimeout?: number;
  readonly keepGoing: boolean;
  readonly allowErrors: boolean;
  readonly code: boolean;
  readonly json: boolean;
}

/** `tillbook run`: notebooks in, executed notebooks and reports out. */
export function runCommand(): Command {
  return new Command('run')
    .argument('[NOTEBOOK...]', 'paths, or names in notebooks/ (default: all of notebooks/)')
    .option('--out <dir>', 'where the reports go', 'reports')
    .option('--param <name=value>', 'set a parameter; may be given again', collect, [])
    .option('--params <file>', 'set parameters from a JSON file, {"name": value}')
    .option('--dataset <name>', 'set the parameter "dataset" of every notebook that has it')
    .option('--timeout <seconds>', 'how long one cell may take', seconds, 600)
    .option('--total-timeout <seconds>', 'how long all notebooks together may take', seconds)
    .option('--keep-going', 'run the others even if a notebook cannot be read or refuses a parameter', false)
    .option('--allow-errors', 'go on behind a failing cell; the exit code still tells', false)
    .option('--no-code', 'leave the code out of the reports')
    .option('--json', 'print one JSON document with what came of each notebook', false)
    .addHelpText('after', help)
    .action(run);
}

const help = `
A notebook that fails does not stop the next one. Everything is checked before the first kernel starts: if a notebook
cannot be read, or refuses a parameter, nothing runs (--keep-going: the others do).

Exit codes: 0 all well, 1 a cell failed, 2 usage or parameter, 3 data, 4 timeout, 5 kernel died, 7 engine or service not
reachable, 8 budget, 130 interrupted; of several the most severe, in the order 5, 4, 8, 7, 3, 2, 1.

Example:
  $ tillbook run 01-explore-retail --dataset sample --out reports`;

async function run(names: readonly string[], options: Options): Promise<void> {
  const { colour, debug, kernelEnvironment } = settings();
  const { out, json } = options;
  const overrides = readOverrides(options);
  const required = new Set([...overrides.keys()].filter((name) => name !== 'dataset'));
  const plan = await planSuite(notebookPaths(names), out, overrides, required);
  for (const { error } of plan.refused) printError(error, debug);
  if (plan.plans.length === 0 || (plan.refused.length > 0 && !options.keepGoing)) {
    if (json) printJson({ notebooks: refusals(plan) });
    process.exitCode = mostSevere(plan.refused.map(({ error }) => exitCodes[error.code]));
    return;
  }
  const { stderr } = process;
  const reporter = stderr.isTTY ? barReporter(stderr, colour) : plainReporter((text) => stderr.write(text));
  for (const note of plan.notes) reporter.note(note);
  const { records, exitCode } = await interruptible((signal) =>
    runSuite(plan, {
      outDir: out,
      timeout: options.timeout * 1000,
      totalTimeout: options.totalTimeout === undefined ? null : options.totalTimeout * 1000,
      allowErrors: options.allowErrors,
      code: options.code,
      environment: kernelEnvironment,
      reporter,
      signal,
    }),
  );
  const well = records.filter((record) => record.status === 'ok').length;
  const asked = plan.plans.length + plan.refused.length;
  stderr.write(`${well} of ${asked} notebooks ok: ${join(out, 'index.html')}\n`);
  if (json) printJson({ notebooks: [...records.map(outcome), ...refusals(plan), ...notBegun(plan, records)] });
  process.exitCode = exitCode;
}

interface Outcome {
  readonly name: string;
  readonly status: RunRecord['status'];
  readonly exitCode: number;
  readonly seconds: number;
  /** The number of the failing cell. */
  readonly cell: number | null;
  readonly message: string | null;
  readonly cached: boolean;
}

function outcome({ name, status, exitCode, seconds, failure }: RunRecord): Outcome {
  const cell = failure?.cell?.number ?? null;
  return { name, status, exitCode, seconds, cell, message: failure?.message ?? null, cached: false };
}

const nothingRan = { seconds: 0, cell: null, cached: false } as const;

function refusals({ refused }: SuitePlan): Outcome[] {
  return refused.map(({ path, error }) => ({
    name: basename(path, '.ipynb'),
    status: 'failed',
    exitCode: exitCodes[error.code],
    message: error.message,
    ...nothingRan,
  }));
}

function notBegun({ plans }: SuitePlan, records: readonly RunRecord[]): Outcome[] {
  return plans.slice(records.length).map(({ name }) => ({
    name,
    status: 'interrupted',
    exitCode: exitCodes.INTERRUPTED,
    message: 'not begun',
    ...nothingRan,
  }));
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('It is a number of seconds above 0.');
  }
  return value;
}
