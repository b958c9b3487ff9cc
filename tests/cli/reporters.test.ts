import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { barReporter } from '../../src/cli/bar-reporter.js';
import { failureText } from '../../src/cli/failure-text.js';
import { plainReporter } from '../../src/cli/plain-reporter.js';
import type { RunRecord } from '../../src/runner/record.js';

const well: RunRecord = {
  name: 'shop',
  title: 'Shop',
  status: 'ok',
  exitCode: 0,
  failure: null,
  startedAt: '2011-12-09T12:50:00.000Z',
  seconds: 1.26,
  cells: { code: 3, run: 3 },
  parameters: {},
  dataset: null,
  synthetic: false,
  inputs: [],
  metrics: {},
  versions: {},
};
const source = Array.from({ length: 20 }, (_, line) => `line ${line + 1}`).join('\n');
const failed: RunRecord = {
  ...well,
  status: 'failed',
  exitCode: 3,
  failure: {
    code: 'DATA_MISSING',
    message: 'no till roll',
    hint: 'find it',
    cell: { number: 2, id: 'abc', tags: ['hide-input'], source },
  },
};

test('a failure says where, what, why and what to open', () => {
  const lines = failureText(failed, 'out').split('\n');
  expect(lines[0]).toBe('shop, cell 2 (id abc, tag hide-input): no till roll');
  expect(lines.slice(1, 3)).toEqual(['     1 | line 1', '     2 | line 2']);
  expect(lines.slice(-5)).toEqual([
    '    12 | line 12',
    '       … 8 more lines',
    '  hint: find it',
    '  open: out/shop.html',
    '',
  ]);
  expect(failureText({ ...failed, failure: { ...failed.failure!, cell: null } }, 'out')).toBe(
    'shop: no till roll\n  hint: find it\n  open: out/shop.html\n',
  );
  expect(failureText(well, 'out')).toBe('');
});

test('off a terminal: a line at the start and one at the end', () => {
  let text = '';
  const reporter = plainReporter((part) => {
    text += part;
  });
  reporter.notebookStarted('shop', 3);
  for (const rank of [1, 2, 3]) reporter.cellStarted(rank);
  reporter.notebookFinished(well, 'out');
  expect(text).toBe('shop: 3 cells\nshop: ok, 3 of 3 cells, 1.3 s -> out/shop.html\n');
});

test('on a terminal: a bar with notebook and cell, cleared when the last line comes', () => {
  let text = '';
  const stream = new Writable({
    write(chunk, _, done) {
      text += chunk;
      done();
    },
  });
  // cli-progress moves the cursor by these.
  const terminal = Object.assign(stream, { isTTY: true, columns: 100, rows: 20, getColorDepth: () => 4 });
  const reporter = barReporter(terminal as unknown as NodeJS.WriteStream, true);
  reporter.notebookStarted('shop', 3);
  reporter.cellStarted(1);
  reporter.notebookFinished(well, 'out');
  expect(stripVTControlCharacters(text)).toMatch(/shop \[ +\] cell 0\/3, 0 s/);
  expect(text).toContain('\u001b[32mshop: ok');
  expect(stripVTControlCharacters(text).trimEnd()).toMatch(/shop: ok, 3 of 3 cells, 1\.3 s -> out\/shop\.html$/);
});
