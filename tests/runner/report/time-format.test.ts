import { expect, test } from 'vitest';
import { formattedBytes, formattedSeconds, formattedTime } from '../../../src/runner/report/time-format.js';

test('seconds, bytes and times read well', () => {
  expect([formattedSeconds(1.84), formattedSeconds(59.2), formattedSeconds(125)]).toEqual([
    '1.8 s',
    '59 s',
    '2 min 5 s',
  ]);
  expect([formattedBytes(0), formattedBytes(999), formattedBytes(4_213_000)]).toEqual([
    '0 bytes',
    '999 bytes',
    '4.2 MB',
  ]);
  expect(formattedTime('2026-11-23T18:59:04.123Z')).toBe('23 Nov 2026, 18:59 UTC');
  expect(formattedTime('never')).toBe('never');
});
