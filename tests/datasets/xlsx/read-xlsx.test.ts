import { describe, expect, test } from 'vitest';
import { readXlsx } from '../../../src/datasets/xlsx/read-xlsx.js';
import type { XlsxOptions } from '../../../src/datasets/xlsx/xlsx-options.js';
import { type WorkbookText, workbookBytes, written } from '../../helpers/xlsx.js';

/** All cells below the header as rows of values, each with its row number. */
async function read(text: WorkbookText, options: XlsxOptions = {}) {
  const rows: Array<[string, number, Record<string, unknown>]> = [];
  for await (const batch of readXlsx(written('book.xlsx', workbookBytes(text)), options)) {
    const names = batch.schema.fields.map(({ name }) => name);
    for (let i = 0; i < batch.numRows; i++) {
      rows.push([
        batch.sheet,
        batch.rows[i],
        Object.fromEntries(names.map((name) => [name, batch.getChild(name)!.get(i)])),
      ]);
    }
  }
  return rows;
}
const only = async (rows: string, rest: Partial<WorkbookText> = {}) =>
  (await read({ sheets: [{ name: 'S', rows }], ...rest })).map(([, , row]) => row);

const header = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="str"><v>b</v></c></row>';

describe('cells', () => {
  test('numbers, shared and inline strings, booleans, ISO dates, formulas with and without a result, errors', async () => {
    const rows = `${header}
      <row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>-2.5E-3</v></c></row>
      <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c></row>
      <row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="d"><v>2011-12-09T12:50:00</v></c></row>
      <row r="5"><c r="A5"><f>1+1</f><v>2</v></c><c r="B5"><f>1/0</f></c></row>
      <row r="6"><c r="A6" t="e"><v>#N/A</v></c><c r="B6" t="str"><f>"x"</f><v>x</v></c></row>`;
    expect(await only(rows, { shared: '<si><t>zero</t></si><si><t>one</t></si>' })).toEqual([
      { a: 1, b: -0.0025 },
      { a: 'one', b: ' x ' },
      { a: true, b: new Date('2011-12-09T12:50:00Z') },
      { a: 2, b: null },
      { a: null, b: 'x' },
    ]);
  });

  test('rich text is joined, phonetic runs left out, CDATA, comments and entities understood', async () => {
    const shared = `<si><r><rPr><b/></rPr><t>rich </t></r><r><t>text</t></r><rPh sb="0" eb="1"><t>リッチ</t></rPh></si>
      <si><t><![CDATA[<&>]]></t></si><si><t>a<!-- c -->b</t></si><si><t>&lt;&amp;&#163;&#x1F600;&quot;&apos;</t></si><si/><si><t/></si><si><t>_x000D_1\r\n2</t></si>`;
    const cells = Array.from({ length: 7 }, (_, i) => `<row><c t="s"><v>${i}</v></c></row>`).join('');
    expect((await only(header + cells, { shared })).map(({ a }) => a)).toEqual([
      'rich text',
      '<&>',
      'ab',
      '<&£😀"\'',
      '',
      '',
      '\r1\n2',
    ]);
  });

  test('dates by number format in both date systems; times of day as text; elapsed time as a number of days', async () => {
    const formats = ['m/d/yy h:mm', 'h:mm:ss', '[h]:mm'];
    const rows = `${header}<row r="2"><c r="A2" s="1"><v>40148.322916666664</v></c><c r="B2" s="2"><v>0.5</v></c></row><row r="3"><c r="A3" s="1"><v>60</v></c><c r="B3" s="3"><v>1.5</v></c></row>`;
    expect(await only(rows, { formats })).toEqual([
      { a: new Date('2009-12-01T07:45:00Z'), b: '12:00:00' },
      { a: 60, b: 1.5 },
    ]);
    expect((await only(rows, { formats, date1904: true }))[0]!.a).toEqual(new Date('2013-12-02T07:45:00Z'));
  });

  test('a workbook with prefixes, other attribute orders, quotes, blanks and no references', async () => {
    const rows = `<?xml version='1.0'?><!-- c --><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetPr/><x:sheetData >
      <x:row ><x:c t='str' ><x:v >a</x:v ></x:c ><x:c t = "str"><x:v>b</x:v></x:c></x:row>
      <?pi?><x:row r='2' spans="1:2"><x:c s='0' r='B2'><x:v> 7 </x:v></x:c><!-- c --></x:row><x:row/><x:row r="9"><x:c/><x:c><x:v>8</x:v></x:c></x:row>
      </x:sheetData></x:worksheet>`;
    expect(await read({ sheets: [{ name: 'S', rows }] })).toEqual([
      ['S', 2, { a: null, b: 7 }],
      ['S', 9, { a: null, b: 8 }],
    ]);
  });

  test.each(['utf16le', 'utf16be', 'utf8-bom', 'latin1'])('a part in %s', async (encoding) => {
    const declared = encoding === 'latin1' ? 'ISO-8859-1' : 'UTF-16';
    const text = `<?xml version="1.0" encoding="${encoding === 'utf8-bom' ? 'UTF-8' : declared}"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="str"><v>é£</v></c></row><row><c t="str"><v>ü£</v></c></row></sheetData></worksheet>`;
    const bytes = {
      utf16le: () => Buffer.from(`\ufeff${text}`, 'utf16le'),
      utf16be: () => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      'utf8-bom': () => Buffer.from(`\ufeff${text}`),
      latin1: () => Buffer.from(text, 'latin1'),
    }[encoding]!();
    expect(await read({ sheets: [{ name: 'S', rows: bytes }] })).toEqual([['S', 2, { 'é£': 'ü£' }]]);
  });

  test('names: a missing one after its letters, a repeated one numbered, numbers and dates as text', async () => {
    const cell = (text: string) => `<c t="str"><v>${text}</v></c>`;
    const rows = `<row>${cell('x')}${cell('X')}<c/><c><v>2010</v></c></row><row>${'<c><v>1</v></c>'.repeat(5)}</row>`;
    expect(await only(rows)).toEqual([{ x: 1, X_2: 1, column_C: 1, 2010: 1, column_E: 1 }]);
  });
});

