import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openRetail } from '../src/open-retail.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillbook-open-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test("a cell's openRetail takes the real files from the folder that TILLBOOK_DATA names", async () => {
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(
    join(data, 'online-retail-ii-2009-2010.csv'),
    'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n' +
      '489434,85048,LIGHTS,12,2009-12-01 07:45:00,6.95,13085,United Kingdom\n',
  );
  vi.stubEnv('TILLBOOK_DATA', data);
  const shop = await openRetail('online-retail-ii');
  expect(shop.synthetic).toBe(false);
  expect(shop.waterfall.reduce((sum, { rows }) => sum + rows, 0)).toBe(1);
});

test('a folder that TILLBOOK_DATA names and that is not there is an error, not a reason for the sample', async () => {
  const absent = join(folder, 'absent');
  vi.stubEnv('TILLBOOK_DATA', absent);
  await expect(openRetail('auto')).rejects.toMatchObject({
    code: 'DATA_MISSING',
    message: expect.stringContaining(absent),
  });
});
