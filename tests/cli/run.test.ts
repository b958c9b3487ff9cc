import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fixture, kernels } from '../runner/suite.js';
import { temporaryFile, temporaryFolder } from '../runner/temporary.js';
import { root, runCli, startCli } from './run-cli.js';

async function firstKernel(parent: number): Promise<number[]> {
  for (;;) {
    const found = kernels(parent);
    if (found.length > 0) return found;
    await sleep(50);
  }
}

async function gone(pids: readonly number[]): Promise<void> {
  for (let i = 0; i < 100 && pids.some(alive); i++) await sleep(100);
  expect(pids.filter(alive)).toEqual([]);
}

function alive(pid: number): boolean {
  return /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim());
}

test('--json prints one document and nothing else on standard output, with what came of each notebook', async () => {
  const out = temporaryFolder();
  const params = temporaryFile('p.json', '{"top": 4, "note": "x"}');
  const args = [
    'run',
    fixture('well'),
    fixture('throws'),
    '--out',
    out,
    '--params',
    params,
    '--param',
    'top=5',
    '--json',
  ];
  const { code, stdout, stderr } = await runCli([...args, '--dataset', 'sample', '--no-code']);
  expect(code).toBe(1);
  const done = { seconds: expect.any(Number), cached: false };
  expect(JSON.parse(stdout)).toEqual({
    notebooks: [
      { name: 'well', status: 'ok', exitCode: 0, cell: null, message: null, ...done },
      { name: 'throws', status: 'failed', exitCode: 1, cell: 2, message: 'RangeError: the till is empty', ...done },
    ],
  });
  expect(JSON.parse(readFileSync(join(out, 'well.json'), 'utf8')).parameters).toMatchObject({ top: 5, note: 'x' });
  expect(stderr).toContain('note: ');
  expect(stderr).toContain('has no parameter dataset');
  expect(stderr).toContain(
    [
      'throws, cell 2 (id throws-2): RangeError: the till is empty',
      '     1 | // a comment',
      "     2 | throw new RangeError('the till is empty');",
      `  open: ${join(out, 'throws.html')}`,
    ].join('\n'),
  );
  expect(stderr).not.toContain('\u001b');
  expect(readFileSync(join(out, 'throws.html'), 'utf8')).not.toContain('never here');
}, 120_000);

test('--keep-going runs the others where a notebook cannot be read', async () => {
  const out = temporaryFolder();
  const { code, stderr } = await runCli([
    'run',
    temporaryFile('bad.ipynb', '{'),
    fixture('may-fail'),
    '--keep-going',
    '--out',
    out,
  ]);
  expect(code).toBe(2);
  expect(stderr).toContain('1 of 2 notebooks ok');
  expect(existsSync(join(out, 'may-fail.html'))).toBe(true);
}, 60_000);

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends the kernel, saves what has run, and exits with 130',
  async (signal) => {
    const out = temporaryFolder();
    const { child, ended } = startCli(['run', fixture('loops'), fixture('may-fail'), '--out', out, '--json'], {});
    const started = await firstKernel(child.pid!);
    await sleep(1500);
    child.kill(signal);
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    await gone(started);
    expect(JSON.parse(stdout).notebooks).toMatchObject([
      { name: 'loops', status: 'interrupted', exitCode: 130 },
      { name: 'may-fail', status: 'interrupted', message: 'not begun' },
    ]);
    expect(readdirSync(out).sort()).toEqual(['index.html', 'loops.html', 'loops.ipynb', 'loops.json']);
  },
  60_000,
);

test('a second Ctrl-C leaves at once, with no kernel', async () => {
  let interrupts = 0;
  const { child, ended } = startCli(['run', fixture('loops'), '--out', temporaryFolder()], {
    onStderr: (text) => {
      if (text.includes('interrupted:') && interrupts === 1) {
        interrupts++;
        child.kill('SIGINT');
      }
    },
  });
  const started = await firstKernel(child.pid!);
  await sleep(1500);
  interrupts++;
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
  expect(interrupts).toBe(2);
  await gone(started);
}, 60_000);

test('SIGKILL at any moment leaves whole files or none, and no kernel; the next run works', async () => {
  let out = '';
  for (const moment of [0, 900, 1300, 1700, 2100]) {
    out = temporaryFolder();
    const { child, ended } = startCli(['run', fixture('well'), '--out', out]);
    const started = await firstKernel(child.pid!);
    await sleep(moment);
    child.kill('SIGKILL');
    await ended;
    await gone(started);
    for (const name of readdirSync(out)) {
      const read = () => readFileSync(join(out, name), 'utf8');
      if (/\.(json|ipynb)$/.test(name)) expect(() => JSON.parse(read()), name).not.toThrow();
      if (/\.html$/.test(name)) expect(read(), name).toMatch(/<\/html>\s*$/);
    }
  }
  expect((await runCli(['run', fixture('well'), '--out', out])).code).toBe(0);
  expect(readdirSync(out).sort()).toEqual(['index.html', 'well.html', 'well.ipynb', 'well.json']);
}, 120_000);

test('a reader that leaves early does not end the run', () => {
  const out = temporaryFolder();
  const command = `"${process.execPath}" dist/cli/main.js run "${fixture('may-fail')}" --out "${out}" --json | true; echo \${PIPESTATUS[0]}`;
  expect(
    execFileSync('bash', ['-c', command], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ).toBe('0\n');
  expect(existsSync(join(out, 'index.html'))).toBe(true);
}, 60_000);
