import fc from 'fast-check';
import { expect, test } from 'vitest';
import { read as sheetJsRead } from 'xlsx';
import type { CellBatch } from '../../../src/datasets/xlsx/cell-batch.js';
import { cellKind, columnLetters } from '../../../src/datasets/xlsx/cell-batch.js';
import { cellValue } from '../../../src/datasets/xlsx/cell-value.js';
import { sheetScanner } from '../../../src/datasets/xlsx/scan-sheet.js';
import { sharedStrings } from '../../../src/datasets/xlsx/scan-strings.js';
import { workbookParts } from '../../helpers/xlsx.js';
import { zipBytes } from '../../helpers/zip.js';

type Value = string | number | boolean | null;
interface Made {
  readonly value: Value;
  readonly xml: (reference: string) => string;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const plain = fc.string({ unit: fc.constantFrom(...'aZ09 _-éß漢😀&<>"\'£\t'), maxLength: 12 });
const escapes: Record<string, string[]> = {
  '&': ['&amp;', '&#38;', '&#x26;'],
  '<': ['&lt;', '&#60;'],
  '>': ['&gt;', '>'],
  '"': ['&quot;', '"'],
  "'": ['&apos;', "'"],
};
const blank = fc.constantFrom('', '', '', ' ', '\n', '\r\n  ');

/** XML of a text (no numbers for é: SheetJS 0.20.3 reads &#233; as U+FFFD), each character spelled in one of its ways. */
const spelled = (text: string) =>
  fc.array(fc.nat(5), { minLength: 20, maxLength: 20 }).map((choice) =>
    [...text]
      .map((character, i) => {
        const ways = escapes[character];
        return ways ? ways[choice[i % 20] % ways.length] : character;
      })
      .join(''),
  );

/** `<t>` in its ways: plain, with space kept, as CDATA, in runs with phonetic ones between. */
const stringItem: fc.Arbitrary<{ text: string; xml: string }> = fc
  .tuple(plain, plain, fc.constantFrom('plain', 'kept', 'rich', 'phonetic'), blank)
  .chain(([a, b, way, space]) =>
    fc.tuple(spelled(a), spelled(b)).map(([x, y]) => {
      const t = (inner: string) => `<t xml:space="preserve">${inner}</t>`;
      if (way === 'plain') return { text: a, xml: `<t>${x}</t>` };
      if (way === 'kept') return { text: a, xml: t(x) };
      const runs = `<r><rPr><b/><sz val="11"/></rPr>${t(x)}</r>${space}<r>${t(y)}</r>`;
      const phonetic = way === 'phonetic' ? '<rPh sb="0" eb="1"><t>カナ</t></rPh><phoneticPr fontId="1"/>' : '';
      return { text: a + b, xml: runs + phonetic };
    }),
  );

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((x) => (x === 0 ? 0 : x)),
  fc.integer({ min: -99_999, max: 99_999 }).map((x) => x / 100),
);

/** A cell of any type, and its XML with attributes in any order, quotes and blanks of any sort. */
const cell: fc.Arbitrary<Made | undefined> = fc
  .record({
    kind: fc.constantFrom('n', 'n', 's', 'str', 'inline', 'b', 'f', 'empty', 'absent'),
    value: number,
    item: stringItem,
    flag: fc.boolean(),
    quote: fc.constantFrom('"', "'"),
    space: blank,
    order: fc.boolean(),
    text: plain.chain((text) => spelled(text).map((xml) => ({ text, xml }))),
  })
  .map(({ kind, value, item, flag, quote: q, space, order, text }) => {
    const tag = (reference: string, type: string) => {
      const attributes = [`r=${q}${reference}${q}`, `s=${q}0${q}`, ...(type ? [`t=${q}${type}${q}`] : [])];
      return `<c ${(order ? attributes : attributes.reverse()).join(' ')}${space}`;
    };
    const made = (result: Value, type: string, inner: string): Made => ({
      value: result,
      xml: (reference) => `${tag(reference, type)}>${space}${inner}${space}</c>`,
    });
    switch (kind) {
      case 'n':
        return made(value, order ? '' : 'n', `<v>${value}</v>`);
      case 's':
        return { ...made(item.text, 's', ''), shared: item.xml } as Made;
      case 'inline':
        return made(item.text, 'inlineStr', `<is>${item.xml}</is>`);
      case 'str':
        return text.text === '' ? undefined : made(text.text, 'str', `<f>A1&amp;"x"</f>${space}<v>${text.xml}</v>`);
      case 'b':
        return made(flag, 'b', `<v>${flag ? 1 : 0}</v>`);
      case 'f':
        return made(value, '', `<f t="shared" ref="A1:A2" si="0"/><v>${value}</v>`);
      case 'empty':
        return { value: null, xml: (reference) => `${tag(reference, '')}/>` };
      default:
        return undefined;
    }
  });

