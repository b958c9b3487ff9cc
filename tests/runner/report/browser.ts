// Functions handed to `evaluate` run in the page.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { componentPath } from '../../helpers/needs.js';

export interface OpenedPage {
  readonly page: Page;
  /** Addresses asked for, beside the file itself. */
  readonly requests: string[];
  /** What the console said, errors that nobody caught, and breaches of the policy. */
  readonly complaints: string[];
}

let browser: Browser | undefined;

afterAll(() => browser?.close());

/** Opens HTML from disk in Chromium, hands the page over, and leaves nothing behind. */
export async function withPage(
  html: string,
  use: (opened: OpenedPage) => Promise<void>,
  options: { width?: number; dark?: boolean } = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tillbook-report-'));
  browser ??= await chromium.launch({
    executablePath: componentPath('chromium')!,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
  });
  try {
    const file = join(folder, 'report.html');
    await writeFile(file, html);
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    const address = pathToFileURL(file).href;
    page.on('request', (request) => {
      const url = request.url();
      if (url.split('#')[0] !== address && !/^(data|blob):/.test(url)) requests.push(url);
    });
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
    await page.goto(address);
    await use({ page, requests, complaints });
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits until each chart is drawn, and says how many are. */
export async function chartsDrawn(page: Page): Promise<number> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.chart-canvas')].every((canvas) => canvas.getAttribute('data-drawn') === 'true'),
  );
  return page.locator('.js-plotly-plot .main-svg:first-child').count();
}
