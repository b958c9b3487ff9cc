import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, run, withKernel } from './fixture.js';

test('a damaged code cache is passed over and written anew', async () => {
  await withKernel(async () => undefined);
  const folder = join(root, 'dist/runner/kernel/cache');
  const name = readdirSync(folder).find((file) => file.startsWith(process.version) && file.endsWith('.bin'))!;
  const file = join(folder, name);
  const whole = readFileSync(file);
  const damaged = Buffer.from(whole).fill(0, whole.length >> 1);
  writeFileSync(file, damaged);
  await withKernel(async (kernel) => {
    expect((await run(kernel, '1 + 1')).status).toBe('ok');
  });
  expect(readFileSync(file).equals(damaged)).toBe(false);
  expect(statSync(file).size).toBeGreaterThan(1_000_000);
});