const grid = fc.record({
  rows: fc.array(fc.record({ gap: fc.constantFrom(0, 0, 0, 1, 7), cells: fc.array(cell, { maxLength: 6 }) }), {
    minLength: 1,
    maxLength: 8,
  }),
  space: blank,
});

interface Book {
  readonly xml: string;
  readonly shared: string;
  readonly expected: ReadonlyMap<string, Value>;
}

function book({ rows, space }: typeof grid extends fc.Arbitrary<infer T> ? T : never): Book {
  const shared: string[] = [];
  const expected = new Map<string, Value>();
  let number = 0;
  const body = rows.map(({ gap, cells }) => {
    number += 1 + gap;
    const inner = cells.map((made, column) => {
      if (!made) return '';
      const reference = `${columnLetters(column)}${number}`;
      if (made.value !== null) expected.set(reference, made.value);
      const item = (made as { shared?: string }).shared;
      return item === undefined
        ? made.xml(reference)
        : made.xml(reference).replace(/<\/c>$/, () => `<v>${shared.push(item) - 1}</v></c>`);
    });
    return `<row r="${number}" spans="1:6">${space}${inner.join(space)}</row>${space}`;
  });
  return { xml: body.join(''), shared: shared.map((item) => `<si>${item}</si>`).join(space), expected };
}

