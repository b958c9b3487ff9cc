import { describe, expect, test } from 'vitest';
import { files, imports } from '../helpers/repository.js';

/** Room -> rooms that it may import, beside itself. It is the table of DESIGN.md. */
const table: Record<string, readonly string[]> = {
  base: [],
  kernels: ['base'],
  parallel: ['base', 'kernels'],
  engine: ['base'],
  datasets: ['base', 'engine', 'parallel'],
  analyses: ['base', 'engine', 'kernels', 'parallel'],
  categories: ['base'],
  charts: ['base'],
  cell: ['base', 'engine'],
  runner: ['base'],
};

/** Rooms whose types a room may name. */
const typesOf: Record<string, readonly string[]> = { charts: ['analyses', 'categories'] };

/** Packages that belong to one room, so that changing one is a change in one place. */
const packageRooms: Record<string, readonly string[]> = {
  '@duckdb/node-api': ['engine'],
  'apache-arrow': ['engine'],
  'cli-progress': ['cli'],
  commander: ['cli'],
  'danfojs-node': ['cell'],
  'markdown-it': ['runner'],
  'ml-kmeans': [],
  openai: ['categories'],
  'plotly.js-basic-dist-min': ['runner'],
  'plotly.js-dist': ['runner'],
  'plotly.js-strict-dist-min': ['runner'],
  'sanitize-html': ['runner'],
  tslab: ['cell', 'runner'],
  undici: ['datasets'],
  zeromq: ['runner'],
};

const sources = files('src/*.ts');
const room = (file: string) => file.split('/')[1] as string;
const inRoom = (file: string) => file.split('/').length > 2;

test('every folder of src stands in the table', () => {
  const rooms = new Set(sources.filter(inRoom).map(room));
  expect([...rooms].filter((name) => name !== 'cli' && !(name in table))).toEqual([]);
});

describe.each(Object.keys(table))('%s', (name) => {
  test(`imports ${table[name]?.join(', ') || 'nothing'}`, () => {
    const wrong = sources
      .filter((file) => inRoom(file) && room(file) === name)
      .flatMap((from) => imports(from).map((one) => ({ from, ...one })))
      .filter(({ file, specifier, typeOnly }) => {
        if (file === null) {
          const known = packageRooms[specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')];
          return known !== undefined && !typeOnly && !known.includes(name);
        }
        if (!file.startsWith('src/')) return true;
        const to = inRoom(file) ? room(file) : file;
        return to !== name && !table[name]?.includes(to) && !(typeOnly && typesOf[name]?.includes(to));
      })
      .map(({ from, specifier }) => `${from} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });
});

test('the contents page lets a cell load neither runner nor cli, by any way', () => {
  const reached = closure(['src/index.ts']);
  expect(reached.filter((file) => ['runner', 'cli'].includes(room(file)))).toEqual([]);
});

test('scripts see the contents page, runner and cli', () => {
  const wrong = files('scripts/*.ts')
    .flatMap((file) => imports(file).map((one) => ({ from: file, ...one })))
    .filter(
      ({ file }) => file?.startsWith('src/') && file !== 'src/index.ts' && !['runner', 'cli'].includes(room(file)),
    )
    .map(({ from, specifier }) => `${from} imports ${specifier}`);
  expect(wrong).toEqual([]);
});

test('no file of src imports itself by a way round', () => {
  const loaded = (file: string) => imports(file).flatMap((one) => (one.file && !one.typeOnly ? [one.file] : []));
  const graph = new Map(sources.map((file) => [file, loaded(file)]));
  const circles = sources.filter((file) =>
    closure(graph.get(file) ?? [], (next) => graph.get(next) ?? []).includes(file),
  );
  expect(circles).toEqual([]);
});

function closure(start: readonly string[], next = followed): string[] {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const one of next(file)) visit(one);
  };
  for (const file of start) visit(file);
  return [...reached];
}

function followed(file: string): string[] {
  return imports(file).flatMap((one) => (one.file?.startsWith('src/') && !one.typeOnly ? [one.file] : []));
}
