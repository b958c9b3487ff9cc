import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unpackEntry, unpackForReading } from '../../../src/datasets/zip/unpack-entry.js';
import { openZip, type ZipLimits } from '../../../src/datasets/zip/zip-archive.js';
import { folder, written } from '../../helpers/xlsx.js';
import { type ZipPart, zipBytes } from '../../helpers/zip.js';

async function contents(bytes: Buffer, limits: ZipLimits = {}): Promise<Record<string, string>> {
  const zip = await openZip(written('a.zip', bytes), 'a.zip', limits);
  try {
    const found: Record<string, string> = {};
    for (const entry of zip.entries) {
      const chunks: Buffer[] = [];
      for await (const chunk of zip.read(entry)) chunks.push(chunk);
      found[entry.name] = Buffer.concat(chunks).toString();
    }
    return found;
  } finally {
    zip.close();
  }
}
const refused = (parts: readonly ZipPart[], limits?: ZipLimits) =>
  expect(contents(zipBytes(parts), limits)).rejects.toMatchObject({ code: 'BAD_INPUT', hint: expect.any(String) });

test('any entries, stored or deflated, come out as they went in', async () => {
  const part = fc.record({
    name: fc.stringMatching(/^[a-z]{1,8}$/),
    data: fc.string({ maxLength: 500 }),
    stored: fc.boolean(),
  });
  const parts = fc.uniqueArray(part, { maxLength: 5, selector: ({ name }) => name });
  await fc.assert(
    fc.asyncProperty(parts, async (made) => {
      expect(await contents(zipBytes(made))).toEqual(Object.fromEntries(made.map(({ name, data }) => [name, data])));
    }),
    { numRuns: 50 },
  );
});

test.each(['../up.csv', 'a/../../up.csv', '/etc/passwd', 'C:/x.csv', '..\\up.csv', 'C:\\x.csv'])(
  'a name that climbs out (%s) is refused',
  async (name) => {
    await refused([{ name, data: 'x' }]);
  },
);

test('two entries of one name are refused, case aside', async () => {
  await refused([
    { name: 'a.csv', data: 'x' },
    { name: 'A.csv', data: 'y' },
  ]);
});

test('entries that share bytes are refused (Fifield 2019, a better zip bomb)', async () => {
  await refused([
    { name: 'a', data: 'x'.repeat(99) },
    { name: 'b', data: 'x'.repeat(99), offset: 0 },
  ]);
});

test('a bomb is refused before it is unpacked where it says so, and while it is where it lies', {
  timeout: 60_000,
}, async () => {
  const zeros = Buffer.alloc(2 ** 25);
  await expect(contents(zipBytes([{ name: 'bomb', data: zeros }]))).rejects.toThrow(
    /bomb comes to more than 200 bytes/,
  );
  const lying = zipBytes([{ name: 'bomb', data: 'x', packed: deflateRawSync(zeros), bytes: 100 }]);
  await expect(contents(lying)).rejects.toThrow(/bomb (comes to more than 200 bytes|has \d+ bytes where 100)/);
  await expect(contents(zipBytes([{ name: 'b', data: 'x'.repeat(1000) }]), { maxEntryBytes: 999 })).rejects.toThrow(
    'more than 999 bytes',
  );
  await expect(
    contents(
      zipBytes([
        { name: 'a', data: '' },
        { name: 'b', data: '' },
      ]),
      { maxEntries: 1 },
    ),
  ).rejects.toThrow('2 entries, more than 1');
});

test('an entry is unpacked to a file whole, or not at all', async () => {
  const out = folder();
  const good = await openZip(written('a.zip', zipBytes([{ name: 'deep/a.csv', data: 'x,y' }])), 'a.zip');
  await unpackEntry(good, good.entries[0], join(out, 'a.csv'));
  expect(readFileSync(join(out, 'a.csv'), 'utf8')).toBe('x,y');
  const bad = await openZip(written('b.zip', zipBytes([{ name: 'b.csv', data: 'x,y', crc: 7 }])), 'b.zip');
  await expect(unpackEntry(bad, bad.entries[0], join(out, 'b.csv'))).rejects.toThrow('checksum');
  await expect(unpackEntry(good, good.entries[0], join(out, 'none', 'a.csv'))).rejects.toMatchObject({
    code: 'CANNOT_WRITE',
  });
  expect(readdirSync(out)).toEqual(['a.csv']);
});

test('an entry that declares less than it holds is refused in memory too', async () => {
  const zip = await openZip(written('a.zip', zipBytes([{ name: 'a', data: 'x'.repeat(500), bytes: 20 }])), 'a.zip');
  await expect(unpackForReading(zip, zip.entries[0])).rejects.toThrow('500 bytes where 20 are declared');
  expect(existsSync('a')).toBe(false);
});
