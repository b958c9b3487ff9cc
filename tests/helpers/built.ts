import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Vitest's global setup: kernels, workers and cells run the compiled output, so it must be that of this source. */
export default function built(): void {
  const root = resolve(import.meta.dirname, '../..');
  const { status, stdout } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) console.warn(`the build has errors; tests that run dist may see old code\n${stdout}`);
}