describe('sheets', () => {
  const sheets = [
    { name: 'One', rows: `${header}<row><c><v>1</v></c></row>` },
    { name: 'Hidden', rows: `${header}<row><c><v>2</v></c></row>`, state: 'hidden' },
    { name: 'Ünï & "three"', rows: `${header}<row><c><v>3</v></c></row>` },
  ];
  test('all that are not hidden, or those named', async () => {
    expect((await read({ sheets })).map(([sheet]) => sheet)).toEqual(['One', 'Ünï & "three"']);
    expect((await read({ sheets }, { sheets: ['Hidden'] })).map(([sheet]) => sheet)).toEqual(['Hidden']);
    await expect(read({ sheets }, { sheets: ['Two'] })).rejects.toThrow('no sheet "Two"');
  });

  test('the row of names can be given; rows above it are passed over', async () => {
    const rows = `<row r="1"><c><v>9</v></c></row><row r="3"><c t="str"><v>n</v></c></row><row r="4"><c><v>1</v></c></row>`;
    expect(await read({ sheets: [{ name: 'S', rows }] }, { headerRow: 3 })).toEqual([['S', 4, { n: 1 }]]);
    await expect(read({ sheets: [{ name: 'S', rows }] }, { headerRow: 2 })).rejects.toThrow(/row 3.*not row 2/);
  });
});

test('a sheet of 16,384 columns that grows wide late comes in batches of bounded size', async () => {
  const wide = `<row>${Array.from({ length: 16_384 }, (_, i) => `<c><v>${i}</v></c>`).join('')}</row>`;
  const rows = `<row><c><v>1</v></c></row>${'<row><c><v>1</v></c></row>'.repeat(3000)}${wide.repeat(100)}`;
  let count = 0;
  let largest = 0;
  for await (const batch of readXlsx(written('book.xlsx', workbookBytes({ sheets: [{ name: 'S', rows }] })))) {
    count += batch.numRows;
    largest = Math.max(largest, batch.numRows * (batch.numRows > 1000 ? 1 : 16_384));
    expect(batch.getChild('1')!.get(batch.numRows - 1)).toBe(count > 3000 ? 0 : 1);
  }
  expect(count).toBe(3100);
  expect(largest).toBeLessThan(2 ** 23);
});
