import { expect, test } from 'vitest';
import { text } from '../helpers/repository.js';

/** Every package, and what it is here for. A new one needs a line, and so a reason. */
const runtime: Record<string, string> = {
  '@duckdb/node-api': 'engine',
  ansi_up: 'colours',
  'apache-arrow': 'columns',
  'cli-progress': 'progress',
  'cli-table3': 'tables',
  commander: 'arguments',
  'fastest-levenshtein': 'suggestions',
  fzstd: 'Zstandard, which Node 20 cannot unpack',
  'highlight.js': 'highlighting',
  'markdown-it': 'Markdown',
  'ml-kmeans': 'cross-check',
  openai: 'categories',
  'plotly.js-basic-dist-min': 'charts',
  'plotly.js-dist': 'charts',
  'plotly.js-strict-dist-min': 'charts',
  'proper-lockfile': 'locks',
  'sanitize-html': 'sanitising',
  sax: 'XML',
  tslab: 'kernel',
  undici: 'fetching through proxies; 7 is the last that runs on Node 20',
  'write-file-atomic': 'writing',
  yauzl: 'zip',
  zeromq: 'wire',
};

const development: Record<string, string> = {
  '@biomejs/biome': 'lint',
  '@types/cli-progress': 'types',
  '@types/markdown-it': 'types',
  '@types/node': 'types',
  '@types/proper-lockfile': 'types',
  '@types/sanitize-html': 'types',
  '@types/sax': 'types',
  '@types/write-file-atomic': 'types',
  '@types/yauzl': 'types',
  ajv: 'schemas',
  'danfojs-node': 'data-frames',
  'fast-check': 'properties',
  'playwright-core': 'browser',
  typescript: 'compiler',
  vite: 'vitest',
  vitest: 'tests',
};

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
}
interface Lock {
  packages: Record<
    string,
    {
      version?: string;
      resolved?: string;
      hasInstallScript?: boolean;
      optionalDependencies?: object;
    } & Partial<Manifest>
  >;
}

const manifest = JSON.parse(text('package.json')) as Manifest;
const lock = JSON.parse(text('package-lock.json')) as Lock;

test('the dependencies are those that have a reason', () => {
  expect(Object.keys(manifest.dependencies).sort()).toEqual(Object.keys(runtime).sort());
});

test('the development dependencies are those that have a reason', () => {
  expect(Object.keys(manifest.devDependencies).sort()).toEqual(Object.keys(development).sort());
});

test('the lock file is in step with package.json', () => {
  expect(lock.packages['']).toMatchObject({
    dependencies: manifest.dependencies,
    devDependencies: manifest.devDependencies,
  });
});

test('the lock file holds the packages of every platform, without which npm ci refuses it', () => {
  const left = Object.entries(lock.packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${parent}/node_modules/${name}`],
    ),
  );
  expect(left, 'run node scripts/complete-lock.mjs').toEqual([]);
});

test('the lock file names no registry, so that any mirror serves it', () => {
  const hosts = Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.includes('://'));
  expect(hosts.map(([path]) => path)).toEqual([]);
});

test('every package with an install script has a decision in allowScripts, and none is run', () => {
  const scripted = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect(manifest.allowScripts).toEqual(Object.fromEntries([...new Set(scripted)].map((name) => [name, false])));
});
