import { Command } from 'commander';
import { installKernel, uninstallKernel } from '../runner/kernel/kernelspec.js';
import { settings } from '../settings.js';

/** `tillbook kernel`: makes Jupyter offer the project's kernel. */
export function kernelCommand(): Command {
  const prefix = ['--prefix <dir>', 'an environment to install into, such as .venv (default: for this user)'] as const;
  const install = new Command('install')
    .description('install the kernel "tillbook"')
    .option(...prefix)
    .addHelpText('after', '\nExample:\n  $ tillbook kernel install --prefix .venv')
    .action(async (place: { prefix?: string }) => done('installed', await installKernel(folders(place))));
  const uninstall = new Command('uninstall')
    .description('remove the kernel "tillbook"')
    .option(...prefix)
    .addHelpText('after', '\nExample:\n  $ tillbook kernel uninstall --prefix .venv')
    .action(async (place: { prefix?: string }) => done('removed', await uninstallKernel(folders(place))));
  return new Command('kernel')
    .addCommand(install)
    .addCommand(uninstall)
    .helpCommand(false)
    .addHelpText('after', '\nExample:\n  $ tillbook kernel install');
}

function folders({ prefix }: { prefix?: string }): { prefix?: string; dataDir: string } {
  const dataDir = settings().jupyterDataFolder;
  return prefix === undefined ? { dataDir } : { prefix, dataDir };
}

function done(what: string, folder: string): void {
  process.stderr.write(`${what}: ${folder}\n`);
}
