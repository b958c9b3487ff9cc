import { expect, test } from 'vitest';
import { decode, encode, newHeader } from '../../../src/runner/kernel/wire.js';

const message = {
  identities: [Buffer.from('client')],
  header: newHeader('execute_request', 'session'),
  parent: {},
  metadata: {},
  content: { code: 'π' },
};

test('a message comes back as it was sent', () => {
  expect(decode('key', encode('key', message))).toEqual(message);
});

test('a signature by another key, a changed body and a torn message are refused', () => {
  expect(() => decode('other', encode('key', message))).toThrow('wrong signature');
  const changed = encode('key', message).with(-1, Buffer.from('{"code":"rm"}'));
  expect(() => decode('key', changed)).toThrow('wrong signature');
  expect(() => decode('key', encode('key', message).slice(0, 4))).toThrow('not a Jupyter message');
});

test('an empty key signs nothing, as in Jupyter', () => {
  expect(decode('', encode('', message)).content).toEqual({ code: 'π' });
});
