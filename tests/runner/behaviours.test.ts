import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Notebook, sourceText } from '../../src/runner/notebook.js';
import { componentPath, needs } from '../helpers/needs.js';
import { fixture, fixtures, kernels, readJson, run } from './suite.js';

/** What a notebook under tests/notebooks says in its metadata of how its run ends. */
interface Expected {
  readonly exitCode: number;
  readonly cell?: number;
  readonly code?: string;
  readonly message?: string;
  readonly hint?: string;
}

const names = readdirSync(fixtures).map((file) => file.replace('.ipynb', ''));
const before = new Map(names.map((name) => [name, readFileSync(fixture(name), 'utf8')]));
const expectations = new Map(
  names.map((name) => [name, (JSON.parse(before.get(name)!) as { metadata: { expect: Expected } }).metadata.expect]),
);

describe.each([
  ['notebooks that end by themselves', (code: number) => code !== 4, { timeout: 60_000 }, 5],
  ['notebooks that do not end', (code: number) => code === 4, { timeout: 2000 }, 4],
] as const)('%s', (_, chosen, changes, worst) => {
  const mine = names.filter((name) => chosen(expectations.get(name)!.exitCode));
  let outDir: string;
  let suite: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    outDir = mkdtempSync(join(tmpdir(), 'tillbook-test-'));
    suite = await run(mine.map(fixture), { ...changes, outDir });
  }, 300_000);
  afterAll(() => rmSync(outDir, { recursive: true, force: true }));

  test('each runs whatever came of the one before; the most severe code counts; no process stays', () => {
    expect(suite.records.map(({ name }) => name)).toEqual(mine);
    expect(suite.exitCode).toBe(worst);
    expect(kernels()).toEqual([]);
    const files = mine.flatMap((name) => ['html', 'ipynb', 'json'].map((kind) => `${name}.${kind}`));
    expect(readdirSync(outDir).sort()).toEqual(['index.html', ...files].sort());
    const index = readFileSync(join(outDir, 'index.html'), 'utf8');
    for (const name of mine) expect(index).toContain(`${name}.html`);
  });

  test.each(mine)('%s', (name) => {
    const { exitCode, code, message, cell, hint } = expectations.get(name)!;
    const record = suite.records.find((one) => one.name === name)!;
    expect(record.exitCode, JSON.stringify(record.failure)).toBe(exitCode);
    expect(record.status).toBe(exitCode === 0 ? 'ok' : 'failed');
    if (exitCode === 0) expect(record.failure).toBeNull();
    else expect(record.failure).toMatchObject({ code, message: expect.stringContaining(message!) });
    if (cell !== undefined) expect(record.failure?.cell).toMatchObject({ number: cell, id: `${name}-${cell}` });
    if (hint !== undefined) expect(record.failure?.hint).toBe(hint);
    expect(readJson(join(outDir, `${name}.json`))).toEqual(record);
    expect(readFileSync(join(outDir, `${name}.html`), 'utf8')).toMatch(/<\/html>\s*$/);
    const executed = readJson<Notebook>(join(outDir, `${name}.ipynb`));
    const texts = ({ cells }: Notebook) => cells.map(({ id, source }) => [id, sourceText(source)]);
    expect(texts(executed)).toEqual(texts(JSON.parse(before.get(name)!)));
    expect(JSON.stringify(executed.cells.map(({ outputs }) => outputs))).not.toContain('never here');
    expect(executed.metadata.tillbook).toMatchObject({ status: record.status });
    expect(readFileSync(fixture(name), 'utf8'), 'the notebook itself is untouched').toBe(before.get(name));
  });

  needs('jupyter')('nbformat finds the executed notebooks valid', () => {
    const python = join(dirname(componentPath('jupyter')!), 'python');
    const code =
      'import sys, nbformat\nfor f in sys.argv[1:]: nbformat.validate(nbformat.read(f, nbformat.NO_CONVERT))';
    const files = mine.map((name) => join(outDir, `${name}.ipynb`));
    execFileSync(python, ['-W', 'error', '-c', code, ...files], { stdio: 'pipe' });
  });
});
