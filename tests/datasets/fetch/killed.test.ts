import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { random } from '../../../src/base/random.js';
import { fetchDataset } from '../../../src/datasets/fetch/fetch-dataset.js';
import { temporaryFolder } from '../../runner/temporary.js';
import { direct, loopback, quick, serving, zipOf } from './loopback.js';

const zip = zipOf(600_000);
const sum = createHash('sha256').update(zip).digest('hex');
const name = 'online-retail-ii.zip';

/** Some 60 ms for the whole file, so that a kill finds a fetch at work. */
async function slowly(response: { write(chunk: Buffer): unknown; end(): void; destroyed: boolean }, body: Buffer) {
  for (let from = 0; from < body.length && !response.destroyed; from += 32_000) {
    response.write(body.subarray(from, from + 32_000));
    await sleep(3);
  }
  response.end();
}

/** Starts a fetch in a process of its own; `asked` settles when it asks the server, `ended` when it has gone. */
function start(url: string, folder: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fetch-once.mjs'), url, folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<{ killed: boolean; code: number | null; stderr: string }>((done) => {
    child.once('close', (code, signal) => done({ killed: signal === 'SIGKILL', code, stderr }));
  });
  return { child, ended };
}

/** Whatever moment it was: under the file's own name there is the whole file, or nothing. */
function expectNothingPartial(folder: string): void {
  if (existsSync(join(folder, name))) expect(readFileSync(join(folder, name)).equals(zip)).toBe(true);
  const record = join(folder, `${name}.source.json`);
  if (!existsSync(record)) return;
  expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject({ bytes: zip.length, sha256: sum });
  expect(existsSync(join(folder, name))).toBe(true);
}

test('SIGKILL at 50 random moments: nothing partial is taken for whole, and the next run finishes', {
  timeout: 300_000,
}, async () => {
  let kills = 0;
  const ranges: string[] = [];
  const lane = async (seed: number, wanted: number): Promise<void> => {
    const dice = random(seed);
    let asked = (): void => {};
    const server = await loopback((request, response) => {
      if (request.headers.range !== undefined) ranges.push(request.headers.range);
      asked();
      serving(zip, {}, (to, body) => void slowly(to, body))(request, response);
    });
    const url = `${server.url}/x.zip`;
    for (let done = 0; done < wanted; ) {
      const folder = temporaryFolder();
      // Killed and killed again in one folder, until a run comes through.
      for (let whole = false; !whole && done < wanted; ) {
        const isAsked = new Promise<void>((resolve) => {
          asked = resolve;
        });
        const { child, ended } = start(url, folder);
        if (dice.chance(0.1)) await sleep(dice.integer(50, 400));
        else await Promise.race([isAsked.then(() => sleep(dice.integer(0, 110))), ended]);
        child.kill('SIGKILL');
        const { killed, code, stderr } = await ended;
        expectNothingPartial(folder);
        if (killed) done += 1;
        else expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        whole = !killed;
      }
      await fetchDataset({ dataset: 'online-retail-ii', from: url }, { folder, proxies: direct, timings: quick });
      expect(readdirSync(folder).sort()).toEqual([name, `${name}.source.json`]);
      expect(readFileSync(join(folder, name)).equals(zip)).toBe(true);
      kills += done === wanted ? wanted : 0;
    }
  };
  await Promise.all([lane(1, 17), lane(2, 17), lane(3, 16)]);
  expect(kills).toBe(50);
  // It went on from what was there, and did not merely start over.
  expect(ranges.length).toBeGreaterThan(5);
});

test('a process that was killed between the renaming and the record is completed without asking anybody', async () => {
  const folder = temporaryFolder();
  const server = await loopback(serving(zip));
  const request = { dataset: 'online-retail-ii', from: `${server.url}/x.zip` };
  const options = { folder, proxies: direct, timings: quick };
  const [fetched] = await fetchDataset(request, options);
  const { file: _, wasHere: __, ...record } = fetched!;
  const state = {
    url: record.url,
    sha256: null,
    total: zip.length,
    etag: '"one"',
    lastModified: null,
    checked: record,
  };
  writeFileSync(join(folder, `${name}.part.json`), JSON.stringify(state));
  writeFileSync(join(folder, `${name}.source.json`), '{"bytes":1,"sha256":"of an older file"}');
  const [again] = await fetchDataset(request, options);
  expect(again).toMatchObject({ ...record, wasHere: true });
  expect(server.requests.length).toBe(1);
  expect(readdirSync(folder).sort()).toEqual([name, `${name}.source.json`]);
  expect(JSON.parse(readFileSync(join(folder, `${name}.source.json`), 'utf8'))).toEqual(record);
});

test('the lock of a process that is gone is taken over at once; that of another machine after its time', async () => {
  const { mkdirSync, utimesSync } = await import('node:fs');
  const { hostname } = await import('node:os');
  const gone = spawn(process.execPath, ['-e', '']);
  await new Promise((done) => gone.once('close', done));
  const server = await loopback(serving(zip));
  const request = { dataset: 'online-retail-ii', from: `${server.url}/x.zip` };
  for (const host of [hostname(), 'another.example']) {
    const folder = temporaryFolder();
    mkdirSync(join(folder, `${name}.lock`));
    if (host !== hostname()) utimesSync(join(folder, `${name}.lock`), new Date(0), new Date(0));
    writeFileSync(join(folder, `${name}.lock.json`), JSON.stringify({ pid: gone.pid, host }));
    await fetchDataset(request, { folder, proxies: direct, timings: quick });
    expect(readdirSync(folder).sort()).toEqual([name, `${name}.source.json`]);
  }
});
