import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type FetchOptions, fetchDataset } from '../../../src/datasets/fetch/fetch-dataset.js';
import type { FetchRequest } from '../../../src/datasets/fetch/fetch-plan.js';
import { temporaryFolder } from '../../runner/temporary.js';
import {
  answering,
  cutAfter,
  direct,
  type Handler,
  loopback,
  loopbackProxy,
  quick,
  serving,
  zipOf,
} from './loopback.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const zip = zipOf(200_000);

interface Tried {
  readonly folder: string;
  readonly notes: string[];
  readonly requests: Awaited<ReturnType<typeof loopback>>['requests'];
  readonly fetched: Awaited<ReturnType<typeof fetchDataset>>;
  readonly error: { code?: string; message: string; hint?: string } | undefined;
  readonly left: string[];
}

/** Fetches Online Retail II from a server of these answers. */
async function tryFetch(
  handlers: Handler[],
  options: Partial<FetchOptions> = {},
  path = '/mirror.zip',
): Promise<Tried> {
  const server = await loopback(...handlers);
  return fetchFrom({ dataset: 'online-retail-ii', from: `${server.url}${path}` }, options, server.requests);
}

async function fetchFrom(
  request: FetchRequest,
  { folder = temporaryFolder(), ...options }: Partial<FetchOptions> = {},
  requests: Tried['requests'] = [],
): Promise<Tried> {
  const notes: string[] = [];
  const reporter = {
    note: (message: string) => void notes.push(message),
    started: () => {},
    progressed: () => {},
    finished: () => {},
  };
  let fetched: Tried['fetched'] = [];
  let error: Tried['error'];
  try {
    fetched = await fetchDataset(request, { folder, proxies: direct, timings: quick, reporter, ...options });
  } catch (thrown) {
    error = thrown as Error;
  }
  return { folder, notes, requests, fetched, error, left: readdirSync(folder).sort() };
}

/** The file is here with the right bytes, and nothing else but its record. */
function expectWhole({ error, folder, left }: Tried, content = zip): void {
  expect(error).toBeUndefined();
  expect(left).toEqual(['online-retail-ii.zip', 'online-retail-ii.zip.source.json']);
  expect(readFileSync(join(folder, 'online-retail-ii.zip')).equals(content)).toBe(true);
}

test('a file comes whole, with its source, licence and citation beside it', async () => {
  const tried = await tryFetch(
    [serving(zip, { lastModified: 'Fri, 09 Dec 2011 12:50:00 GMT' })],
    {},
    '/m.zip?token=secret',
  );
  expectWhole(tried);
  const record = JSON.parse(readFileSync(join(tried.folder, 'online-retail-ii.zip.source.json'), 'utf8'));
  expect(record).toMatchObject({
    dataset: 'online-retail-ii',
    title: 'Online Retail II',
    licence: 'CC BY 4.0',
    bytes: zip.length,
    sha256: sha256(zip),
    checksumStatedBy: 'nobody',
    etag: '"one"',
    lastModified: 'Fri, 09 Dec 2011 12:50:00 GMT',
  });
  expect(record.citation).toContain('10.24432/C5CG6D');
  expect(record.url).toMatch(/\/m\.zip$/);
  expect(Date.parse(record.fetchedAt)).not.toBeNaN();
  expect(tried.fetched).toMatchObject([{ wasHere: false, file: join(tried.folder, 'online-retail-ii.zip') }]);
});

test('what is here is checked and left, and nobody is asked', async () => {
  const first = await tryFetch([serving(zip)]);
  const second = await tryFetch([serving(zip)], { folder: first.folder });
  expectWhole(second);
  expect(second.fetched[0]?.wasHere).toBe(true);
  expect(second.requests).toEqual([]);
});

