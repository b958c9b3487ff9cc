import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { rows } from '../../src/base/columns.js';
import { checkPacked } from '../../src/engine/check-packed.js';
import type { Engine } from '../../src/engine/engine.js';
import { fileKind } from '../../src/engine/file-kind.js';
import { openEngine } from '../../src/engine/open-engine.js';
import { openScratch } from '../../src/engine/scratch.js';
import { folder, workbookBytes, written } from '../helpers/xlsx.js';
import { zipBytes } from '../helpers/zip.js';

const csv = 'a,b\n1,x\n2,"y,z"\n';
const tsv = 'a\tb\n1\tx\n2\ty,z\n';
const json = '{"a":1,"b":"x"}\n{"a":2,"b":"y,z"}\n';

test.each([
  ['CSV', csv, 'csv none'],
  ['TSV', tsv, 'csv none'],
  ['JSON lines', json, 'json none'],
  ['JSON lines after a mark and blanks', `\ufeff\n ${json}`, 'json none'],
  ['a JSON array', `[\n${json.trim().replace('\n', ',')}]`, 'json none'],
  ['CSV whose first name begins with a brace', '{a},b\n1,2\n', 'csv none'],
  ['CSV in gzip', gzipSync(csv), 'csv gzip'],
  ['JSON lines in gzip', gzipSync(json), 'json gzip'],
  [
    'JSON lines in gzip of which the head is larger than what is looked at',
    gzipSync(json.repeat(200_000), { level: 0 }),
    'json gzip',
  ],
  ['a zip', zipBytes([{ name: 'a', data: '' }]), 'zip none'],
  ['an empty zip', zipBytes([]), 'zip none'],
  ['an xlsx', workbookBytes({ sheets: [{ name: 'S', rows: '' }] }), 'zip none'],
])('%s is told by its content', async (_, bytes, expected) => {
  const { kind, compression } = await fileKind(written('any.name', Buffer.from(bytes as string)));
  expect(`${kind} ${compression}`).toBe(expected);
});

test.each([
  ['an old Excel file', Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'old Excel file (xls) or one with a password'],
  ['broken gzip', Buffer.from('1f8b0800000000000003ffffffffff', 'hex'), 'cannot be unpacked'],
  ['nothing', Buffer.alloc(0), 'is empty'],
])('%s is refused', async (_, bytes, message) => {
  await expect(fileKind(written('file', bytes))).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining(message),
  });
});

describe('packed texts', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine();
    return () => engine.close();
  });
  const expected = [
    { a: '1', b: 'x' },
    { a: '2', b: 'y,z' },
  ];
  const read = async (file: string) => {
    const { name } = await engine.scan(file, { allText: true });
    return rows(await engine.query(`select cast(a as string) as a, b from ${name} order by a`));
  };

  /** zstd is not in Node 20: DuckDB writes it. */
  async function zstd(text: string): Promise<string> {
    const scratch = await openScratch();
    const file = join(folder(), 'packed');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => `('${line}')`);
    await scratch.run(
      `copy (select * from (values ${lines.join(', ')})) to '${file}' (format csv, header false, quote '', delim '\x01', compression zstd)`,
    );
    scratch.close();
    return file;
  }

  test.each([
    ['CSV', csv],
    ['TSV', tsv],
    ['JSON lines', json],
  ])('%s is read plain, in gzip and in zstd', async (_, text) => {
    expect(await read(written('plain', Buffer.from(text)))).toEqual(expected);
    expect(await read(written('gzip', gzipSync(text)))).toEqual(expected);
    expect(await read(await zstd(text))).toEqual(expected);
  });

  test('gzip of several members is whole; cut off, changed or with bytes behind it is not', async () => {
    const long = `a,b\n${Array.from({ length: 20_000 }, (_, i) => `${i},${Math.sin(i)}`).join('\n')}\n`;
    const whole = gzipSync(long);
    await checkPacked(written('two', Buffer.concat([gzipSync('a,b\n1,x\n'), gzipSync('2,y\n')])), 'gzip');
    const changed = Buffer.from(whole);
    changed[whole.length - 6] ^= 1;
    for (const bytes of [whole.subarray(0, whole.length / 2), whole.subarray(0, -1), whole.subarray(0, -8), changed]) {
      const file = written('cut.gz', bytes);
      await expect(checkPacked(file, 'gzip')).rejects.toMatchObject({
        code: 'BAD_INPUT',
        message: expect.stringContaining('is not whole'),
      });
      await expect(engine.scan(file)).rejects.toThrow('is not whole');
    }
  });

  test('zstd cut off at any byte is not whole', async () => {
    const file = await zstd(`a,b\n${Array.from({ length: 3000 }, (_, i) => `${i},${Math.sin(i)}`).join('\n')}\n`);
    await checkPacked(file, 'zstd');
    const { readFileSync } = await import('node:fs');
    const whole = readFileSync(file);
    for (let length = 4; length < whole.length; length += 97) {
      const cut = join(folder(), 'cut');
      writeFileSync(cut, whole.subarray(0, length));
      await expect(checkPacked(cut, 'zstd'), `${length} bytes`).rejects.toThrow('is not whole');
    }
    const two = written(
      'two',
      Buffer.concat([whole, Buffer.from('502a4d180400000000000000', 'hex').subarray(0, 12), whole]),
    );
    await expect(checkPacked(two, 'zstd')).resolves.toBeUndefined();
    await expect(checkPacked(written('tail', Buffer.concat([whole, Buffer.from('garbage')])), 'zstd')).rejects.toThrow(
      'no zstd frame begins',
    );
  });

  test('a zip is refused by the engine, which says what to do', async () => {
    await expect(engine.scan(written('a', zipBytes([])))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      hint: expect.stringContaining('data import'),
    });
  });
});
