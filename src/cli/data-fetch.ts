import { relative } from 'node:path';
import { Command } from 'commander';
import { TillbookError } from '../base/errors.js';
import { count } from '../base/format.js';
import type { FetchedFile } from '../datasets/fetch/fetch-dataset.js';
import { publishers } from '../datasets/fetch/publishers.js';
import { projectFolders } from '../datasets/open-retail.js';
import { settings } from '../settings.js';
import { barFetchReporter, plainFetchReporter } from './fetch-reporters.js';
import { printJson } from './print-json.js';

interface Flags {
  readonly category?: string;
  readonly part?: string;
  readonly from?: string;
  readonly json?: boolean;
}

/** `tillbook data fetch`: a dataset as its publisher ships it, into the data folder. */
export function fetchCommand(): Command {
  return new Command('fetch')
    .description('fetch a dataset from its publisher or a mirror; goes on where an earlier fetch stopped')
    .argument('<name>', Object.keys(publishers).join(' | '))
    .option('--category <category>', 'amazon-reviews-2023: its category, such as Electronics')
    .option('--part <number>', 'amazon-reviews-2023: one Parquet part of the reviews, from 1, and all products')
    .option('--from <url|file>', 'a mirror: the file itself, or the folder of them all (an address that ends in /)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ tillbook data fetch online-retail-ii')
    .action(fetchIt);
}

async function fetchIt(dataset: string, { category, part, from, json }: Flags): Promise<void> {
  const { dataFolder, proxies, colour } = settings();
  const { stderr } = process;
  // Loaded on use: the client takes a sixth of a second, which the other commands of `data` need not wait.
  const { fetchDataset } = await import('../datasets/fetch/fetch-dataset.js');
  const fetched = await interruptible((signal) =>
    fetchDataset(
      { dataset, category, part: part === undefined ? undefined : whole(part), from },
      {
        folder: projectFolders({ dataDir: dataFolder ?? undefined }).dataDirs[0]!,
        proxies,
        signal,
        reporter: stderr.isTTY && colour ? barFetchReporter(stderr) : plainFetchReporter((text) => stderr.write(text)),
      },
    ),
  );
  if (json) printJson({ dataset, files: fetched });
  else process.stdout.write(`${fetched.map(line).join('\n')}\n${credit(fetched)}`);
}

function line({ file, bytes, sha256, checksumStatedBy }: FetchedFile): string {
  const by = checksumStatedBy === 'publisher' ? 'as the publisher states' : 'the publisher states none';
  return `${relative(process.cwd(), file)}  ${count(bytes)} bytes  SHA-256 ${sha256} (${by})`;
}

/** Licence and citation go with the files, on the screen too. */
function credit([first]: readonly FetchedFile[]): string {
  return first === undefined ? '' : `licence: ${first.licence}\ncite: ${first.citation}\n`;
}

function whole(text: string): number {
  if (/^[0-9]+$/.test(text)) return Number(text);
  throw new TillbookError('BAD_PARAMETER', `--part is "${text}"`, { hint: 'parts are counted from 1' });
}

/** The first Ctrl-C (or SIGTERM) ends the fetch in order; what has come is kept. */
async function interruptible<T>(use: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, stop);
  try {
    return await use(controller.signal);
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, stop);
  }
}