test('a file that was damaged since is fetched anew; one that Tillbook did not fetch is never written over', async () => {
  const { folder } = await tryFetch([serving(zip)]);
  const file = join(folder, 'online-retail-ii.zip');
  writeFileSync(file, zip.subarray(0, 1000));
  expectWhole(await tryFetch([serving(zip)], { folder }));

  const other = temporaryFolder();
  writeFileSync(join(other, 'online-retail-ii.zip'), 'mine');
  const tried = await tryFetch([serving(zip)], { folder: other });
  expect(tried.error).toMatchObject({ code: 'CANNOT_WRITE' });
  expect(tried.requests).toEqual([]);
  expect(readFileSync(join(other, 'online-retail-ii.zip'), 'utf8')).toBe('mine');
});

test('a connection that is cut mid-body is resumed by range, as often as it brings something', async () => {
  const tried = await tryFetch([serving(zip, {}, cutAfter(20_000))]);
  expectWhole(tried);
  // More failures than `attempts`: each brought bytes.
  expect(tried.requests.length).toBeGreaterThan(quick.attempts);
  expect(tried.requests[0]?.headers.range).toBeUndefined();
  for (const { headers } of tried.requests.slice(1)) {
    expect(headers).toMatchObject({ range: expect.stringMatching(/^bytes=[1-9]\d*-$/), 'if-range': '"one"' });
  }
});

test('a run that gave up leaves its part, says so, and the next run goes on there', async () => {
  const gone = answering(503);
  const first = await tryFetch([serving(zip, {}, cutAfter(50_000)), gone]);
  expect(first.error).toMatchObject({
    code: 'ENGINE_UNAVAILABLE',
    message: expect.stringMatching(/503 \(4 attempts\); [\d,]+ bytes/),
  });
  expect(first.left).toEqual(['online-retail-ii.zip.part', 'online-retail-ii.zip.part.json']);
  const had = readFileSync(join(first.folder, first.left[0]!)).length;

  const server = await loopback(serving(zip));
  const state = join(first.folder, 'online-retail-ii.zip.part.json');
  writeFileSync(state, readFileSync(state, 'utf8').replace(/http:\/\/127.0.0.1:\d+/, server.url));
  const second = await fetchFrom(
    { dataset: 'online-retail-ii', from: `${server.url}/mirror.zip` },
    { folder: first.folder },
    server.requests,
  );
  expectWhole(second);
  expect(second.requests.map(({ headers }) => headers.range)).toEqual([`bytes=${had}-`]);
});

test('a part of another source, or one that nothing vouches for, is dropped', async () => {
  for (const state of [
    undefined,
    '{"url":"http://elsewhere/x.zip","sha256":null,"total":9,"etag":"\\"one\\"","lastModified":null}',
    'not json',
  ]) {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'online-retail-ii.zip.part'), 'other bytes');
    if (state !== undefined) writeFileSync(join(folder, 'online-retail-ii.zip.part.json'), state);
    const tried = await tryFetch([serving(zip)], { folder });
    expectWhole(tried);
    expect(tried.requests[0]?.headers.range).toBeUndefined();
  }
});

test('a server that ignores ranges sends all again, and nothing is joined', async () => {
  const all: Handler = (_request, response) => {
    response.writeHead(200, { 'content-length': zip.length, etag: '"one"' });
    response.end(zip);
  };
  expectWhole(await tryFetch([serving(zip, {}, cutAfter(70_000)), all]));
});

test('without ETag and date there is nothing to resume by: it starts over', async () => {
  const tried = await tryFetch([serving(zip, { etag: '' }, cutAfter(70_000)), serving(zip, { etag: '' })]);
  expectWhole(tried);
  expect(tried.requests[1]?.headers.range).toBeUndefined();
});

test('a weak ETag is not resumed by; the date is', async () => {
  const date = 'Fri, 09 Dec 2011 12:50:00 GMT';
  const served = { etag: 'W/"weak"', lastModified: date };
  const tried = await tryFetch([serving(zip, served, cutAfter(70_000)), serving(zip, served)]);
  expectWhole(tried);
  expect(tried.requests[1]?.headers['if-range']).toBe(date);
});

