import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { renderReport } from '../../../src/runner/report/render-report.js';
import { needs } from '../../helpers/needs.js';
import { chartsDrawn, withPage } from './browser.js';
import { codeCell, failedRun, figure, hostile, notebook, record, richNotebook } from './fixture.js';

const test = needs('chromium');
const rich = () => renderReport({ notebook: richNotebook(), record: record() });

test('from disk every chart is drawn, nothing is asked for, nothing complains, nothing hostile runs', async () => {
  await withPage(rich(), async ({ page, requests, complaints }) => {
    expect(await chartsDrawn(page)).toBe(3);
    await page.locator('.chart-canvas').nth(2).hover();
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('.chart-canvas').nth(2).locator('.ytick').allTextContents()).toContain(hostile);
    expect(await page.locator('a[href^="javascript"], .chart-canvas a').count()).toBe(0);
    for (const svg of await page.locator('.js-plotly-plot .main-svg:first-child').all()) {
      expect(await svg.getAttribute('role')).toBe('img');
      expect(await svg.getAttribute('aria-label')).not.toBe('');
    }
  });
});

test('the policy stops a script that is not ours', async () => {
  await withPage(
    rich().replace('</main>', '<script>window.hacked = 9</script></main>'),
    async ({ page, complaints }) => {
      expect(await page.evaluate('window.hacked')).toBeUndefined();
      expect(complaints.join()).toContain('Content Security Policy');
    },
  );
});

test('the complete bundle draws what the basic one cannot, under the same policy', async () => {
  const outputs = [
    figure(
      [
        {
          type: 'heatmap',
          z: [
            [1, 2],
            [3, 4],
          ],
        },
      ],
      { title: { text: 'Cohorts' } },
    ),
    figure([{ type: 'sunburst', labels: ['all', 'a', 'b'], parents: ['', 'all', 'all'], values: [3, 1, 2] }]),
    figure([{ type: 'scatter', x: [1], y: [1] }]),
  ];
  const html = renderReport({ notebook: notebook(codeCell('show()', outputs)), record: record() });
  await withPage(html, async ({ page, requests, complaints }) => {
    expect(await chartsDrawn(page)).toBe(3);
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

test('one switch opens all code and closes it again', async () => {
  await withPage(rich(), async ({ page }) => {
    const open = () => page.locator('details.code[open]').count();
    const all = await page.locator('details.code').count();
    expect(await open()).toBe(0);
    await page.click('#code-switch');
    expect(await open()).toBe(all);
    expect(all).toBeGreaterThan(3);
    await page.locator('details.code summary').first().click();
    expect(await open()).toBe(all - 1);
    await page.click('#code-switch');
    expect(await open()).toBe(0);
  });
});

test('the theme switch recolours page and charts, and keeps the colours of traces', async () => {
  await withPage(rich(), async ({ page, complaints }) => {
    await chartsDrawn(page);
    const colours = () =>
      page.evaluate(() => {
        const chart = document.querySelector('.chart-canvas')!;
        return {
          page: getComputedStyle(document.body).backgroundColor,
          text: getComputedStyle(chart.querySelector('.ytick text')!).fill,
          grid: getComputedStyle(chart.querySelector('.ygrid')!).stroke,
          bar: getComputedStyle(chart.querySelector('.point path')!).fill,
        };
      });
    const light = await colours();
    await page.click('#theme-toggle');
    await page.waitForFunction(
      (before) => getComputedStyle(document.querySelector('.chart-canvas .ytick text')!).fill !== before,
      light.text,
    );
    const dark = await colours();
    expect(dark.page).not.toBe(light.page);
    expect(dark.grid).not.toBe(light.grid);
    expect(dark.bar).toBe(light.bar);
    await page.reload();
    await chartsDrawn(page);
    expect((await colours()).page).toBe(dark.page);
    expect(complaints).toEqual([]);
  });
});

test('a dark system gets a dark page, and paper is light all the same, with nothing to click', async () => {
  await withPage(
    rich(),
    async ({ page }) => {
      await chartsDrawn(page);
      const luminance = () =>
        page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.body).backgroundColor)![0]));
      expect(await luminance()).toBeLessThan(60);
      await page.emulateMedia({ media: 'print' });
      expect(await luminance()).toBe(255);
      expect(
        await page.locator('.bar, .contents, details.code, .modebar-container').filter({ visible: true }).count(),
      ).toBe(0);
      const widths = await page
        .locator('.main-svg:first-child')
        .evaluateAll((all) => all.map((svg) => svg.clientWidth));
      expect(Math.max(...widths)).toBeLessThanOrEqual(680);
      const text = await page
        .locator('.ytick text')
        .first()
        .evaluate((node) => getComputedStyle(node).fill);
      expect(Number(/\d+/.exec(text)![0])).toBeLessThan(120);
    },
    { dark: true },
  );
});

