import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnLetters } from '../../../src/datasets/xlsx/cell-batch.js';
import { builtinFormatClass, formatClass } from '../../../src/datasets/xlsx/number-format.js';
import { parseNumber } from '../../../src/datasets/xlsx/parse-number.js';
import { serialDate } from '../../../src/datasets/xlsx/serial-date.js';

const parsed = (text: string) => parseNumber(Buffer.from(text), 0, Buffer.byteLength(text));

describe('parseNumber', () => {
  test('gives the double that Number gives, for any double in any spelling (naive twin: Number)', () => {
    const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });
    const spellings = [
      (x: number) => String(x),
      (x: number) => x.toPrecision(17),
      (x: number) => x.toPrecision(15),
      (x: number) => x.toExponential(),
      (x: number) => (Math.abs(x) < 1e21 ? x.toFixed(4) : String(x)),
    ];
    fc.assert(
      fc.property(doubles, fc.constantFrom(...spellings), (x, spell) => {
        const expected = Number(spell(x));
        expect(parsed(spell(x))).toBe(Number.isFinite(expected) ? expected : Number.NaN);
      }),
      { numRuns: 5000 },
    );
  });

  test.each(['', '.', '-', 'abc', '1e999', 'NaN', 'INF', '0x10', '1,5', '1 2', '1.2.3', '--1', '1e', '٣'])(
    '%j is no number',
    (text) => {
      expect(parsed(text)).toBeNaN();
    },
  );
});

describe('serialDate', () => {
  test.each([
    // Microsoft's documentation of DATEVALUE and of the two date systems; the 60th day is Lotus 1-2-3's leap day.
    [1, false, '1900-01-01T00:00:00.000Z'],
    [59, false, '1900-02-28T00:00:00.000Z'],
    [61, false, '1900-03-01T00:00:00.000Z'],
    [39448, false, '2008-01-01T00:00:00.000Z'],
    [40148.32291666667, false, '2009-12-01T07:45:00.000Z'],
    [2958465.999988426, false, '9999-12-31T23:59:59.000Z'],
    [0, true, '1904-01-01T00:00:00.000Z'],
    [37986, true, '2008-01-01T00:00:00.000Z'],
  ])('%d (1904: %s) is %s', (serial, date1904, iso) => {
    expect(new Date(serialDate(serial, date1904)).toISOString()).toBe(iso);
  });

  test.each([0, 0.5, 60, 60.5, -1, 2958466, 1e308])('%d is no date of the 1900 system', (serial) => {
    expect(serialDate(serial, false)).toBeNaN();
  });

  test('every minute of a century survives the way into a serial of 15 digits and back', () => {
    const minute = fc.integer({ min: 0, max: 100 * 365 * 24 * 60 });
    fc.assert(
      fc.property(minute, (minutes) => {
        const ms = Date.UTC(1950, 0, 1) + minutes * 60_000;
        const serial = (ms - Date.UTC(1899, 11, 30)) / 86_400_000;
        expect(serialDate(Number(serial.toPrecision(15)), false)).toBe(ms);
      }),
    );
  });
});

test.each([
  ['m/d/yy h:mm', 'date'],
  ['yyyy\\-mm\\-dd', 'date'],
  ['[$-409]d\\-mmm\\-yy;@', 'date'],
  ['mmm', 'date'],
  ['h:mm:ss AM/PM', 'time'],
  ['mm:ss.0', 'time'],
  ['[h]:mm:ss', 'number'],
  ['General', 'number'],
  ['0.00E+00', 'number'],
  ['#,##0.00 "days"', 'number'],
  ['[Red]-0.00', 'number'],
  ['[$£-809]#,##0.00', 'number'],
  ['0\\d', 'number'],
  ['@', 'number'],
  ['_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-', 'number'],
  ['gge年m月d日', 'date'],
] as const)('the format %s makes a %s', (code, expected) => {
  expect(formatClass(code)).toBe(expected);
});

test('built-in formats: 14 and 22 are dates, 20 a time, 46 elapsed, 2 and 49 numbers (ECMA-376 18.8.30)', () => {
  expect([14, 22, 20, 46, 2, 49].map(builtinFormatClass)).toEqual([
    'date',
    'date',
    'time',
    'number',
    'number',
    'number',
  ]);
});

test('columns count in letters: A, Z, AA, AZ, XFD', () => {
  expect([0, 25, 26, 51, 16383].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'XFD']);
});
