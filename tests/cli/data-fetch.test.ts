import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { plainFetchReporter } from '../../src/cli/fetch-reporters.js';
import { loopback, loopbackProxy, serving, zipOf } from '../datasets/fetch/loopback.js';
import { temporaryFolder } from '../runner/temporary.js';
import { runCli, startCli } from './run-cli.js';

const zip = zipOf(100_000);
const noProxy = { http_proxy: '', HTTP_PROXY: '', NO_PROXY: '', no_proxy: '' };

function project(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{}');
  return folder;
}

test('data fetch puts the file into data/, says on standard output what came and how to cite it', async () => {
  const cwd = project();
  const server = await loopback(serving(zip));
  const args = ['data', 'fetch', 'online-retail-ii', '--from', `${server.url}/x.zip`];
  const env = { ...noProxy, TILLBOOK_DATA: '' };
  const { code, stdout, stderr } = await runCli(args, { cwd, env });
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `online-retail-ii.zip: of ${zip.length.toLocaleString('en-GB')} bytes\nonline-retail-ii.zip: here, ${zip.length.toLocaleString('en-GB')} bytes\n`,
  });
  expect(stdout).toMatch(
    /^data\/online-retail-ii\.zip {2}[\d,]+ bytes {2}SHA-256 [0-9a-f]{64} \(the publisher states none\)\n/,
  );
  expect(stdout).toContain('licence: CC BY 4.0\ncite: Chen, D. (2012).');
  expect(readFileSync(join(cwd, 'data/online-retail-ii.zip')).equals(zip)).toBe(true);

  const again = await runCli([...args, '--json'], { cwd, env });
  expect(JSON.parse(again.stdout)).toMatchObject({
    dataset: 'online-retail-ii',
    files: [{ wasHere: true, bytes: zip.length }],
  });
  expect(server.requests.length).toBe(1);
});

test('TILLBOOK_DATA names the folder, and the proxy variables the way', async () => {
  const cwd = project();
  const data = temporaryFolder();
  const server = await loopback(serving(zip));
  const proxy = await loopbackProxy();
  const args = ['data', 'fetch', 'online-retail-ii', '--from', `${server.url}/x.zip`];
  const { code } = await runCli(args, { cwd, env: { ...noProxy, TILLBOOK_DATA: data, HTTP_PROXY: proxy.url } });
  expect(code).toBe(0);
  expect(proxy.asked).toEqual([`GET ${server.url}/x.zip`]);
  expect(existsSync(join(data, 'online-retail-ii.zip.source.json'))).toBe(true);
  expect(existsSync(join(cwd, 'data'))).toBe(false);
});

test('a file that is not there ends with 3, and Ctrl-C with 130; what came is kept', async () => {
  const cwd = project();
  const missing = await runCli(['data', 'fetch', 'online-retail-ii', '--from', 'none.zip'], { cwd });
  expect(missing.code).toBe(3);
  expect(missing.stderr).toContain('--from URL|FILE');

  const stalled = await loopback(serving(zip, {}, (response, body) => void response.write(body.subarray(0, 50_000))));
  const args = ['data', 'fetch', 'online-retail-ii', '--from', `${stalled.url}/x.zip`];
  const { child, ended } = startCli(args, { cwd, env: { ...noProxy, TILLBOOK_DATA: '' } });
  while (!existsSync(join(cwd, 'data/online-retail-ii.zip.part.json'))) await sleep(20);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130, stderr: expect.stringContaining('goes on where it stopped') });
  expect(existsSync(join(cwd, 'data/online-retail-ii.zip.lock'))).toBe(false);
});

test('off a terminal there are plain lines: where it goes on, and a share now and then', () => {
  let text = '';
  const reporter = plainFetchReporter((more) => {
    text += more;
  });
  reporter.started('a.zip', 1000, 5000);
  reporter.progressed(2000);
  reporter.note('the connection was cut; next attempt in 0.5 s');
  reporter.started('b.gz', 0, null);
  reporter.finished('b.gz', 7);
  expect(text).toBe(
    'a.zip: of 5,000 bytes, going on at byte 1,000\nnote: the connection was cut; next attempt in 0.5 s\nb.gz: of a size that nobody states\nb.gz: here, 7 bytes\n',
  );
});
