import { expect, test } from 'vitest';
import { renderIndex } from '../../../src/runner/report/render-index.js';
import { needs } from '../../helpers/needs.js';
import { withPage } from './browser.js';
import { failedRun, hostile, record } from './fixture.js';

const failed = { ...failedRun().record, name: '02-fails' };
const records = [
  record(),
  failed,
  record({ name: 'a b', title: hostile, status: 'interrupted', synthetic: true, metrics: {} }),
];

test('each report is linked, with status, time, data and its first three figures, in the order given', () => {
  const html = renderIndex(records);
  expect([...html.matchAll(/<h2><a href="([^"]+)">/g)].map(([, file]) => file)).toEqual([
    '01-explore-retail.html',
    '02-fails.html',
    'a%20b.html',
  ]);
  const [first, second, third] = html.split('<li class="card').slice(1);
  for (const words of ['✓ Complete', '23 Nov 2026, 18:59 UTC', '12 s', 'Online Retail II', '17,431,551.18', '36,969']) {
    expect(first).toContain(words);
  }
  expect(first).not.toContain('5,878');
  expect(second).toContain('✕ Failed');
  expect(second).toContain('<a href="02-fails.html#cell-3">Cell 3</a>: no dataset &quot;nowhere&quot; &lt;i&gt;');
  expect(third).toContain('◼ Interrupted');
  expect(third).toContain('synthetic');
  expect(third).toContain('&lt;script&gt;');
});

test('what did not complete and what is made up is said on top', () => {
  expect(renderIndex(records)).toMatch(/role="alert"><strong>2 of 3 reports did not complete/);
  expect(renderIndex(records)).toContain('Synthetic sample: figures marked so are made up.');
  expect(renderIndex([record()])).not.toMatch(/class="banner/);
  expect(renderIndex([])).toContain('No notebook was run.');
});

needs('chromium')('the list opens from disk without a request or a complaint, at any width', async () => {
  for (const width of [1280, 390]) {
    await withPage(
      renderIndex(records),
      async ({ page, requests, complaints }) => {
        await page.click('#theme-toggle');
        expect(requests).toEqual([]);
        expect(complaints).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      },
      { width },
    );
  }
});
