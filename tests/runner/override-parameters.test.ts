import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { literal, type ParameterValue } from '../../src/runner/literal.js';
import type { Notebook } from '../../src/runner/notebook.js';
import { injectParameters, type Override, overrideParameters } from '../../src/runner/override-parameters.js';
import { listParameters } from '../../src/runner/parameters.js';
import { notebookText } from './temporary.js';

const source = [
  "const dataset: string = 'auto' // where from",
  'const topCount: number = 10 // how many',
  'const loud: boolean = false',
  "const mode: 'a' | 'b' | null = 'a'",
].join('\n');
const notebook: Notebook = JSON.parse(
  notebookText([{ cell_type: 'markdown', source: '# x' }, { source, tags: ['parameters'] }, 'topCount']),
);
const parameters = listParameters(notebook, 'shop');
const set = (overrides: Record<string, Override>) =>
  Object.fromEntries(overrideParameters(parameters, new Map(Object.entries(overrides)), 'shop'));

test('text is read by the type of its parameter', () => {
  expect(set({ dataset: { text: '7' } })).toEqual({ dataset: '7' });
  expect(set({ topCount: { text: '-1.5e3' } })).toEqual({ topCount: -1500 });
  expect(set({ loud: { text: 'true' }, mode: { text: 'null' } })).toEqual({ loud: true, mode: null });
  expect(set({ topCount: { value: 3 }, mode: { value: 'b' } })).toEqual({ topCount: 3, mode: 'b' });
  expect(set({ dataset: { text: 'a=b' } })).toEqual({ dataset: 'a=b' });
});

test.each<[string, Override]>([
  ['topCount', { text: 'many' }],
  ['topCount', { text: '' }],
  ['topCount', { text: 'Infinity' }],
  ['topCount', { text: '1e999' }],
  ['topCount', { text: '0x10' }],
  ['topCount', { text: '2..6' }],
  ['topCount', { value: '3' }],
  ['topCount', { value: [1] }],
  ['loud', { text: 'yes' }],
  ['mode', { text: 'c' }],
  ['mode', { value: undefined }],
  ['dataset', { value: 7 }],
])('%s as %j is refused, with its type', (name, override) => {
  expect(() => set({ [name]: override })).toThrow(
    expect.objectContaining({
      code: 'BAD_PARAMETER',
      message: expect.stringContaining(`shop: the parameter ${name} is `),
    }),
  );
});

test('an unknown name is refused with the nearest and the list', () => {
  const refusal = (hint: string) => expect.objectContaining({ code: 'BAD_PARAMETER', hint });
  const list = 'it has dataset, topCount, loud, mode';
  expect(() => set({ topcuont: { text: '1' } })).toThrow(refusal(`did you mean topCount? ${list}`));
  expect(() => set({ seed: { text: '1' } })).toThrow(refusal(list));
  expect(() => overrideParameters([], new Map([['x', { text: '1' }]]), 'bare')).toThrow(/bare has no parameters/);
});

test('values stand in the cell behind the parameters, with their types; an older injection goes', () => {
  const once = injectParameters(notebook, parameters, new Map<string, ParameterValue>([['mode', 'b']]));
  const twice = injectParameters(
    once,
    parameters,
    new Map<string, ParameterValue>([
      ['loud', true],
      ['topCount', -0],
    ]),
  );
  expect(once.cells[2]).toMatchObject({
    metadata: { tags: ['injected-parameters'] },
    source: '// the values of this run\nconst mode: "a" | "b" | null = "b"',
  });
  expect(twice.cells).toHaveLength(4);
  expect(twice.cells[2]!.source).toBe(
    '// the values of this run\nconst topCount: number = -0\nconst loud: boolean = true',
  );
  expect(injectParameters(twice, parameters, new Map()).cells).toEqual(notebook.cells);
  expect(notebook.cells).toHaveLength(3);
});

test('whatever a value holds, TypeScript reads its literal back as that value and as nothing else', () => {
  const nasty = fc.constantFrom(
    '"',
    '\\',
    "'",
    '`',
    '${x}',
    '\u2028',
    '\u2029',
    '\n',
    '\r',
    '//',
    '*/',
    '</script>',
    '\0',
    '\ud800',
  );
  const value = fc.oneof(
    fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
    fc.array(fc.oneof(nasty, fc.string())).map((parts) => parts.join('')),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  fc.assert(
    fc.property(value, (one) => {
      const text = literal(one);
      const file = ts.createSourceFile('x.ts', `(${text})`, ts.ScriptTarget.ES2022);
      expect(file.statements).toHaveLength(1);
      expect(text.split(/[\r\n\u2028\u2029]/)).toHaveLength(1);
      expect(runInNewContext(`(${text})`)).toBe(one);
    }),
    { numRuns: 500 },
  );
});
