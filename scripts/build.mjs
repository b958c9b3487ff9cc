// Compiles src and scripts into dist and stamps dist with the hash of the source it came from. `--watch` rebuilds on change.
// Plain JavaScript, because it runs before anything is compiled.
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const watch = process.argv.includes('--watch');
if (watch) {
  spawn(process.execPath, [tsc, '-b', 'scripts', '--watch', '--preserveWatchOutput'], { stdio: 'inherit' });
} else {
  const { status } = spawnSync(process.execPath, [tsc, '-b', 'scripts'], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
