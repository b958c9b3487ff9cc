import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { rows } from '../../src/base/columns.js';
import { localFiles } from '../../src/datasets/local-files.js';
import { openEngine } from '../../src/engine/open-engine.js';
import { folder, workbookBytes, written } from '../helpers/xlsx.js';
import { zipBytes } from '../helpers/zip.js';

const csv = 'a,b\n1,x\n2,y\n';
const sheet = (value: number) => `<row><c t="str"><v>a</v></c></row><row><c><v>${value}</v></c></row>`;
const xlsx = workbookBytes({
  sheets: [
    { name: 'One', rows: sheet(1) },
    { name: 'Two', rows: sheet(2) },
  ],
});

async function read(name: string, bytes: Buffer) {
  const file = written(name, bytes);
  const made = await localFiles(file, folder());
  const engine = await openEngine();
  const found = [];
  for (const { file: local, origin, label } of made) {
    const relation = await engine.scan(local, { origin });
    expect(relation.provenance.files[0]).toMatchObject({ file: name, bytes: bytes.length });
    const [first] = rows<{ a: string }>(
      await engine.query(`select cast(a as string) as a from ${relation.name} limit 1`),
    );
    found.push(`${label}: ${first.a}`);
  }
  await engine.close();
  return found;
}

test.each([
  ['plain.csv', Buffer.from(csv), ['plain.csv: 1']],
  ['packed.bin', gzipSync(csv), ['packed.bin: 1']],
  ['book.xlsx', xlsx, ['book.xlsx, sheet "One": 1', 'book.xlsx, sheet "Two": 2']],
  [
    'book.zip',
    zipBytes([{ name: 'data/b.xlsx', data: xlsx }]),
    ['book.zip, sheet "One": 1', 'book.zip, sheet "Two": 2'],
  ],
  [
    'tables.zip',
    zipBytes([
      { name: 'x/a.csv', data: csv },
      { name: 'y/a.csv', data: csv.replace('1', '7') },
      { name: 'read.me', data: '' },
    ]),
    ['tables.zip, x/a.csv: 1', 'tables.zip, y/a.csv: 7'],
  ],
])('%s is made what an engine scans, and stays the origin', async (name, bytes, expected) => {
  expect(await read(name, bytes)).toEqual(expected);
});

test('a zip of nothing readable says what it holds', async () => {
  const file = written('other.zip', zipBytes([{ name: 'photo.jpg', data: 'x' }]));
  await expect(localFiles(file, folder())).rejects.toMatchObject({ code: 'BAD_INPUT', hint: 'it holds photo.jpg' });
});

test('an xlsx without a row is refused', async () => {
  const file = written('empty.xlsx', workbookBytes({ sheets: [{ name: 'S', rows: '' }] }));
  await expect(localFiles(file, folder())).rejects.toThrow(`${basename(file)} holds no rows: sheet "S" is empty`);
});
