import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from '../helpers/repository.js';

// Here rather than before the tests, so that the closing line counts them and is there whatever they find.
test.each([
  ['lint and format', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  ['types of src, scripts and tests', ['node_modules/typescript/bin/tsc', '-b']],
])('%s', { timeout: 180_000 }, (_, args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect(status, `${stdout}${stderr}`).toBe(0);
});