test('headers sort by click and by keyboard; empty cells stay last', async () => {
  await withPage(rich(), async ({ page }) => {
    const table = page.locator('figure.table').filter({ hasText: 'Revenue, orders and customers' });
    const column = (n: number) => table.locator(`tbody td:nth-child(${n})`).allTextContents();
    await table.getByRole('button', { name: 'orders' }).click();
    expect(await column(4)).toEqual(['33,541', '29,541', '25,541', '21,541', '17,541', '13,541', '9,541', '5,541']);
    await table.getByRole('button', { name: 'country' }).focus();
    await page.keyboard.press('Enter');
    expect((await column(1)).slice(0, 3)).toEqual(['Australia', 'EIRE', 'France']);
    expect(await table.locator('th[aria-sort]').allTextContents()).toEqual(['country']);
    for (const _ of ['down', 'up']) {
      await table.getByRole('button', { name: 'average order value' }).click();
      expect((await column(5)).at(-1)).toBe('–');
    }
  });
});

test('CSV and PNG are saved; a formula in the data cannot start in a spreadsheet', async () => {
  await withPage(rich(), async ({ page, complaints }) => {
    await chartsDrawn(page);
    const table = page.locator('figure.table').filter({ hasText: 'HYPERLINK' }).first();
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      table.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const text = await readFile(await csv.path(), 'utf8');
    expect(csv.suggestedFilename()).toMatch(/^Products.*\.csv$/);
    expect(text).toBe(
      `\ufeff${hostile},units\r\n${hostile},3\r\n"'=HYPERLINK(""http://evil"")",-1.5\r\n<b>bold</b>,\r\n`,
    );
    const chart = page.locator('.chart-canvas').first();
    await chart.hover();
    const [png] = await Promise.all([
      page.waitForEvent('download'),
      chart.getByRole('button', { name: 'Download as PNG' }).click(),
    ]);
    expect((await readFile(await png.path())).subarray(1, 4).toString()).toBe('PNG');
    expect(complaints).toEqual([]);
  });
});

test('on a phone nothing is wider than the page, every control is in it, and the contents list folds', async () => {
  await withPage(
    renderReport({ notebook: richNotebook(), record: record({ synthetic: true, status: 'interrupted' }) }),
    async ({ page }) => {
      await chartsDrawn(page);
      const toggle = await page.locator('#theme-toggle').boundingBox();
      expect(toggle!.x + toggle!.width).toBeLessThanOrEqual(390);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      expect(await page.locator('.contents details').getAttribute('open')).toBeNull();
    },
    { width: 390 },
  );
});

test('on a phone long names of bars are cut and leave room for the bars', async () => {
  const name = 'SET OF 3 TARTAN PENCIL CASES (44523)';
  const bars = figure([{ type: 'bar', orientation: 'h', y: [name, 'MUG'], x: [2, 1] }], {
    yaxis: { type: 'category', ticksuffix: '  ' },
  });
  const html = renderReport({ notebook: notebook(codeCell('show()', [bars])), record: record() });
  const labels = async (width: number) => {
    let texts: string[] = [];
    await withPage(
      html,
      async ({ page }) => {
        await chartsDrawn(page);
        texts = await page.locator('.ytick').allTextContents();
      },
      { width },
    );
    return texts.map((text) => text.trim());
  };
  expect(await labels(390)).toEqual(['SET OF 3 TARTAN…', 'MUG']);
  expect(await labels(1280)).toEqual([name, 'MUG']);
});

test('the banner of a failure leads to the cell', async () => {
  await withPage(renderReport(failedRun()), async ({ page, complaints }) => {
    await page.getByRole('alert').getByRole('link').click();
    expect(new URL(page.url()).hash).toBe('#cell-3');
    expect(await page.locator('#cell-3 pre').first().isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });
});

test('the contents list marks what is being read', async () => {
  await withPage(rich(), async ({ page }) => {
    await chartsDrawn(page);
    await page.locator('.contents').getByRole('link', { name: 'Untrusted words' }).click();
    await page.waitForFunction(
      () => document.querySelector('.contents a[aria-current]')?.textContent === 'Untrusted words',
    );
  });
});
