import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../helpers/repository.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tillbook-cli-data-'));
  await writeFile(path.join(folder, 'package.json'), '{}');
});
afterEach(() => rm(folder, { recursive: true }));

function data(...args: string[]) {
  const { TILLBOOK_DATA: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'dist/cli/main.js'), 'data', ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env,
    },
  );
  return { status, stdout, stderr };
}

test('data sample writes two files and the truth, and data list finds them', async () => {
  const args = ['--shape', 'retail', '--rows', '1500', '--seed', '7'];
  const { status, stdout } = data('sample', ...args, '--json');
  expect(status).toBe(0);
  const made = JSON.parse(stdout);
  expect(made).toMatchObject({ shape: 'retail', rows: 1500, seed: 7, version: 1 });
  expect([...made.files, made.truth].every((file: string) => existsSync(file))).toBe(true);
  expect((await readdir(path.join(folder, 'data/sample'))).length).toBe(4);

  const listed = JSON.parse(data('list', '--json').stdout);
  expect(listed).toMatchObject([
    { name: 'online-retail-ii', present: false, licence: 'CC BY 4.0', synthetic: false },
    { name: 'sample', present: true, rows: 1500, synthetic: true, files: made.files },
  ]);
  const table = data('list').stdout;
  expect(table).toContain('online-retail-ii');
  expect(table).toContain(path.join('data', 'sample', 'retail-sample-2009-2010.parquet'));
  expect(table.includes('\u001b')).toBe(false);
});

test('data sample --out names a folder from where one stands', () => {
  const { status, stdout } = data('sample', '--rows', '1000', '--out', 'here');
  expect(status).toBe(0);
  expect(
    stdout
      .trim()
      .split('\n')
      .map((file) => path.relative(path.join(folder, 'here'), file)),
  ).toEqual(['retail-sample-2009-2010.parquet', 'retail-sample-2010-2011.parquet', 'truth.parquet']);
});

test.each([
  [['sample', '--rows', '10'], 'rows is 10'],
  [['sample', '--rows', '1e3'], '--rows is "1e3"'],
  [['sample', '--seed', '-1'], '--seed is "-1"'],
  [['sample', '--shape', 'cube'], 'no sample of the shape "cube"'],
])('data %j ends with 2 and leaves nothing', async (args, message) => {
  const { status, stdout, stderr } = data(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(await readdir(folder)).toEqual(['package.json']);
});

test('an output folder that cannot be made ends with 2 and names it', async () => {
  await writeFile(path.join(folder, 'file'), 'x');
  const { status, stderr } = data('sample', '--rows', '1000', '--out', 'file/sample');
  expect(status).toBe(2);
  expect(stderr).toContain(path.join(folder, 'file', 'sample'));
});

test('every command has help with an example', () => {
  for (const name of ['list', 'sample']) expect(data(name, '--help').stdout).toMatch(/Example:\n {2}\$ tillbook data/);
});
