import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText } from '../../src/base/csv.js';

/** What a spreadsheet reads: RFC 4180 by a small machine of its own. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',') {
      row.push(cell);
      cell = '';
    } else if (char === '\r' && text[i + 1] === '\n') {
      i++;
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += char;
  }
  return rows;
}

const risky = fc
  .tuple(
    fc.constantFrom('', ' ', '  ', '\t', '\r', '\n', '\u00a0', '\ufeff', '\u200b', '\0'),
    fc.constantFrom('=', '+', '-', '@', '＝', 'x', '"', ''),
    fc.string(),
  )
  .map((parts) => parts.join(''));
const anyCell = fc.oneof(
  risky,
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(null),
);

test('no text of any table begins a formula, and all that was written is read again', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyCell, anyCell, anyCell), { minLength: 1 }), fc.array(risky), (rows, extra) => {
      const names = ['=a', 'b', extra[0] ?? 'c'];
      const found = parsed(csvText(names, rows));
      const source = [names, ...rows];
      expect(found).toHaveLength(source.length);
      found.forEach((row, i) => {
        row.forEach((cell, j) => {
          const value = source[i]![j]!;
          if (value === null) expect(cell).toBe('');
          else if (typeof value === 'number') expect(cell).toBe(String(value));
          else {
            expect(cell).not.toMatch(/^[\s\u200b\ufeff\0]*[=+\-@＝]/);
            expect([value, `'${value}`]).toContain(cell);
          }
        });
      });
    }),
    { seed: 4180, numRuns: 500 },
  );
});

test.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', ' =1', '  \t=1', '\u00a0=1', '\ufeff@x', '＝1', '\n=1'])(
  'the text %j gets an apostrophe',
  (text) => {
    expect(parsed(csvText([text], []))).toEqual([[`'${text}`]]);
  },
);

test('numbers stay, harmless text stays, what is not finite is text', () => {
  expect(csvText(['a'], [[-1], [1e-7], [-0.5], [null], ['a-b = c'], ['x;y'], [true]])).toBe(
    'a\r\n-1\r\n1e-7\r\n-0.5\r\n\r\na-b = c\r\n"x;y"\r\ntrue\r\n',
  );
  expect(csvText(['a'], [[-Infinity], [NaN]])).toBe("a\r\n'-Infinity\r\nNaN\r\n");
  expect(csvText(['a "b", c', 'x\ny'], [])).toBe('"a ""b"", c","x\ny"\r\n');
});

test('it uses nothing from outside: a page gets its text', () => {
  const alone = new Function(`return (${csvText})`)() as typeof csvText;
  expect(alone(['n'], [['=1']])).toBe("n\r\n'=1\r\n");
});
