import Table from 'cli-table3';
import { Command } from 'commander';
import { literal, typeText } from '../runner/literal.js';
import { listParameters } from '../runner/parameters.js';
import { readNotebook } from '../runner/read-notebook.js';
import { notebookPaths } from './notebook-paths.js';
import { printJson } from './print-json.js';

/** `tillbook params`: what a notebook lets a run set. */
export function paramsCommand(): Command {
  return new Command('params')
    .argument('<NOTEBOOK>', 'a path, or a name in notebooks/')
    .option('--json', 'print {"notebook", "parameters": [{"name", "type", "default", "meaning"}]}', false)
    .addHelpText('after', '\nExample:\n  $ tillbook params 01-explore-retail')
    .action(params);
}

async function params(name: string, { json }: { json: boolean }): Promise<void> {
  const [path = name] = notebookPaths([name]);
  const parameters = listParameters(await readNotebook(path), path);
  if (json) {
    printJson({ notebook: path, parameters: parameters.map((one) => ({ ...one, type: typeText(one.type) })) });
    return;
  }
  if (parameters.length === 0) {
    process.stderr.write(`${path} has no parameters: no code cell is tagged "parameters"\n`);
    return;
  }
  const table = new Table({ head: ['name', 'type', 'default', 'meaning'], style: { head: [], border: [] } });
  for (const one of parameters) table.push([one.name, typeText(one.type), literal(one.default), one.meaning]);
  process.stdout.write(`${table}\n`);
}
