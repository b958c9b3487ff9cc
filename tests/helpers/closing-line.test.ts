import { expect, test } from 'vitest';
import { closing } from './closing-line.js';

test('the closing line stands alone and last, after the skipped tests by what is missing', () => {
  const reason = 'sail is missing: install it';
  const text = closing({
    passed: 3,
    failed: 1,
    skipped: [
      { name: 'a > b', reason },
      { name: 'c > d', reason },
      { name: 'e > f', reason: '' },
    ],
  });
  expect(text.split('\n').slice(1)).toEqual([
    'Skipped, by what is missing:',
    `  ${reason}`,
    '    - a > b',
    '    - c > d',
    '  no reason given',
    '    - e > f',
    '',
    '3 passed, 1 failed, 3 skipped',
    '',
  ]);
});