test('a file that changes between attempts is fetched anew, also where the server ignores If-Range', async () => {
  const other = zipOf(150_000);
  expectWhole(await tryFetch([serving(zip, {}, cutAfter(70_000)), serving(other, { etag: '"two"' })]), other);

  const joins: Handler = (request, response) => {
    delete request.headers['if-range'];
    serving(other, { etag: '"two"' })(request, response);
  };
  const tried = await tryFetch([serving(zip, {}, cutAfter(70_000)), joins]);
  expectWhole(tried, other);
  expect(tried.notes.join()).toContain('changed at its source');
});

test('a part that starts elsewhere than asked is not joined', async () => {
  const shifted: Handler = (_request, response) => {
    response.writeHead(206, { 'content-range': `bytes 5-${zip.length - 1}/${zip.length}`, etag: '"one"' });
    response.end(zip.subarray(5));
  };
  expectWhole(await tryFetch([serving(zip, {}, cutAfter(70_000)), shifted, serving(zip)]));
});

test('416 where all bytes are here ends well; 416 where the file has shrunk starts over', async () => {
  // No length is announced, so that only the 416 can tell that nothing is missing.
  const endless: Handler = (_request, response) => {
    response.writeHead(200, { etag: '"one"' });
    response.write(zip, () => setTimeout(() => response.destroy(), 5));
  };
  const tried = await tryFetch([endless, serving(zip)]);
  expectWhole(tried);
  expect(tried.requests[1]?.headers.range).toBe(`bytes=${zip.length}-`);

  const small = zipOf(10_000);
  const shrunk: Handler = (request, response) => {
    if (request.headers.range === undefined) serving(small, { etag: '"two"' })(request, response);
    else answering(416, { 'content-range': `bytes */${small.length}` })(request, response);
  };
  expectWhole(await tryFetch([serving(zip, {}, cutAfter(70_000)), shrunk]), small);
});

test.each([
  [404, 'DATA_MISSING'],
  [403, 'DATA_MISSING'],
  [410, 'DATA_MISSING'],
])('%i is final: one request, and the two ways to go on', async (status, code) => {
  const tried = await tryFetch([answering(status)]);
  expect(tried.error).toMatchObject({ code, message: expect.stringContaining(`the answer is ${status}`) });
  expect(tried.error?.hint).toContain('--from URL|FILE');
  expect(tried.error?.hint).toContain('https://archive.ics.uci.edu/dataset/502');
  expect(tried.requests.length).toBe(1);
  expect(tried.left).toEqual([]);
});

test.each([429, 500, 502, 503, 504, 408])('%i passes: it is asked again', async (status) => {
  const tried = await tryFetch([answering(status), answering(status), serving(zip)]);
  expectWhole(tried);
  expect(tried.notes).toEqual([expect.stringContaining(`${status}; next attempt in 0.0 s`), expect.anything()]);
});

test('Retry-After in seconds and as a date is kept to; one that is too long ends the fetch with 7', async () => {
  const seconds = await tryFetch([answering(429, { 'retry-after': '1' }), serving(zip)]);
  expectWhole(seconds);
  expect(seconds.notes).toEqual(['the answer is 429; next attempt in 1.0 s']);

  const past = await tryFetch([answering(503, { 'retry-after': new Date(0).toUTCString() }), serving(zip)]);
  expectWhole(past);
  expect(past.notes).toEqual(['the answer is 503; next attempt in 0.0 s']);

  const long = await tryFetch([answering(429, { 'retry-after': '3600' })]);
  expect(long.error).toMatchObject({ code: 'ENGINE_UNAVAILABLE', message: expect.stringContaining('wait for 3600 s') });
  expect(long.requests.length).toBe(1);
});

test('a server that is always busy is asked a stated number of times', async () => {
  const tried = await tryFetch([answering(503)]);
  expect(tried.error).toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
  expect(tried.requests.length).toBe(quick.attempts);
  expect(tried.left).toEqual([]);
});

test('an error page that comes as 200 is seen by its first bytes, and not stored', async () => {
  const tried = await tryFetch([answering(200, {}, '<!DOCTYPE html><title>Log in to the hotel network</title>')]);
  expect(tried.error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('begins with "<!DO"') });
  expect(tried.requests.length).toBe(1);
  expect(tried.left).toEqual([]);
});

