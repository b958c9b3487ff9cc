import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TillbookError } from '../base/errors.js';
import type { Override } from './override-parameters.js';
import { listParameters } from './parameters.js';
import { type Plan, planRun } from './plan-run.js';
import { readNotebook } from './read-notebook.js';

export interface SuitePlan {
  readonly plans: readonly Plan[];
  /** Notebooks that cannot run, and why. */
  readonly refused: ReadonlyArray<{ readonly path: string; readonly error: TillbookError }>;
  /** What a user should know before the start. */
  readonly notes: readonly string[];
}

/**
 * Checks every notebook and parameter of a suite before anything runs. An override counts for the notebooks that have the
 * parameter; one of `required` must be had by at least one.
 */
export async function planSuite(
  paths: readonly string[],
  outDir: string,
  overrides: ReadonlyMap<string, Override>,
  required: ReadonlySet<string>,
): Promise<SuitePlan> {
  const plans: Plan[] = [];
  const refused: Array<{ path: string; error: TillbookError }> = [];
  const notes: string[] = [];
  const declared = new Map<string, ReadonlySet<string>>();
  const refuse = (path: string) => (error: unknown) => {
    if (!(error instanceof TillbookError)) throw error;
    refused.push({ path, error });
  };
  for (const path of paths) {
    const names = async () => new Set(listParameters(await readNotebook(path), path).map(({ name }) => name));
    await names().then((found) => declared.set(path, found), refuse(path));
  }
  const had = (name: string): boolean => [...declared.values()].some((names) => names.has(name));
  const stems = new Map<string, string>();
  for (const [path, names] of declared) {
    const own = [...overrides].filter(([name]) => names.has(name) || (required.has(name) && !had(name)));
    try {
      const plan = await planRun(path, new Map(own));
      checkName(plan, outDir, stems);
      plans.push(plan);
    } catch (error) {
      refuse(path)(error);
    }
    for (const name of overrides.keys()) {
      if (own.every(([one]) => one !== name)) notes.push(`${path} has no parameter ${name}; it runs without`);
    }
  }
  return { plans, refused, notes };
}

function checkName({ name, path }: Plan, outDir: string, stems: Map<string, string>): void {
  const other = stems.get(name);
  stems.set(name, path);
  if (other !== undefined) {
    throw new TillbookError('BAD_USAGE', `${other} and ${path} would both write ${name}.html`, {
      hint: 'rename one, or run them into two folders',
    });
  }
  if (name === 'index') {
    throw new TillbookError('BAD_USAGE', `the report of ${path} would be index.html, which lists the reports`, {
      hint: 'rename the notebook',
    });
  }
  if (realpathOf(path) === join(realpathOf(outDir), `${name}.ipynb`)) {
    throw new TillbookError('BAD_USAGE', `${path} lies in the output folder and would be overwritten`, {
      hint: 'name another folder with --out',
    });
  }
}

function realpathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
