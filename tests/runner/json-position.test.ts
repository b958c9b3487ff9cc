import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonErrorPosition } from '../../src/runner/json-position.js';

test.each([
  ['', 1, 1],
  ['{', 1, 2],
  ['{"a": 1,}', 1, 9],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ['{"a": tru}', 1, 7],
  ['["x", \'y\']', 1, 7],
  ['"open', 1, 6],
  ['"a\nb"', 1, 3],
  ['[1] 2', 1, 5],
  ['{"a": "\\q"}', 1, 8],
  ['[01]', 1, 2],
])('%j stops being JSON at line %i, column %i', (text, line, column) => {
  expect(jsonErrorPosition(text)).toEqual({ line, column });
});

test('what JSON.stringify writes has no error, and any text has one exactly if JSON.parse refuses it', () => {
  fc.assert(fc.property(fc.json(), (text) => jsonErrorPosition(text) === null));
  const broken = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', '}', ',', '"', '\\', '0', '\n', 'x'))
    .map(
      ([text, at, patch]) => text.slice(0, at % (text.length + 1)) + patch + text.slice((at % (text.length + 1)) + 1),
    );
  fc.assert(
    fc.property(fc.oneof(fc.string(), broken), (text) => (jsonErrorPosition(text) === null) === isJson(text)),
    { numRuns: 2000 },
  );
});

test('neither depth nor length of a broken file fells it', () => {
  expect(jsonErrorPosition('['.repeat(100_000))).not.toBeNull();
  expect(jsonErrorPosition(`["${'x'.repeat(20_000_000)}`)).toEqual({ line: 1, column: 20_000_003 });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
