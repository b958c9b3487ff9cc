import { relative, resolve } from 'node:path';
import CliTable from 'cli-table3';
import { Command } from 'commander';
import { TillbookError } from '../base/errors.js';
import { listDatasets } from '../datasets/list-datasets.js';
import { projectFolders } from '../datasets/open-retail.js';
import { defaultSample, ensureSample } from '../datasets/sample/ensure-sample.js';
import { settings } from '../settings.js';
import { checkCommand } from './data-check.js';
import { fetchCommand } from './data-fetch.js';
import { importCommand } from './data-import.js';
import { printJson } from './print-json.js';
import { sampleReviews } from './sample-reviews.js';

/** `tillbook data`: what data there are, and the synthetic sample. */
export function dataCommand(): Command {
  const data = new Command('data').description('the datasets that reports are made from');

  data
    .command('list')
    .description('list the known datasets, whether they are here, and their licence')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ tillbook data list')
    .action(async ({ json }: { json?: boolean }) => list(json === true));

  data
    .command('sample')
    .description('make a synthetic sample: its files, the truth about its customers, and a stamp')
    .option('--shape <shape>', 'retail or reviews', 'retail')
    .option('--rows <number>', 'lines of all files together; of reviews up to 43886944', String(defaultSample.rows))
    .option('--seed <number>', 'the same seed makes the same sample', String(defaultSample.seed))
    .option('--out <dir>', 'where to write it (default: data/sample or data/reviews-sample of the project)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ tillbook data sample --shape retail --rows 5000 --seed 7 --out my-sample')
    .action(sample);
  data.addCommand(checkCommand());
  data.addCommand(importCommand());

  data.addCommand(fetchCommand());
  return data;
}

const dataFolders = () => projectFolders({ dataDir: settings().dataFolder ?? undefined });

async function list(json: boolean): Promise<void> {
  const datasets = await listDatasets(dataFolders());
  if (json) return printJson(datasets);
  const table = new CliTable({
    head: ['name', 'here', 'lines', 'licence', 'title', 'where'],
    style: { head: [], border: [] },
  });
  for (const { name, present, rows, licence, title, files } of datasets) {
    const where = files.map((file) => relative(process.cwd(), file)).join('\n');
    table.push([name, present ? 'yes' : 'no', rows?.toLocaleString('en-GB') ?? '', licence, title, where]);
  }
  print(table.toString());
}

interface SampleFlags {
  readonly shape: string;
  readonly rows: string;
  readonly seed: string;
  readonly out?: string;
  readonly json?: boolean;
}

async function sample({ shape, rows, seed, out, json }: SampleFlags): Promise<void> {
  if (shape !== 'retail' && shape !== 'reviews') {
    throw new TillbookError('BAD_PARAMETER', `no sample of the shape "${shape}"`, {
      hint: 'the shapes are retail and reviews',
    });
  }
  const wanted = { rows: whole('--rows', rows), seed: whole('--seed', seed) };
  if (shape === 'reviews') {
    return sampleReviews(wanted, { out, json: json === true, retailSample: dataFolders().sampleDir });
  }
  const { files, truth, stamp } = await ensureSample(
    out === undefined ? dataFolders().sampleDir : resolve(out),
    wanted,
  );
  const { version, planted } = stamp;
  if (json) printJson({ shape, ...wanted, version, files, truth, planted });
  else print([...files, truth].join('\n'));
}

function whole(flag: string, text: string): number {
  if (/^[0-9]+$/.test(text)) return Number(text);
  throw new TillbookError('BAD_PARAMETER', `${flag} is "${text}"`, { hint: 'a whole number is expected' });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
