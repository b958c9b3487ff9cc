import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkSpace } from '../../../src/datasets/fetch/check-space.js';
import { fetchDataset } from '../../../src/datasets/fetch/fetch-dataset.js';
import { temporaryFolder } from '../../runner/temporary.js';
import { direct, type Handler, loopback, quick, serving, zipOf } from './loopback.js';

const zip = zipOf(300_000);

/** No length is announced, so that the lack of room shows only when it is met. */
const lengthless: Handler = (_request, response) => {
  response.writeHead(200, { etag: '"one"' });
  response.end(zip);
};

test('a disk that is full while a file comes: its name stays free, and with room the next run goes on', async () => {
  const folder = temporaryFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'none', folder]).status === 0;
  if (mounted) onTestFinished(() => void spawnSync('umount', [folder]));
  // Where nobody may mount, the device that is always full stands in for the part.
  else symlinkSync('/dev/full', join(folder, 'online-retail-ii.zip.part'));

  const server = await loopback(lengthless, serving(zip));
  const request = { dataset: 'online-retail-ii', from: `${server.url}/x.zip` };
  const options = { folder, proxies: direct, timings: quick };
  await expect(fetchDataset(request, options)).rejects.toMatchObject({
    code: 'CANNOT_WRITE',
    message: expect.stringContaining('the disk is full'),
    hint: expect.stringContaining('make room'),
  });
  expect(existsSync(join(folder, 'online-retail-ii.zip'))).toBe(false);
  expect(server.requests.length).toBe(1);
  if (!mounted) return;

  const had = readFileSync(join(folder, 'online-retail-ii.zip.part')).length;
  expect(had).toBeGreaterThan(0);
  expect(spawnSync('mount', ['-o', 'remount,size=8m', folder]).status).toBe(0);
  await fetchDataset(request, options);
  expect(server.requests[1]?.headers.range).toBe(`bytes=${had}-`);
  expect(readFileSync(join(folder, 'online-retail-ii.zip')).equals(zip)).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['online-retail-ii.zip', 'online-retail-ii.zip.source.json']);
});

test('a size that cannot fit is refused before it comes', () => {
  const file = join(temporaryFolder(), 'x.part');
  expect(() => checkSpace(file, 1e15)).toThrow(/needs 1,000,000,000,000,000 bytes more, and [\d,]+ are free/);
  expect(() => checkSpace(file, 1)).not.toThrow();
  expect(() => checkSpace('/no/such/folder/x', 1e15)).not.toThrow();
});

test('a folder that cannot be made is named', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  const server = await loopback(serving(zip));
  const request = { dataset: 'online-retail-ii', from: `${server.url}/x.zip` };
  await expect(
    fetchDataset(request, { folder: join(folder, 'file', 'data'), proxies: direct, timings: quick }),
  ).rejects.toMatchObject({ code: 'CANNOT_WRITE', message: expect.stringContaining('ENOTDIR') });
  expect(server.requests).toEqual([]);
});
