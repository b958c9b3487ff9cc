import CliTable from 'cli-table3';
import { Command } from 'commander';
import { checkOwn } from '../datasets/own/check-own.js';
import { openEngine } from '../engine/open-engine.js';
import { printJson } from './print-json.js';
import { waterfallText } from './waterfall-text.js';

/** `tillbook data check`: what a file of one's own holds, and the command that would import it. */
export function checkCommand(): Command {
  return new Command('check')
    .description('look at files of your own: columns, problems, and the command that would import them')
    .argument('<FILE...>', 'paths or patterns such as "sales/*.csv"; told by content, not by name')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ tillbook data check sales.csv')
    .action(check);
}

async function check(files: readonly string[], { json }: { json?: boolean }): Promise<void> {
  const engine = await openEngine();
  try {
    const found = await checkOwn(engine, files);
    if (json) return printJson(found);
    const plain = { style: { head: [], border: [] } };
    const columns = new CliTable({
      head: ['column', 'taken for', 'type', 'empty', 'distinct', 'min', 'max', 'examples'],
      ...plain,
    });
    for (const { name, role, type, nulls, distinct, min, max, examples } of found.columns) {
      columns.push([
        name,
        role ?? '',
        type,
        nulls,
        distinct,
        short(min ?? ''),
        short(max ?? ''),
        short(examples.join(' | '), 40),
      ]);
    }
    const waterfall = new CliTable({ head: ['class', 'records', 'amount'], ...plain });
    for (const row of waterfallText(found.waterfall)) waterfall.push(row);
    const lines = [
      columns.toString(),
      ...(found.waterfall.length > 0 ? [waterfall.toString()] : []),
      ...found.notes.map((note) => `- ${note}`),
      ...found.examples.map(
        ({ file, line, column, reason }) =>
          `rejected: ${file}, line ${line}${column ? `, column "${column}"` : ''}: ${reason}`,
      ),
      ...found.problems.map((problem) => `problem: ${problem}`),
      '',
      'To import:',
      `  ${found.command}`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await engine.close();
  }
}

const short = (text: string, most = 20) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
