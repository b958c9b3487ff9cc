import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

const packages = {
  tslab: 'tslab',
  typescript: '@tslab/typescript-for-tslab',
  duckdb: '@duckdb/node-api',
  plotly: 'plotly.js-basic-dist-min',
};

/** The versions that a report states: what ran the cells, what held the rows, what draws the charts. */
export function versions(): Record<string, string> {
  const found = Object.entries(packages).map(([name, id]) => [name, packageVersion(id)]);
  return { tillbook: ownVersion(), node: process.versions.node, ...Object.fromEntries(found) };
}

/** The version of this package. */
export function ownVersion(): string {
  return version(new URL('../../package.json', import.meta.url));
}

function packageVersion(id: string): string {
  const folder = require.resolve.paths(id)?.find((path) => existsSync(join(path, id, 'package.json')));
  return folder === undefined ? 'unknown' : version(join(folder, id, 'package.json'));
}

function version(file: string | URL): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
