import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Override } from '../../src/runner/override-parameters.js';
import { planSuite } from '../../src/runner/plan-suite.js';
import { silentReporter } from '../../src/runner/reporter.js';
import { type RunSuiteOptions, runSuite } from '../../src/runner/run-suite.js';
import { temporaryFolder } from './temporary.js';

export const fixtures = resolve(import.meta.dirname, '../notebooks');

export function fixture(name: string): string {
  return join(fixtures, `${name}.ipynb`);
}

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

/** Plans and runs notebooks with real kernels, silently, into a temporary folder unless `changes` names one. */
export async function run(
  paths: string[],
  changes: Partial<RunSuiteOptions> = {},
  overrides: Record<string, Override> = {},
) {
  const outDir = changes.outDir ?? join(temporaryFolder(), 'reports');
  const map = new Map(Object.entries(overrides));
  const plan = await planSuite(paths, outDir, map, new Set(map.keys()));
  const result = await runSuite(plan, {
    outDir,
    timeout: 30_000,
    totalTimeout: null,
    allowErrors: false,
    code: true,
    environment: process.env,
    reporter: silentReporter,
    signal: new AbortController().signal,
    ...changes,
  });
  return { ...result, outDir, record: result.records[0]! };
}

/** The kernels that a process has started and that live. */
export function kernels(parent: number = process.pid): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(parent)], { encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line.includes('launcher'));
  return lines.map((line) => Number.parseInt(line, 10));
}
