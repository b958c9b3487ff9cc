import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenConnection } from '../../../src/datasets/fetch/broken-connection.js';
import { nextHop } from '../../../src/datasets/fetch/next-hop.js';
import { ifRange, nextStep } from '../../../src/datasets/fetch/next-step.js';
import { publicUrl } from '../../../src/datasets/fetch/public-url.js';
import { defaultTimings, pauseAfter, retryAfter } from '../../../src/datasets/fetch/timings.js';

const here = { bytes: 10, total: 100, etag: '"a"', lastModified: null };

test('bytes are joined only where the answer goes on exactly there, of the same file: any other 206 is dropped', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20 }),
      fc.constantFrom(99, 100, 101),
      fc.constantFrom('"a"', '"b"', 'W/"a"'),
      (from, total, etag) => {
        const headers = { 'content-range': `bytes ${from}-${total - 1}/${total}`, etag };
        const isSame = from === 10 && total === 100 && etag === '"a"';
        expect(nextStep(206, headers, here, 0).step).toBe(isSame ? 'write' : 'discard');
      },
    ),
  );
  expect(nextStep(206, {}, here, 0).step).toBe('discard');
});

test('a 200 is written from the start, whatever is here', () => {
  expect(nextStep(200, { 'content-length': '7' }, here, 0)).toMatchObject({ step: 'write', at: 0, said: { total: 7 } });
});

test('416 says that all is here only where it states the very length that is here', () => {
  const at = (range: string, partial = here) => nextStep(416, { 'content-range': range }, partial, 0).step;
  expect(at('bytes */10', { ...here, total: 10 })).toBe('whole');
  expect(at('bytes */10')).toBe('discard');
  expect(at('bytes */11', { ...here, total: 10 })).toBe('discard');
  expect(at('bytes */0', { ...here, bytes: 0, total: 0 })).toBe('discard');
  expect(nextStep(416, {}, here, 0).step).toBe('discard');
});

test('RFC 9110, 13.1.5: If-Range takes a strong ETag or a date, never a weak ETag', () => {
  expect(ifRange({ etag: '"a"', lastModified: 'd' })).toBe('"a"');
  expect(ifRange({ etag: 'W/"a"', lastModified: 'd' })).toBe('d');
  expect(ifRange({ etag: 'W/"a"', lastModified: null })).toBeNull();
});

test('RFC 9110, 10.2.3: Retry-After is seconds or a date', () => {
  const now = Date.parse('Fri, 31 Dec 1999 23:59:00 GMT');
  expect(retryAfter('120', now)).toBe(120_000);
  expect(retryAfter('Fri, 31 Dec 1999 23:59:59 GMT', now)).toBe(59_000);
  expect(retryAfter('Fri, 31 Dec 1999 23:58:00 GMT', now)).toBe(0);
  expect(retryAfter('soon', now)).toBeNull();
  expect(retryAfter(undefined, now)).toBeNull();
});

test('pauses grow twofold up to their bound, and half of each is chance', () => {
  const pauses = [1, 2, 3, 20].map((failures) =>
    [0, 0.999999].map((dice) => pauseAfter(failures, defaultTimings, dice)),
  );
  expect(pauses.map(([least]) => least)).toEqual([250, 500, 1000, 15_000]);
  expect(pauses.map(([, most]) => Math.round(most!))).toEqual([500, 1000, 2000, 30_000]);
});

test('a redirect may change host and path, and never leaves encryption or the web', () => {
  const from = new URL('https://a.example/x/y');
  expect(nextHop(from, '../z?q').href).toBe('https://a.example/z?q');
  expect(nextHop(from, 'https://b.example/').host).toBe('b.example');
  expect(nextHop(new URL('http://a.example'), 'https://a.example').protocol).toBe('https:');
  expect(() => nextHop(from, 'http://a.example/?token=1')).toThrow(
    'to http://a.example/, without encryption: not followed',
  );
  expect(() => nextHop(from, 'file:///etc/passwd')).toThrow('to file:');
  expect(() => nextHop(from, undefined)).toThrow('to no address');
  expect(() => nextHop(from, 'http://[')).toThrow('to no address');
});

test('user, password and query stand in no address that is shown', () => {
  expect(publicUrl('https://ann:pw@a.example:8443/x.zip?token=1#f')).toBe('https://a.example:8443/x.zip');
  expect(publicUrl('/a/b.zip')).toBe('/a/b.zip');
});

test('a certificate or a login that is refused is final; a host that is not known may be there in a moment', () => {
  const coded = (code: string) => brokenConnection(Object.assign(new Error('x'), { code }));
  expect(coded('SELF_SIGNED_CERT_IN_CHAIN')).toMatchObject({
    isFinal: true,
    reason: expect.stringContaining('certificate'),
  });
  expect(coded('ENOTFOUND')).toMatchObject({ isFinal: false, reason: expect.stringContaining('no network') });
  const tunnel = new Error('Proxy response (407) !== 200 when HTTP Tunneling');
  expect(brokenConnection(tunnel)).toMatchObject({ isFinal: true, reason: tunnel.message });
  const both = new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })], '');
  expect(brokenConnection(both).reason).toBe('its host refuses the connection');
});
