import { describe, expect, test } from 'vitest';
import { readXlsx } from '../../../src/datasets/xlsx/read-xlsx.js';
import { workbookBytes, workbookParts, written } from '../../helpers/xlsx.js';
import { type ZipPart, zipBytes } from '../../helpers/zip.js';

const header = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>';
const good = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>';
const sheet = (rows: string | Buffer, after = '') => [{ name: 'Sales', rows, after }];

async function failure(bytes: Buffer): Promise<string> {
  try {
    for await (const _ of readXlsx(written('book.xlsx', bytes)));
  } catch (error) {
    expect(error).toMatchObject({ name: 'TillbookError', code: 'BAD_INPUT' });
    expect((error as { hint?: string }).hint).toBeTruthy();
    return (error as Error).message;
  }
  throw new Error('it was read');
}
/** What is said of a cell, at the sheet's end and in its midst, where a quicker reader looks at it first. */
async function cell(xml: string): Promise<string> {
  const inRow = (after: string) =>
    failure(workbookBytes({ sheets: sheet(`${header}<row r="2"><c r="A2"><v>1</v></c>${xml}</row>`, after) }));
  const message = await inRow('');
  expect(await inRow(`<!--${' '.repeat(200)}-->`)).toBe(message);
  return message;
}

describe('a broken cell is named by file, sheet, row and column', () => {
  test.each([
    ['<c r="B2"><v>abc</v></c>', '"abc" is no number'],
    ['<c r="B2"><v>1e999</v></c>', '"1e999" is no number'],
    ['<c r="B2"><v>NaN</v></c>', 'is no number'],
    ['<c r="B2" t="s"><v>-1</v></c>', 'the number of a shared string is "-1"'],
    ['<c r="B2" t="s"><v>99999999999</v></c>', 'is "99999999999", no whole number'],
    ['<c r="B2" t="b"><v>2</v></c>', 'neither 0 nor 1'],
    ['<c r="B2" t="d"><v>yesterday</v></c>', 'is no date'],
    ['<c r="B2" t="q"><v>1</v></c>', 'has the type "q"'],
    ['<c r="B3"><v>1</v></c>', 'the cell "B3" has no place in this row'],
    ['<c r="2B"><v>1</v></c>', 'the cell "2B" has no place'],
    ['<c r="B"><v>1</v></c>', 'the cell "B" has no place'],
    ['<c r="B2" s="x"><v>1</v></c>', 'the style is "x"'],
    ['<c r="B2"><v>1</v><v>2</v></c>', 'holds two values'],
    ['<c r="B2">1</c>', 'text outside of its value'],
    ['<c r="B2"><w>1</w></c>', 'holds <w>'],
    ['<c r="B2"><v>1</c></v>', 'mismatched|end tag|no place|another tag|Unexpected close'],
    ['<c r="B2" t="str"><v>&nbsp;</v></c>', 'the entity &nbsp;'],
    ['<c r="B2" t="str"><v>a & b</v></c>', 'an & that begins no entity'],
    ['<c r=B2><v>1</v></c>', 'an attribute without quotes'],
  ])('%s: %s', async (xml, message) => {
    const text = await cell(xml);
    expect(text).toMatch(/^book\.xlsx, sheet "Sales", row 2, column B: /);
    expect(text).toMatch(new RegExp(message.replaceAll(/[&;"<>-]/g, '.')));
  });

  test.each([
    ['the same cell twice', '<c r="B2"><v>1</v></c><c r="B2"><v>2</v></c>', 'row 2, column B: stands twice'],
    ['a column beyond XFD', '<c r="XFE2"><v>1</v></c>', 'row 2, column XFE: stands beyond column XFD'],
    ['an unknown element', '<d/>', 'row 2: holds <d/'],
    ['text between cells', 'oops', 'row 2: holds text ("oops'],
    ['a document type', '<!DOCTYPE x>', 'a declaration'],
    ['CDATA between cells', '<![CDATA[<c/>]]>', 'holds text'],
  ])('%s', async (_, xml, message) => {
    expect(await cell(xml)).toContain(message);
  });
});

describe('broken rows and sheets', () => {
  test.each([
    ['rows that do not ascend', `${header}<row r="5"/><row r="5"/>`, 'row 5: stands after row 5'],
    ['a row beyond the last', `${header}<row r="1048577"/>`, 'no number of 1 to 1048576'],
    ['a row without a number', `${header}<row r="x"/>`, 'no number of 1'],
    ['rows of a foreign namespace', `${header}<y:row xmlns:y="urn:y"/>`, 'row 1: holds <y:row'],
    ['cells outside of rows', `${header}<c/>`, 'holds <c/'],
  ])('%s', async (_, rows, message) => {
    expect(await failure(workbookBytes({ sheets: sheet(rows) }))).toContain(message);
  });

  test('a shared string that is not there', async () => {
    const rows = `${header}<row r="2"><c r="A2" t="s"><v>7</v></c></row>`;
    expect(await failure(workbookBytes({ sheets: sheet(rows), shared: '<si><t>x</t></si>' }))).toMatch(
      /"Sales".*shared string 7.*there are 1/,
    );
  });

  test('a sheet cut off at any byte fails, and names the sheet', async () => {
    const parts = workbookParts({
      sheets: sheet(header + good, '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'),
    });
    const whole = Buffer.from(parts.at(-1)!.data);
    for (let length = 0; length < whole.length; length += 3) {
      const cut = [...parts.slice(0, -1), { name: parts.at(-1)!.name, data: whole.subarray(0, length) }];
      expect(await failure(zipBytes(cut))).toContain('book.xlsx, sheet "Sales"');
    }
  });

  test('shared strings cut off at any byte fail', async () => {
    const shared = Buffer.from(
      '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>one</t></si><si><r><t>two</t></r></si></sst>',
    );
    for (let length = 0; length < shared.length; length += 2) {
      const bytes = workbookBytes({ sheets: sheet(header), shared: shared.subarray(0, length) });
      expect(await failure(bytes)).toContain('sharedStrings.xml');
    }
  });

  test('bytes that are not UTF-8 in a text are refused, in any other place passed over by nobody', async () => {
    const rows = Buffer.concat([
      Buffer.from(
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="str"><v>',
      ),
      Buffer.from([0x41, 0xff, 0x42]),
      Buffer.from('</v></c></row></sheetData></worksheet>'),
    ]);
    expect(await failure(workbookBytes({ sheets: sheet(rows) }))).toMatch(
      /row 1, column A: holds bytes that are not UTF-8/,
    );
  });
});

describe('broken zips and workbooks', () => {
  const parts = workbookParts({ sheets: sheet(header + good) });
  const without = (name: string) => zipBytes(parts.filter((part) => part.name !== name));
  const changed = (name: string, change: Partial<ZipPart>) =>
    zipBytes(parts.map((part) => (part.name === name ? { ...part, ...change } : part)));
  const sheetPart = 'xl/worksheets/sheet1.xml';

  test('cut off at any byte', async () => {
    const whole = zipBytes(parts);
    for (let length = 0; length < whole.length; length += 41) {
      expect(await failure(whole.subarray(0, length))).toContain('book.xlsx');
    }
  });

  test('any byte of it changed: it is read or fails, and nothing else', { timeout: 120_000 }, async () => {
    const whole = zipBytes(parts);
    for (let at = 0; at < whole.length; at += 7) {
      const bytes = Buffer.from(whole);
      bytes[at] ^= 0x55;
      const message = await failure(bytes).catch((error: Error) => error.message);
      expect(message).toMatch(/book\.xlsx|it was read/);
    }
  });

  test.each([
    ['a wrong checksum', changed(sheetPart, { crc: 1 }), 'sheet1.xml has not the checksum'],
    ['a size too small', changed(sheetPart, { bytes: 10 }), 'bytes where 10 are declared'],
    ['a size too large', changed(sheetPart, { bytes: 99_999 }), 'bytes where 99999 are declared'],
    ['packed bytes cut off', changed(sheetPart, { packed: Buffer.from([0x4b]) }), 'breaks off after 0 bytes'],
    ['packed bytes that are none', changed(sheetPart, { packed: Buffer.alloc(9, 0xff) }), 'breaks off'],
    ['an unknown method', changed(sheetPart, { method: 14 }), 'method 14'],
    ['encryption', changed(sheetPart, { flags: 1 }), 'encrypted'],
    ['no workbook', without('xl/workbook.xml'), 'is a zip but no xlsx'],
    ['no relations', without('_rels/.rels'), 'is a zip but no xlsx'],
    ['no sheet', without(sheetPart), 'the sheet "Sales" is missing'],
    ['no styles where they are declared', without('xl/styles.xml'), 'xl/styles.xml is missing'],
    ['a broken workbook', changed('xl/workbook.xml', { data: '<workbook>' }), 'not well-formed'],
    [
      'a workbook with a document type',
      changed('xl/workbook.xml', { data: '<!DOCTYPE workbook [<!ENTITY a "b">]><workbook/>' }),
      'document type',
    ],
    ['a binary workbook', zipBytes([{ name: 'xl/workbook.bin', data: '' }]), 'binary workbook (xlsb)'],
    ['an OpenDocument file', zipBytes([{ name: 'content.xml', data: '' }]), 'OpenDocument'],
    ['a zip without files', zipBytes([]), 'no xlsx'],
    ['no zip', Buffer.from('a,b\n1,2\n'), 'cannot be read as a zip'],
    ['no bytes', Buffer.alloc(0), 'cannot be read as a zip'],
  ])('%s', async (_, bytes, message) => {
    expect(await failure(bytes)).toContain(message);
  });
});