test('a length that is announced too short gives a cut zip, which is not taken for whole', async () => {
  const short: Handler = (_request, response) => {
    response.writeHead(200, { 'content-length': 100_000, etag: '"one"' });
    response.end(zip.subarray(0, 100_000));
  };
  const tried = await tryFetch([short]);
  expect(tried.error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('cut off') });
  expect(tried.left).toEqual([]);
});

test('a length that is announced too long is a cut connection', async () => {
  const long: Handler = (_request, response) => {
    response.writeHead(200, { 'content-length': zip.length + 1000, etag: '"one"' });
    response.write(zip, () => setTimeout(() => response.destroy(), 5));
  };
  const tried = await tryFetch([long, answering(404)]);
  expect(tried.error).toMatchObject({ code: 'DATA_MISSING' });
  expect(tried.left).toEqual(['online-retail-ii.zip.part', 'online-retail-ii.zip.part.json']);
});

test('a body without any length that ends early is not taken for whole', async () => {
  const lengthless: Handler = ({ socket }) => {
    socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n'), zip.subarray(0, 90_000)]));
  };
  expectWhole(await tryFetch([lengthless, serving(zip)]));
});

test('a silent server is given up after the idle time, before and in the body', async () => {
  const silent: Handler = () => {};
  const stalls = serving(zip, {}, (response, body) => void response.write(body.subarray(0, 70_000)));
  const tried = await tryFetch([silent, stalls, serving(zip)]);
  expectWhole(tried);
  expect(tried.notes).toEqual([
    'no answer for 0.4 s; next attempt in 0.0 s',
    'no answer for 0.4 s; next attempt in 0.0 s',
  ]);
  expect(tried.requests[2]?.headers.range).toMatch(/^bytes=\d+-$/);
});

test('redirects are followed to another path, five at most, and a loop ends', async () => {
  const steps: Handler = (request, response) => {
    const step = Number(/^\/(\d+)/.exec(request.url!)?.[1] ?? 0);
    if (step < 5) answering(302, { location: `/${step + 1}.zip` })(request, response);
    else serving(zip)(request, response);
  };
  expectWhole(await tryFetch([steps]));
  const loop = await tryFetch([answering(307, { location: '/mirror.zip' })]);
  expect(loop.error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('more than 5 times') });
  expect(loop.requests.length).toBe(6);
});

test('a redirect out of http is not followed, and one to a closed port is a host that is not reached', async () => {
  const file = await tryFetch([answering(302, { location: 'file:///etc/hostname' })]);
  expect(file.error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('to file:: not followed') });
  const closed = await tryFetch([answering(302, { location: 'https://127.0.0.1:1/x.zip' })]);
  expect(closed.error).toMatchObject({
    code: 'ENGINE_UNAVAILABLE',
    message: expect.stringContaining('refuses the connection'),
  });
});

test('user and password of a mirror go to its own host alone, and stand in no record', async () => {
  const other = await loopback(serving(zip));
  const server = await loopback(answering(302, { location: `${other.url}/x.zip` }));
  const from = `${server.url.replace('http://', 'http://ann:s%40fe@')}/mirror.zip`;
  const tried = await fetchFrom({ dataset: 'online-retail-ii', from });
  expectWhole(tried);
  expect(server.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ann:s@fe').toString('base64')}`);
  expect(other.requests[0]?.headers.authorization).toBeUndefined();
  expect(readFileSync(join(tried.folder, 'online-retail-ii.zip.source.json'), 'utf8')).not.toMatch(/ann|s@fe|s%40fe/);
});

test("Hugging Face's checksum on the way to its storage is held against the bytes", async () => {
  const linked = (sum: string, size: number): Handler =>
    answering(302, { location: '/store', 'x-linked-etag': `"${sum}"`, 'x-linked-size': String(size) });
  const good = await tryFetch([linked(sha256(zip), zip.length), serving(zip)]);
  expectWhole(good);
  expect(good.fetched[0]?.checksumStatedBy).toBe('publisher');

  const wrong = await tryFetch([
    linked(sha256(zip), zip.length),
    serving(flipped(zip)),
    linked(sha256(zip), zip.length),
    serving(flipped(zip)),
  ]);
  expect(wrong.error).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining(`the publisher states ${sha256(zip)}`),
  });
  expect(wrong.left).toEqual([]);

  const mended = await tryFetch([
    linked(sha256(zip), zip.length),
    serving(flipped(zip)),
    linked(sha256(zip), zip.length),
    serving(zip),
  ]);
  expectWhole(mended);

  const sized = await tryFetch([linked(sha256(zip), 17), serving(zip), linked(sha256(zip), 17), serving(zip)]);
  expect(sized.error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('the publisher states 17') });
});

