import { type Command, CommanderError, Command as Program } from 'commander';
import { exitCode } from '../base/errors.js';
import { ownVersion } from '../runner/versions.js';
import { settings } from '../settings.js';
import { printError } from './print-error.js';
import { hasPrintedJson, printJson } from './print-json.js';

interface Entry {
  readonly summary: string;
  /** Loaded on use, so that `--help` is quick. */
  readonly load: () => Promise<Command>;
}

const commands: Readonly<Record<string, Entry>> = {
  run: {
    summary: 'run notebooks and write their reports',
    load: async () => (await import('./run.js')).runCommand(),
  },
  params: {
    summary: 'list the parameters of a notebook',
    load: async () => (await import('./params.js')).paramsCommand(),
  },
  kernel: {
    summary: 'install the kernel for Jupyter, or remove it',
    load: async () => (await import('./kernel.js')).kernelCommand(),
  },
  clv: {
    summary: 'lifetime value: who is still a customer, and what they are worth',
    load: async () => (await import('./clv.js')).clvCommand(),
  },
  data: {
    summary: 'list datasets, make sample data',
    load: async () => (await import('./data.js')).dataCommand(),
  },
};

/**
 * The command line: arguments in, exit code out. Results go to standard output, everything else to standard error; with
 * `--json` standard output gets exactly one document, also when the command fails.
 */
export async function cli(args: readonly string[]): Promise<number> {
  surviveClosedPipes();
  try {
    const program = await programFor(args);
    if (args.length === 0) {
      program.outputHelp({ error: true });
      return 2;
    }
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const isUsage = error instanceof CommanderError;
    if (args.includes('--json') && !hasPrintedJson()) {
      const { code, message, hint = null } = error as { code: string; message: string; hint?: string | null };
      printJson({ error: { code: isUsage ? 'BAD_USAGE' : code, message: message.replace(/^error: /, ''), hint } });
    }
    // Commander has printed its own.
    if (!isUsage) printError(error, settings().debug);
    return isUsage ? 2 : exitCode(error);
  }
}

async function programFor([name]: readonly string[]): Promise<Command> {
  const program = new Program('tillbook')
    .description('Turns transactions into customer insight: notebooks in, offline reports out.')
    .version(ownVersion())
    .helpCommand(false)
    .addHelpText('after', '\nExample:\n  $ tillbook run --out reports');
  for (const [key, { summary, load }] of Object.entries(commands)) {
    const command = key === name ? await load() : new Program(key);
    if (command.description() === '') command.description(summary);
    program.addCommand(command);
  }
  throwInsteadOfExit(program);
  return program;
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride().showHelpAfterError(`hint: ${pathOf(command)} --help`);
  for (const child of command.commands) throwInsteadOfExit(child);
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

/** A reader such as `head` that leaves early is no error, and does not end a run. */
function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
