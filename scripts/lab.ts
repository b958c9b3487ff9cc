// `npm run lab [-- ARGUMENT…]`: JupyterLab with the project's own kernel installed, in the project, and chosen.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { installKernel } from '#src/runner/kernel/kernelspec.js';
import { findLab, labCommand, missingLab } from './lab/command.js';

const root = resolve(import.meta.dirname, '../..');
const program = findLab(root, process.env);
if (program === undefined) {
  console.error(missingLab);
  process.exit(2);
}
const prefix = join(root, '.cache/jupyter');
await installKernel({ prefix });
const jupyterPath = join(prefix, 'share/jupyter');
const { args, env } = labCommand({ program, root, jupyterPath, env: process.env, extra: process.argv.slice(2) });
const lab = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => lab.kill(signal));
lab.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
