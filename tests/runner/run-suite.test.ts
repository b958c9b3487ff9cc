import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Notebook } from '../../src/runner/notebook.js';
import { planSuite } from '../../src/runner/plan-suite.js';
import type { RunRecord } from '../../src/runner/record.js';
import { silentReporter } from '../../src/runner/reporter.js';
import { mostSevere } from '../../src/runner/run-suite.js';
import { fixture, kernels, readJson as read, run } from './suite.js';
import { notebookText, temporaryFile, temporaryFolder } from './temporary.js';

test('a run records title, parameters, metrics, inputs and versions', async () => {
  const values = { top: { text: '7' }, note: { text: 'a "b" \u2028 ${c}' } };
  const { record, outDir } = await run([fixture('well')], {}, values);
  expect(record).toMatchObject({
    title: 'A notebook that is well',
    cells: { code: 4, run: 4 },
    parameters: { top: 7, mode: 'fast', note: 'a "b" \u2028 ${c}', loud: false },
    metrics: { top: { value: 7, unit: 'rows', base: null } },
    dataset: 'toy',
    synthetic: true,
    inputs: [{ file: 'toy.csv' }],
  });
  expect(record.versions).toMatchObject({ tillbook: '0.1.0', node: process.versions.node, typescript: '5.0.4' });
  expect(Object.values(record.versions)).not.toContain('unknown');
  const { cells } = read<Notebook>(join(outDir, 'well.ipynb'));
  expect(cells[2]!.metadata.tags).toEqual(['injected-parameters']);
  const printed = cells[4]!.outputs!.map((output) => (output.output_type === 'stream' ? output.text : '')).join('');
  expect(JSON.parse(printed)).toEqual(record.parameters);
}, 60_000);

test('allowErrors goes on behind a failing cell, and still fails', async () => {
  const { record, outDir } = await run([fixture('throws')], { allowErrors: true });
  expect(record).toMatchObject({ exitCode: 1, cells: { code: 3, run: 3 }, failure: { cell: { number: 2 } } });
  expect(readFileSync(join(outDir, 'throws.ipynb'), 'utf8')).toContain('never here\\n"');
}, 60_000);

test('the total timeout ends the running cell, and the next notebook says that it never began', async () => {
  const { records, exitCode } = await run([fixture('never-settles'), fixture('may-fail')], { totalTimeout: 4000 });
  expect(exitCode).toBe(4);
  expect(records.map(({ failure }) => failure?.message)).toEqual([
    'the run did not end within 4 s',
    'the run did not end within 4 s',
  ]);
  expect(records[1]).toMatchObject({ cells: { run: 0 }, failure: { cell: null } });
}, 60_000);

test('an abort saves what has run, as interrupted, and begins nothing more', async () => {
  const controller = new AbortController();
  const reporter = {
    ...silentReporter,
    cellStarted: () => void setTimeout(() => controller.abort(), 500),
  };
  const { records, exitCode, outDir } = await run([fixture('loops'), fixture('may-fail')], {
    reporter,
    signal: controller.signal,
  });
  expect(exitCode).toBe(130);
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ status: 'interrupted', exitCode: 130, failure: { cell: { number: 1 } } });
  expect(existsSync(join(outDir, 'loops.html'))).toBe(true);
  expect(kernels()).toEqual([]);
}, 60_000);