function flipped(bytes: Buffer): Buffer {
  const other = Buffer.from(bytes);
  other[1000]! ^= 1;
  return other;
}

test('wrong bytes in a gzip file are seen by its own checksum', async () => {
  const text = gzipSync(randomBytes(100_000));
  const from = { dataset: 'amazon-reviews-2023', category: 'Gift Cards' };
  const good = await loopback(serving(text));
  const tried = await fetchFrom({ ...from, from: `${good.url}/` });
  expect(tried.error).toBeUndefined();
  expect(tried.left).toEqual(
    ['Gift_Cards.jsonl.gz', 'meta_Gift_Cards.jsonl.gz'].flatMap((name) => [name, `${name}.source.json`]),
  );
  for (const damaged of [flipped(text), text.subarray(0, -9)]) {
    const server = await loopback(serving(damaged));
    const { error, left } = await fetchFrom({ ...from, from: `${server.url}/Gift_Cards.jsonl.gz` });
    expect(error).toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('gzip file is damaged or cut off'),
    });
    expect(left).toEqual([]);
  }
});

test('a part of Amazon Reviews comes with every part of the products, checked by the sums in the list', async () => {
  const shard = Buffer.concat([Buffer.from('PAR1'), randomBytes(5000), Buffer.from('PAR1')]);
  const entry = (path: string) => ({
    type: 'file',
    path,
    size: 130,
    oid: 'ab',
    lfs: { oid: sha256(shard), size: shard.length },
  });
  const lists: Record<string, object[]> = {
    raw_review_Books: [1, 0].map((n) => entry(`raw_review_Books/full-0000${n}-of-00002.parquet`)),
    raw_meta_Books: [entry('raw_meta_Books/full-00000-of-00001.parquet')],
  };
  const hub: Handler = (request, response) => {
    const list = /\/tree\/main\/(\w+)$/.exec(request.url!)?.[1];
    if (list !== undefined) response.end(JSON.stringify(lists[list]));
    else serving(shard)(request, response);
  };
  const server = await loopback(answering(503), hub);
  const request = { dataset: 'amazon-reviews-2023', category: 'books', part: 2, from: `${server.url}/` };
  const tried = await fetchFrom(request, {}, server.requests);
  expect(tried.error).toBeUndefined();
  expect(
    tried.fetched.map(({ file, checksumStatedBy }) => [file.slice(tried.folder.length + 1), checksumStatedBy]),
  ).toEqual([
    ['raw_review_Books/full-00001-of-00002.parquet', 'publisher'],
    ['raw_meta_Books/full-00000-of-00001.parquet', 'publisher'],
  ]);
  const none = await fetchFrom({ ...request, part: 3 });
  expect(none.error).toMatchObject({ code: 'BAD_PARAMETER', hint: expect.stringContaining('2 parts') });
  const page = await loopback(answering(200, {}, '<html>'));
  expect((await fetchFrom({ ...request, from: `${page.url}/` })).error).toMatchObject({ code: 'BAD_INPUT' });
});

