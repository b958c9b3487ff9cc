import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mime } from '../../src/base/mime.js';
import { markdown } from '../../src/cell/markdown.js';
import { methodCard } from '../../src/cell/method-card.js';
import { metric } from '../../src/cell/metric.js';
import { show } from '../../src/cell/show.js';
import { table } from '../../src/cell/table.js';
import { recordInput, takeInputs } from '../../src/engine/inputs.js';
import { shop } from '../helpers/shop.js';

const hook = Symbol.for('tillbook.display');
const shown: Record<string, unknown>[] = [];
beforeEach(() => {
  shown.length = 0;
  takeInputs();
  (globalThis as Record<symbol, unknown>)[hook] = (data: Record<string, unknown>) => shown.push(data);
});
afterEach(() => {
  delete (globalThis as Record<symbol, unknown>)[hook];
});

test('a metric is recorded with unit and base', () => {
  metric('uk-share', 0.85, { unit: '%', base: 'all lines' });
  expect(shown).toEqual([
    {
      [mime.metric]: { name: 'uk-share', value: 0.85, unit: '%', base: 'all lines' },
      'text/plain': 'uk-share: 85 % (all lines)',
    },
  ]);
});

test('a figure shows with its description as text', async () => {
  await show({ data: [], layout: {}, description: 'nothing yet' });
  expect(shown).toEqual([{ [mime.figure]: { data: [], layout: {} }, 'text/plain': 'nothing yet' }]);
});

test('a table shows as data, as escaped HTML and as text', async () => {
  await show(
    table('Top <b>', [{ name: '<script>', share: 0.5, averageValue: 1234.5 }], {
      name: {},
      share: { unit: '%' },
      averageValue: {},
    }),
  );
  const [{ [mime.table]: data, 'text/html': html, 'text/plain': text }] = shown;
  expect(data).toEqual({
    caption: 'Top <b>',
    columns: [
      { name: 'name', type: 'text' },
      { name: 'share', type: 'number', unit: '%' },
      { name: 'average value', type: 'number' },
    ],
    rows: [['<script>', 0.5, 1234.5]],
    totalRows: 1,
  });
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toContain('<script>');
  expect(text).toBe('Top <b>\nname\tshare (%)\taverage value\n<script>\t50\t1,234.5');
});

test('a relation shows its first hundred rows, its types and its row count', async () => {
  await show(await shop(Array.from({ length: 120 }, (_, i) => ({ order: String(i) }))));
  const data = shown[0][mime.table] as { columns: { name: string }[]; rows: unknown[][]; totalRows: number };
  expect(data).toMatchObject({ totalRows: 120 });
  expect(data.rows).toHaveLength(100);
  expect(data.columns.map((column) => column.name)).toContain('ordered_at (timestamp)');
  expect(data.rows[0]).toContain('2011-01-01 00:00:00');
});

test('what was read goes along with the next thing shown, once', () => {
  const input = { dataset: 'd', synthetic: true, file: 'f', bytes: 1, sha256: 'x' };
  recordInput(input);
  markdown('one');
  markdown('two');
  expect(shown.map((bundle) => bundle[mime.inputs])).toEqual([[input], undefined, undefined]);
  expect(shown[0]['text/plain']).toBe('read: f. Synthetic sample: every figure is made up.');
});

test('outside a kernel the text goes to standard output', () => {
  delete (globalThis as Record<symbol, unknown>)[hook];
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  markdown('**plain**');
  expect(write).toHaveBeenCalledWith('**plain**\n');
  write.mockRestore();
});

test('a method card names the data with their checksums, the base, the window and the limitations', () => {
  const files = [{ file: 'a.parquet', bytes: 1234, sha256: '0123456789abcdef0123' }];
  const card = methodCard(
    {
      title: 'Sample',
      synthetic: true,
      currency: 'GBP',
      raw: [{ provenance: { dataset: 'sample', synthetic: true, files } }],
      overlap: { rows: 5, kept: 1000 },
    },
    { text: 'all lines', window: { from: '2011-01-01', to: '2011-02-01' } },
    ['no cost is known'],
  );
  expect(Object.fromEntries(card.rows)).toEqual({
    dataset: 'Sample (synthetic: made up, tells nothing of a real shop)',
    file: 'a.parquet, 1,234 bytes, SHA-256 0123456789abcdef…',
    lines: '1,000 kept, 5 dropped as overlap of the files',
    base: 'all lines',
    window: '2011-01-01 up to, not including, 2011-02-01',
    currency: 'GBP',
    chance: 'none: nothing here is drawn at random',
    limitation: 'no cost is known',
  });
});