describe('before a kernel starts', () => {
  const started: string[] = [];
  const reporter = { ...silentReporter, notebookStarted: (name: string) => void started.push(name) };
  const refused = (outDir: string) => run([fixture('may-fail')], { outDir, reporter });
  afterAll(() => expect(started).toEqual([]));

  test('an output folder below a file is refused', async () => {
    const outDir = join(temporaryFile('file', ''), 'reports');
    await expect(refused(outDir)).rejects.toMatchObject({
      code: 'CANNOT_WRITE',
      message: expect.stringContaining('a file stands in its way'),
    });
  });

  test('an output folder that is a file is refused', async () => {
    await expect(refused(temporaryFile('file', ''))).rejects.toMatchObject({ code: 'CANNOT_WRITE' });
  });

  test('two notebooks of one name, one called index, and one that lies in the output folder are refused', async () => {
    const text = notebookText(['1']);
    const [a, b] = [temporaryFile('same.ipynb', text), temporaryFile('same.ipynb', text)];
    const index = temporaryFile('index.ipynb', text);
    const plan = await planSuite([a, b, index], dirname(a), new Map(), new Set());
    expect(plan.plans).toEqual([]);
    expect(plan.refused.map(({ error }) => error.message)).toEqual([
      expect.stringContaining('would be overwritten'),
      expect.stringContaining('would both write same.html'),
      expect.stringContaining('index.html'),
    ]);
  });

  test('a notebook in another language is refused', async () => {
    const text = JSON.stringify({
      ...JSON.parse(notebookText(['1'])),
      metadata: { kernelspec: { language: 'python' } },
    });
    const { refused } = await planSuite([temporaryFile('py.ipynb', text)], 'x', new Map(), new Set());
    expect(refused[0]!.error).toMatchObject({ code: 'BAD_NOTEBOOK', message: expect.stringContaining('python') });
  });
});

test('an override counts for the notebooks that have the parameter; one that none has is refused', async () => {
  const wants = (name: string, required: boolean) =>
    planSuite(
      [fixture('well'), fixture('may-fail')],
      'x',
      new Map([[name, { text: '7' }]]),
      new Set(required ? [name] : []),
    );
  const fine = await wants('top', true);
  expect(fine.plans.map(({ parameters }) => parameters.top)).toEqual([7, undefined]);
  expect(fine.notes).toEqual([expect.stringMatching(/may-fail.ipynb has no parameter top/)]);
  expect((await wants('topp', true)).refused.map(({ error }) => error.hint)).toContainEqual(
    expect.stringContaining('did you mean top?'),
  );
  const soft = await wants('dataset', false);
  expect(soft.refused).toEqual([]);
  expect(soft.notes).toHaveLength(2);
});

test('the index keeps the reports of earlier runs, and passes over files that are no record', async () => {
  const outDir = temporaryFolder();
  const earlier = (await run([fixture('may-fail')], { outDir })).record;
  writeFileSync(join(outDir, 'stray.json'), '{"name": "stray"}');
  writeFileSync(join(outDir, 'broken.json'), '{');
  writeFileSync(join(outDir, 'may-fail.html.1234'), 'what a killed run left');
  await run([fixture('empty-cells')], { outDir });
  const index = readFileSync(join(outDir, 'index.html'), 'utf8');
  expect(index).toContain('may-fail.html');
  expect(index).toContain('empty-cells.html');
  expect(index).not.toContain('stray');
  expect(existsSync(join(outDir, 'may-fail.html.1234'))).toBe(false);
  expect(read<RunRecord>(join(outDir, 'may-fail.json'))).toEqual(earlier);
}, 60_000);

test('a second run into the same folder is refused while the first is at it', async () => {
  const outDir = temporaryFolder();
  let second: unknown = null;
  const reporter = {
    ...silentReporter,
    notebookStarted: () => {
      second ??= run([fixture('may-fail')], { outDir }).then(
        () => 'ran',
        (error) => error,
      );
    },
  };
  expect((await run([fixture('may-fail')], { outDir, reporter })).exitCode).toBe(0);
  expect(await second).toMatchObject({ code: 'CANNOT_WRITE', message: expect.stringContaining('another run writes') });
  expect(readdirSync(outDir).filter((name) => name.startsWith('.'))).toEqual([]);
}, 60_000);

test('the most severe code is the first of 5, 4, 8, 7, 3, 1, 6', () => {
  expect([[], [0, 0], [0, 1, 6], [1, 3], [3, 7], [7, 8], [8, 4], [4, 5, 1]].map(mostSevere)).toEqual([
    0, 0, 1, 3, 7, 8, 4, 5,
  ]);
});
