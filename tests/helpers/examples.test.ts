import { expect, test } from 'vitest';
import { examples, run } from './examples.js';

test('examples are cut out of doc comments, up to the next tag', () => {
  const source = [
    '/** Adds. @example add(1, 2) // => 3 */',
    '/**',
    ' * @example',
    ' * const two: number = add(1, 1);',
    ' * two // => 2',
    ' * @returns a sum',
    ' */',
  ].join('\n');
  expect(examples('x.ts', source)).toEqual([
    { line: 1, code: 'add(1, 2) // => 3' },
    { line: 3, code: 'const two: number = add(1, 1);\ntwo // => 2' },
  ]);
});

const scope = { add: (a: number, b: number) => a + b, later: async (x: unknown) => x };

test('a right value is counted, a wrong one fails, whether awaited or not', async () => {
  expect(
    await run('const x: number = 1;\nadd(\n  x,\n  2,\n) // => 3\nawait later({ a: [1] }); // => { a: [1] }', scope),
  ).toBe(2);
  await expect(run('add(1, 2) // => 4', scope)).rejects.toThrow();
  await expect(run("import { missing } from 'tillbook';", scope)).rejects.toThrow();
});
