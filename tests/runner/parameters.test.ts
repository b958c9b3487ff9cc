import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typeText } from '../../src/runner/literal.js';
import type { Notebook } from '../../src/runner/notebook.js';
import { listParameters } from '../../src/runner/parameters.js';
import { parseParameter } from '../../src/runner/parse-parameter.js';
import { notebookText } from './temporary.js';

const declared = (source: string): Notebook =>
  JSON.parse(
    notebookText([
      { cell_type: 'markdown', source: '# x' },
      { source, tags: ['parameters'] },
    ]),
  );

test.each([
  ["const dataset: string = 'auto' // where from", 'dataset', 'string', 'auto', 'where from'],
  ['const top:number=10;// how many', 'top', 'number', 10, 'how many'],
  ['  const share : number = -1_000.5e-1  ;  // a // b', 'share', 'number', -100.05, 'a // b'],
  ['const mask: number = 0x1F', 'mask', 'number', 31, ''],
  ['const on: boolean = true', 'on', 'boolean', true, ''],
  [`const mode: 'a' | "b c" = "b c" // how`, 'mode', '"a" | "b c"', 'b c', 'how'],
  ['const k: 2 | 3 | null = null', 'k', '2 | 3 | null', null, ''],
  ['const note: | string | null = `a \\` $ b`', 'note', 'string | null', 'a ` $ b', ''],
  [
    "const text: string = 'it\\'s \\u00e9 \\x41 \\u{1F600} // no comment'",
    'text',
    'string',
    "it's é A 😀 // no comment",
    '',
  ],
  ['const größe: number = .5', 'größe', 'number', 0.5, ''],
])('%s', (line, name, type, value, meaning) => {
  const parameter = parseParameter(line)!;
  expect({ ...parameter, type: typeText(parameter.type) }).toEqual({ name, type, default: value, meaning });
});

test.each([
  ['let a: number = 1', /"const" is expected before "let/],
  ['const a = 1', /the type of a, as in "const a: number = …", is expected before "= 1"/],
  ['const a: Date = 1', /a type .* is expected before "Date/],
  ['const a: number = f()', /a literal .* is expected before "f\(\)"/],
  ['const a: number = 1 + 1', /"\+ 1" follows the literal/],
  ['const a: number = 1; process.exit()', /"process.exit\(\)" follows/],
  ['const a: string = `x${1}`', /a literal/],
  ["const a: string = 'x", /a literal/],
  ['const a: number = ', /before the end of the line/],
  ["const a: number = '1'", /the default of a is not of its type, number/],
  ["const a: 'x' | 'y' = 'z'", /not of its type, "x" \| "y"/],
  ['const a: number == 1', /"=" is expected/],
  ['const 1a: number = 1', /a name is expected/],
  ['constant: number = 1', /"const" is expected/],
  ['console.log(1)', /"const" is expected/],
  ['/* x */', /"const" is expected/],
])('%s is refused', (line, message) => {
  expect(() => parseParameter(line)).toThrow(message);
});

test('blank lines and comments are passed over; a notebook without the tag has no parameters', () => {
  const source = '\n// the shop\nconst a: number = 1 // one\r\n  \t\nconst b: string = "x"\n';
  expect(listParameters(declared(source), 'n').map(({ name }) => name)).toEqual(['a', 'b']);
  expect(listParameters(JSON.parse(notebookText(['const a: number = 1'])), 'n')).toEqual([]);
});

test('an error names notebook, cell and line, and what is allowed', () => {
  const bad = (source: string) => () => listParameters(declared(source), 'shop.ipynb');
  expect(bad('const a: number = 1\nimport x from "y"')).toThrow(/^shop\.ipynb: cell 2 \(parameters\), line 2: /);
  expect(bad('const a: number = 1\nconst a: number = 2')).toThrow(/line 2: a is declared twice/);
  expect(bad('let a')).toThrow(
    expect.objectContaining({ code: 'BAD_NOTEBOOK', hint: expect.stringContaining('const name: type') }),
  );
  const twice = notebookText([
    { source: '', tags: ['parameters'] },
    { source: '', tags: ['parameters'] },
  ]);
  expect(() => listParameters(JSON.parse(twice), 'n')).toThrow(/cells 1 and 2 are both tagged/);
});

const anyText = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));

test('any line either parses or is refused with a message', () => {
  const pieces = fc.array(
    fc.constantFrom(
      'const',
      ' ',
      'a',
      ':',
      'number',
      '=',
      '1',
      "'",
      '"',
      '`',
      '\\',
      '|',
      '//',
      ';',
      '${',
      '-',
      '\u2028',
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        anyText,
        pieces.map((list) => list.join('')),
      ),
      (line) => {
        try {
          parseParameter(line);
        } catch (error) {
          if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
        }
      },
    ),
  );
});
