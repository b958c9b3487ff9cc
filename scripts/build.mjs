// Compiles src and scripts into dist and stamps dist with the hash of the source it came from. `--watch` rebuilds on change.
// Plain JavaScript, because it runs before anything is compiled.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourceHash } from './source-hash.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const watch = process.argv.includes('--watch');

function stamp(hash) {
  const file = join(root, 'dist', 'build-info.json');
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify({ sourceHash: hash })}\n`);
  renameSync(`${file}.${process.pid}`, file);
}

if (watch) {
  const compiler = spawn(process.execPath, [tsc, '-b', 'scripts', '--watch', '--preserveWatchOutput'], {
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  compiler.stdout.on('data', (text) => {
    process.stdout.write(text);
    if (/Watching for file changes/.test(text)) stamp(sourceHash(root));
  });
  compiler.on('exit', (code) => process.exit(code ?? 1));
} else {
  // Taken before, so that a change while the compiler runs shows as stale.
  const hash = sourceHash(root);
  const { status } = spawnSync(process.execPath, [tsc, '-b', 'scripts'], { stdio: 'inherit' });
  // 2: types are wrong somewhere, but everything was written.
  if (status === 0 || status === 2) stamp(hash);
  process.exit(status ?? 1);
}
