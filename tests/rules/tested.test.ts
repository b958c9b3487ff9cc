import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { files, imports, text } from '../helpers/repository.js';

test('every file of src is reached from a test, or named by one that starts it', () => {
  const tests = files('tests/*.test.ts').filter((file) => !file.startsWith('tests/rules/'));
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file) || !/^(src|tests)\//.test(file)) return;
    reached.add(file);
    for (const one of imports(file)) if (one.file) visit(one.file);
  };
  for (const file of tests) visit(file);
  const words = tests.map(text).join('\n');
  const started = (file: string) => words.includes(basename(file, '.ts'));
  const unseen = files('src/*.ts').filter((file) => !reached.has(file) && !started(file));
  expect(unseen.filter((file) => file !== 'src/index.ts')).toEqual([]);
});
