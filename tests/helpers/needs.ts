import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { test } from 'vitest';

/** What a test may need that a machine may lack. */
export type Component = 'asc' | 'chromium' | 'jupyter' | 'retail data' | 'sail' | 'spark';

const { env } = process;
const root = resolve(import.meta.dirname, '../..');

const finders: Record<Component, { find: () => string | undefined; remedy: string }> = {
  asc: {
    find: () => env.TILLBOOK_ASC ?? first(local('.venv/asc/node_modules/assemblyscript/bin/asc.js')),
    remedy:
      'npm install --prefix .venv/asc assemblyscript@0.28.20, or name its bin/asc.js in TILLBOOK_ASC (it checks compiled WebAssembly)',
  },
  chromium: {
    find: () => env.TILLBOOK_CHROMIUM ?? onPath('chromium', 'chromium-browser', 'google-chrome'),
    remedy: 'install chromium, or name it in TILLBOOK_CHROMIUM',
  },
  jupyter: {
    find: () =>
      first(env.TILLBOOK_VENV && join(env.TILLBOOK_VENV, 'bin/jupyter'), local('.venv/bin/jupyter')) ??
      onPath('jupyter'),
    remedy:
      'python3 -m venv .venv && .venv/bin/pip install jupyterlab nbconvert, or name an environment in TILLBOOK_VENV',
  },
  'retail data': {
    find: () =>
      [env.TILLBOOK_DATA, local('../shared/data'), local('data')].find(
        (folder) => folder && existsSync(join(folder, 'online-retail-ii-2009-2010.parquet')),
      ),
    remedy: 'put the Online Retail II files into data/, or name their folder in TILLBOOK_DATA',
  },
  sail: {
    find: () =>
      env.TILLBOOK_SAIL ??
      first(env.TILLBOOK_VENV && join(env.TILLBOOK_VENV, 'bin/sail'), local('.venv/bin/sail')) ??
      onPath('sail'),
    remedy: '.venv/bin/pip install pysail, or name the program in TILLBOOK_SAIL',
  },
  spark: {
    find: () => env.TILLBOOK_SPARK ?? (env.SPARK_HOME && first(join(env.SPARK_HOME, 'sbin/start-connect-server.sh'))),
    remedy: 'name a Spark Connect address in TILLBOOK_SPARK, or a Spark in SPARK_HOME',
  },
};

/** Where a component is: a program's path (`retail data`: a folder), or undefined where it is missing. */
export function componentPath(component: Component): string | undefined {
  return finders[component].find() || undefined;
}

/**
 * Vitest's `test` where every component is there; elsewhere a `test` of the same shape whose tests are registered,
 * skipped, and listed with the missing component at the end of `npm test`.
 *
 * @example
 * needs('chromium')('draws every chart', async () => { … componentPath('chromium')! … });
 */
export function needs(...components: Component[]): typeof test {
  const missing = components.filter((component) => componentPath(component) === undefined);
  if (missing.length === 0) return test;
  const reason = missing.map((component) => `${component} is missing: ${finders[component].remedy}`).join('; ');
  return test.extend<{ needed: undefined }>({
    needed: [
      async ({ skip }, use) => {
        skip(reason);
        await use(undefined);
      },
      { auto: true },
    ],
  }) as unknown as typeof test;
}

function local(path: string): string {
  return join(root, path);
}

function first(...paths: Array<string | undefined>): string | undefined {
  return paths.find((path) => path && existsSync(path));
}

function onPath(...names: string[]): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}