/** The comment lets the quick reader of usual cells, which looks 120 bytes ahead, see the last ones too. */
const sheetXml = (rows: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${main}"><sheetData>${rows}<!--${' '.repeat(150)}--></sheetData></worksheet>`;

async function scanned(xml: string, strings: readonly string[], size: number): Promise<Map<string, Value>> {
  const cells = new Map<string, Value>();
  const keep = ({ columns, rows, texts }: CellBatch) => {
    for (const { index, kinds, values } of columns) {
      kinds.forEach((kind, i) => {
        if (kind === cellKind.missing) return;
        const value = cellValue(
          kind,
          values[i],
          (n) => strings[n],
          (n) => texts[n],
        );
        cells.set(`${columnLetters(index)}${rows[i]}`, value as Value);
      });
    }
  };
  const scanner = sheetScanner({ place: 'twin', styles: Uint8Array.of(0, 1, 0, 2), date1904: false }, keep);
  const bytes = Buffer.from(xml);
  for (let at = 0; at < bytes.length; at += size) scanner.push(Buffer.from(bytes.subarray(at, at + size)));
  scanner.end();
  return cells;
}

async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function stringsOf(xml: string, size: number): Promise<string[]> {
  const all: string[] = [];
  for await (const some of sharedStrings(pieces(`<sst xmlns="${main}">${xml}</sst>`, size), 'twin')) all.push(...some);
  return all;
}

const ordered = (cells: ReadonlyMap<string, Value>) =>
  Object.fromEntries([...cells].sort(([a], [b]) => (a < b ? -1 : 1)));

test('any workbook, in chunks of any size, holds the cells that were put in', async () => {
  await fc.assert(
    fc.asyncProperty(grid, fc.integer({ min: 1, max: 300 }), async (made, size) => {
      const { xml, shared, expected } = book(made);
      const cells = await scanned(sheetXml(xml), await stringsOf(shared, size), size);
      expect(ordered(cells)).toEqual(ordered(expected));
    }),
    { numRuns: 400 },
  );
});

test('any workbook holds the cells that SheetJS reads (its own answer, @e965/xlsx 0.20.3)', async () => {
  await fc.assert(
    fc.asyncProperty(grid, async (made) => {
      const { xml, shared } = book(made);
      const bytes = zipBytes(workbookParts({ sheets: [{ name: 'S', rows: xml }], shared }));
      const theirs = new Map<string, Value>();
      const sheet = sheetJsRead(bytes, { type: 'buffer', cellFormula: false }).Sheets.S;
      for (const [reference, found] of Object.entries(sheet)) {
        if (!reference.startsWith('!') && found.v !== undefined) theirs.set(reference, found.v as Value);
      }
      const ours = await scanned(sheetXml(xml), await stringsOf(shared, 1000), 1000);
      expect(ordered(ours)).toEqual(ordered(theirs));
    }),
    { numRuns: 300 },
  );
});

test('any workbook with any bytes changed or cut is read or refused with its place', async () => {
  const damage = fc.array(
    fc.tuple(fc.double({ min: 0, max: 0.999999, noNaN: true }), fc.constantFrom(...'<>/="\'&; r1cv\0')),
    { minLength: 1, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(grid, damage, fc.boolean(), async (made, changes, cut) => {
      const { xml, shared } = book(made);
      const strings = await stringsOf(shared, 1000);
      let text = sheetXml(xml);
      for (const [at, character] of changes) {
        const i = Math.floor(at * text.length);
        text = cut ? text.slice(0, i) + text.slice(i + 1) : text.slice(0, i) + character + text.slice(i + 1);
      }
      try {
        await scanned(text, strings, 500);
      } catch (error) {
        expect(error).toMatchObject({ name: 'TillbookError', code: 'BAD_INPUT' });
        expect((error as Error).message).toMatch(/^twin/);
      }
    }),
    { numRuns: 1500 },
  );
});

test('cells as Excel writes them are read alike by the quick reader and, under a prefix, by the scanner', async () => {
  const text = plain.chain(spelled);
  const usual = fc.oneof(
    fc
      .tuple(number, fc.constantFrom('', ' s="1"', ' s="2"', ' s="3"', ' s="99999"'))
      .map(([x, s]) => [s, `<v>${x}</v>`]),
    fc
      .tuple(
        fc.constantFrom(
          '1e3',
          '-0',
          '00012',
          '1.50',
          '.5',
          '5.',
          '12345678901234567890',
          '0.1234567890123456789012345',
        ),
      )
      .map(([x]) => ['', `<v>${x}</v>`]),
    fc.nat(999_999).map((i) => [' t="s"', `<v>${i}</v>`]),
    text.map((x) => [' t="inlineStr"', `<is><t>${x}</t></is>`]),
    text.map((x) => [' s="0" t="inlineStr"', `<is><t xml:space="preserve">${x}</t></is>`]),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(usual, { minLength: 1, maxLength: 9 }), { maxLength: 20 }),
      fc.integer({ min: 60, max: 900 }),
      async (rows, size) => {
        const body = rows.map((cells, i) => {
          const inner = cells.map(
            ([attributes, value], j) => `<c r="${columnLetters(j * 13)}${i + 1}"${attributes}>${value}</c>`,
          );
          return `<row r="${i + 1}" spans="1:99">${inner.join('')}</row>`;
        });
        const xml = sheetXml(body.join(''));
        const prefixed = xml.replaceAll(/<(\/?)(?=[a-z])/g, '<$1x:').replace('xmlns=', 'xmlns:x=');
        const strings = Object.assign([], { length: 1_000_000 }) as string[];
        const numbered = new Proxy(strings, { get: (_, i) => `shared ${String(i)}` });
        expect(ordered(await scanned(xml, numbered, size))).toEqual(ordered(await scanned(prefixed, numbered, size)));
      },
    ),
    { numRuns: 300 },
  );
});
