import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { files, root, text } from '../helpers/repository.js';

const all = files();
const readable = all.filter((file) => !/\.(png|jpe?g|gif|parquet|gz|zst|zip|xlsx|woff2?)$/.test(file));

test('notebooks carry no outputs and no execution counts', () => {
  interface Cell {
    cell_type: string;
    outputs?: unknown[];
    execution_count?: number | null;
  }
  const dirty = all
    .filter((file) => file.startsWith('notebooks/') && file.endsWith('.ipynb'))
    .filter((file) =>
      (JSON.parse(text(file)) as { cells: Cell[] }).cells.some(
        ({ outputs, execution_count }) => (outputs?.length ?? 0) > 0 || (execution_count ?? null) !== null,
      ),
    );
  expect(dirty).toEqual([]);
});

test('no file is larger than 1 MB', () => {
  expect(all.filter((file) => statSync(join(root, file)).size > 1_000_000)).toEqual([]);
});

test('no file names a folder of one machine', () => {
  const folder = new RegExp(
    `(^|[^A-Za-z0-9_.-])/(${['work', 'root', 'farm', 'home/[a-z]+', 'Users/[a-z]+', 'tmp/pv'].join('|')})/`,
    'm',
  );
  expect(readable.filter((file) => folder.test(text(file)))).toEqual([]);
});

test('what a run makes is not in git', () => {
  const made = all.filter((file) =>
    /^(dist|reports|node_modules|coverage|\.cache|\.venv)\/|\.tsbuildinfo$|\.tgz$/.test(file),
  );
  expect(made).toEqual([]);
});

test('files of src and scripts are kebab-case and at most 300 lines, or say on top why not', () => {
  const sources = files('src/*.ts', 'scripts/*.ts');
  expect(sources.filter((file) => !/^[a-z0-9-]+(\.d)?\.ts$/.test(file.slice(file.lastIndexOf('/') + 1)))).toEqual([]);
  const long = sources.filter((file) => text(file).split('\n').length > 301 && !/^\/\/ long because /.test(text(file)));
  expect(long).toEqual([]);
});

test('tests are neither narrowed nor switched off', () => {
  const switched = new RegExp(`\\b(it|test|describe)\\.(${['only', 'skip', 'todo'].join('|')})\\b`);
  expect(files('tests/*.ts').filter((file) => switched.test(text(file)))).toEqual([]);
});

test('no check is switched off in src', () => {
  const hole = /@ts-(ignore|nocheck|expect-error)|biome-ignore/;
  expect(files('src/*.ts').filter((file) => hole.test(text(file)))).toEqual([]);
});