test('a copy on this machine is checked alike; one that is not there, or cut, leaves nothing', async () => {
  const mine = temporaryFolder();
  const from = join(mine, 'online+retail+ii.zip');
  writeFileSync(from, zip);
  const tried = await fetchFrom({ dataset: 'online-retail-ii', from });
  expectWhole(tried);
  expect(tried.fetched[0]).toMatchObject({ url: from, bytes: zip.length });
  expectWhole(await fetchFrom({ dataset: 'online-retail-ii', from: mine }));

  writeFileSync(from, zip.subarray(0, -30));
  const cut = await fetchFrom({ dataset: 'online-retail-ii', from });
  expect(cut).toMatchObject({ error: { code: 'BAD_INPUT' }, left: [] });
  const none = await fetchFrom({ dataset: 'online-retail-ii', from: join(mine, 'no.zip') });
  expect(none).toMatchObject({ error: { code: 'DATA_MISSING' }, left: [] });
});

test('plain http goes through the proxy that is set, but not to a host of NO_PROXY', async () => {
  const proxy = await loopbackProxy();
  const server = await loopback(serving(zip));
  const request = { dataset: 'online-retail-ii', from: `${server.url}/mirror.zip` };
  expectWhole(await fetchFrom(request, { proxies: { ...direct, http: proxy.url.replace('http://', '') } }));
  expect(proxy.asked).toEqual([`GET ${server.url}/mirror.zip`]);
  expectWhole(await fetchFrom(request, { proxies: { http: proxy.url, https: null, none: '127.0.0.1' } }));
  expect(proxy.asked.length).toBe(1);
  const bad = await fetchFrom(request, { proxies: { ...direct, https: 'ftp://x' } });
  expect(bad.error).toMatchObject({ code: 'BAD_PARAMETER', message: 'HTTPS_PROXY is no address of a proxy' });
});

test('https is tunnelled through its proxy; one that is gone or refuses is a host that is not reached', async () => {
  const refusing = await loopback(answering(407));
  const request = { dataset: 'online-retail-ii', from: 'https://data.invalid/mirror.zip' };
  for (const https of [refusing.url, 'http://127.0.0.1:1']) {
    const { error } = await fetchFrom(request, { proxies: { ...direct, https } });
    expect(error).toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
  }
  expect(refusing.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(
    Array.from({ length: quick.attempts }, () => 'CONNECT data.invalid:443'),
  );
  const asked = await loopback(answering(407));
  const plain = { ...request, from: 'http://data.invalid/mirror.zip' };
  expect((await fetchFrom(plain, { proxies: { ...direct, http: asked.url } })).error).toMatchObject({
    code: 'ENGINE_UNAVAILABLE',
    message: expect.stringContaining('407'),
  });
  expect(asked.requests.length).toBe(1);
});

test('an interrupted fetch ends with its own error, and keeps what came', async () => {
  const controller = new AbortController();
  const stalls = serving(zip, {}, (response, body) => {
    response.write(body.subarray(0, 70_000), () => setTimeout(() => controller.abort(), 30));
  });
  const tried = await tryFetch([stalls], { signal: controller.signal });
  expect(tried.error).toMatchObject({ code: 'INTERRUPTED' });
  expect(tried.left).toEqual(['online-retail-ii.zip.part', 'online-retail-ii.zip.part.json']);
});

test('of two fetches of one file at once, one goes on and the other is refused', async () => {
  const folder = temporaryFolder();
  const slow = serving(zip, {}, (response, body) => {
    response.write(body.subarray(0, 70_000));
    setTimeout(() => response.end(body.subarray(70_000)), 200);
  });
  const server = await loopback(slow);
  const request = { dataset: 'online-retail-ii', from: `${server.url}/mirror.zip` };
  const both = await Promise.all([fetchFrom(request, { folder }), fetchFrom(request, { folder })]);
  const errors = both.map(({ error }) => error).filter((error) => error !== undefined);
  expect(errors).toMatchObject([{ code: 'CANNOT_WRITE', message: expect.stringContaining(`process ${process.pid}`) }]);
  expect(server.requests.length).toBe(1);
  expect(existsSync(join(folder, 'online-retail-ii.zip.lock'))).toBe(false);
});
