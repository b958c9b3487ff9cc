import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { notebookText, temporaryFile, temporaryFolder } from '../runner/temporary.js';
import { root, runCli } from './run-cli.js';

const fixture = (name: string): string => join(root, 'tests/notebooks', `${name}.ipynb`);

test.each([
  [['--help']],
  [['run', '--help']],
  [['params', '--help']],
  [['kernel', 'install', '--help']],
  [['data', 'list', '--help']],
])('%j shows an example and ends with 0', async (args) => {
  const { code, stdout, stderr } = await runCli(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/\n {2}\$ tillbook /);
});

test('the examples of run and params name a notebook that there is', async () => {
  for (const command of ['run', 'params']) {
    const { stdout } = await runCli([command, '--help']);
    const name = /\$ tillbook \w+ (\S+)/.exec(stdout)?.[1];
    expect(existsSync(join(root, 'notebooks', `${name}.ipynb`))).toBe(true);
  }
});

test.each<[string, string[], RegExp]>([
  ['no command', [], /Usage: tillbook/],
  ['an unknown command', ['rum'], /error: .*rum[\s\S]*run/],
  ['an unknown option', ['run', '--no-such'], /error: unknown option '--no-such'/],
  ['a timeout that is no number', ['run', '--timeout', 'soon'], /--timeout <seconds>.*number of seconds above 0/],
  ['an unknown notebook', ['run', '01-explore-retial'], /hint: did you mean 01-explore-retail\? notebooks\/ has/],
  [
    'a parameter without a value',
    ['run', fixture('well'), '--param', 'top'],
    /--param top has no name and value\nhint: /,
  ],
  [
    'an unknown parameter',
    ['run', fixture('well'), '--param', 'topp=1'],
    /hint: did you mean top\? it has top, mode, note, loud/,
  ],
  [
    'a parameter of another type',
    ['run', fixture('well'), '--param', 'mode=none'],
    /mode is "fast" \| "slow", not "none"/,
  ],
  ['a parameter file that is missing', ['run', fixture('well'), '--params', 'none.json'], /none\.json, cannot be read/],
  ['a kernel command that is none', ['kernel', 'instal'], /error: .*instal/],
])('%s ends with 2 and a message, and writes nothing', async (_, args, message) => {
  const out = join(temporaryFolder(), 'reports');
  const { code, stdout, stderr } = await runCli(args[0] === 'run' ? [...args, '--out', out] : args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n {4}at /);
  expect(existsSync(out)).toBe(false);
});

test('a notebook that is not JSON is named with line and column', async () => {
  const path = temporaryFile('broken.ipynb', '{\n  "cells": [\n    oops\n');
  const out = join(temporaryFolder(), 'reports');
  const { code, stderr } = await runCli(['run', path, fixture('well'), '--out', out]);
  expect(code).toBe(2);
  expect(stderr).toContain(`error: ${path} is not JSON (line 3, column 5)\nhint: `);
  expect(existsSync(out)).toBe(false);
});

test('with --json a refused run still prints one document', async () => {
  const path = temporaryFile('broken.ipynb', '{');
  const refused = await runCli(['run', path, '--json']);
  expect(JSON.parse(refused.stdout)).toEqual({
    notebooks: [
      {
        name: 'broken',
        status: 'failed',
        exitCode: 2,
        seconds: 0,
        cell: null,
        message: expect.stringContaining('is not JSON'),
        cached: false,
      },
    ],
  });
  const wrong = await runCli(['run', fixture('well'), '--json', '--out', join(path, 'below-a-file')]);
  expect(wrong.code).toBe(2);
  expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'CANNOT_WRITE', hint: expect.any(String) } });
  const usage = await runCli(['run', '--json', '--no-such']);
  expect(JSON.parse(usage.stdout)).toEqual({
    error: { code: 'BAD_USAGE', message: "unknown option '--no-such'", hint: null },
  });
});

test('TILLBOOK_DEBUG=1 adds the stack', async () => {
  const { stderr } = await runCli(['params', 'none'], { env: { TILLBOOK_DEBUG: '1' } });
  expect(stderr).toMatch(/\n {4}at /);
});

test('params lists name, type, default and meaning, as a table and as JSON', async () => {
  const table = await runCli(['params', fixture('well')]);
  expect(table).toMatchObject({ code: 0, stderr: '' });
  expect(table.stdout).toMatch(/mode +│ "fast" \| "slow" +│ "fast" +│ how/);
  const json = await runCli(['params', fixture('well'), '--json']);
  expect(JSON.parse(json.stdout).parameters).toEqual([
    { name: 'top', type: 'number', default: 3, meaning: 'how many' },
    { name: 'mode', type: '"fast" | "slow"', default: 'fast', meaning: 'how' },
    { name: 'note', type: 'string | null', default: null, meaning: 'what to add' },
    { name: 'loud', type: 'boolean', default: false, meaning: '' },
  ]);
});

test('a name means a notebook in notebooks/, with or without .ipynb', async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'notebooks'));
  writeFileSync(
    join(cwd, 'notebooks/a.ipynb'),
    notebookText([{ source: 'const x: number = 1', tags: ['parameters'] }]),
  );
  for (const name of ['a', 'a.ipynb', 'notebooks/a.ipynb']) {
    expect(JSON.parse((await runCli(['params', name, '--json'], { cwd })).stdout).parameters).toHaveLength(1);
  }
  expect((await runCli(['run'], { cwd: temporaryFolder() })).stderr).toContain('there is none in notebooks/');
});

test('kernel install and uninstall write into the prefix, or where JUPYTER_DATA_DIR says', async () => {
  const folder = temporaryFolder();
  const env = { JUPYTER_DATA_DIR: join(folder, 'user') };
  expect((await runCli(['kernel', 'install', '--prefix', join(folder, 'venv')], { env })).code).toBe(0);
  expect((await runCli(['kernel', 'install'], { env })).code).toBe(0);
  const places = [join(folder, 'venv/share/jupyter/kernels'), join(folder, 'user/kernels')];
  for (const place of places) expect(readdirSync(join(place, 'tillbook'))).toContain('kernel.json');
  expect((await runCli(['kernel', 'uninstall', '--prefix', join(folder, 'venv')], { env })).code).toBe(0);
  expect((await runCli(['kernel', 'uninstall'], { env })).code).toBe(0);
  for (const place of places) expect(readdirSync(place)).toEqual([]);
});
