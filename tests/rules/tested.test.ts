import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { files, imports, text } from '../helpers/repository.js';

test('every file of src is reached from a test, by imports or by the name of a program that it starts', () => {
  const sources = files('src/*.ts');
  // A name that is none of these is a file of a package: the launcher requires by path inside tslab.
  const known = new Set([...sources, ...files('tests/*.ts')]);
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file) || !known.has(file)) return;
    reached.add(file);
    for (const one of imports(file)) if (one.file) visit(one.file);
    for (const program of programs(file)) if (program.startsWith('src/')) visit(program);
  };
  for (const file of files('tests/*.test.ts')) if (!file.startsWith('tests/rules/')) visit(file);
  expect(sources.filter((file) => !reached.has(file) && file !== 'src/index.ts')).toEqual([]);
});

/** Files of src whose compiled output a file names in a string: `dist/cli/main.js`, `launcher.js` beside it. */
function programs(file: string): string[] {
  return [...text(file).matchAll(/['"`/]((?:\.{1,2}\/|dist\/)?[\w/-]+)\.js['"`]/g)].flatMap(([, name = '']) => [
    `${join(dirname(file), name)}.ts`,
    `src/${name.replace(/^.*dist\//, '')}.ts`,
  ]);
}
