import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shareProgress } from '../../src/cli/share-progress.js';
import { temporaryFolder } from '../runner/temporary.js';
import { runCli } from './run-cli.js';

test('data sample --shape reviews writes shards, the truth and a stamp', async () => {
  const out = join(temporaryFolder(), 'reviews');
  const { code, stdout, stderr } = await runCli([
    'data',
    'sample',
    '--shape',
    'reviews',
    '--rows',
    '2000',
    '--seed',
    '7',
    '--out',
    out,
    '--json',
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const made = JSON.parse(stdout);
  expect(made).toMatchObject({ shape: 'reviews', rows: 2000, seed: 7, products: 73 });
  expect([...made.files, made.truth].every((file: string) => existsSync(file))).toBe(true);
  expect(made.files).toContain(join(out, 'raw_review_Electronics', 'full-00000-of-00001.parquet'));
  const wrong = await runCli(['data', 'sample', '--shape', 'reviews', '--rows', '43886945', '--out', out]);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('rows is 43886945');
});

test('progress off a terminal is a plain line every ten seconds', () => {
  let time = 0;
  const written: string[] = [];
  const stream = { isTTY: false, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  const progress = shareProgress(stream, 'reviews', () => time);
  for (const [at, share] of [
    [0, 0],
    [9_000, 0.1],
    [11_000, 0.25],
    [12_000, 0.3],
    [25_000, 0.999],
  ] as const) {
    time = at;
    progress.tell(share);
  }
  progress.stop();
  expect(written).toEqual(['reviews: 25 %\n', 'reviews: 99 %\n']);
});
