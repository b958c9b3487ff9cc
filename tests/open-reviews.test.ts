import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { writeReviews } from '../src/datasets/sample/reviews/write-reviews.js';
import { openReviews } from '../src/open-reviews.js';

afterEach(() => vi.unstubAllEnvs());

test("a cell's openReviews takes the real files from the folder that TILLBOOK_DATA names", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tillbook-open-'));
  try {
    await writeReviews(folder, { rows: 1000, seed: 1 });
    vi.stubEnv('TILLBOOK_DATA', folder);
    const shop = await openReviews('amazon-reviews-2023', { cleaning: 'published' });
    expect(shop.cleaning).toBe('published');
    expect(shop.waterfall.reduce((sum, { rows }) => sum + rows, 0)).toBe(1000);
    await shop.relations.reviews.engine.close();
    vi.stubEnv('TILLBOOK_DATA', join(folder, 'absent'));
    await expect(openReviews('auto')).rejects.toMatchObject({ code: 'DATA_MISSING' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
