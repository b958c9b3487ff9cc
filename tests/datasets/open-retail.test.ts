import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { listDatasets } from '../../src/datasets/list-datasets.js';
import { openRetail, projectFolders } from '../../src/datasets/open-retail.js';
import { ensureSample } from '../../src/datasets/sample/ensure-sample.js';
import { failure, folderWith, header } from './retail-files.js';

const csv = `${header}\n7,10001,mug,2,2011-01-01,1.5,9,France\n`;
const started = process.cwd();
afterEach(() => process.chdir(started));

/** A project as a notebook sees it: it runs in notebooks/. */
async function project(): Promise<string> {
  const root = await folderWith({ 'package.json': '{}', 'mine.csv': csv });
  await mkdir(path.join(root, 'notebooks'));
  await mkdir(path.join(root, 'data'));
  process.chdir(path.join(root, 'notebooks'));
  return root;
}

test('a notebook finds data/ of the project, and a path from the root of it', async () => {
  const root = await project();
  expect(projectFolders()).toEqual({
    dataDirs: [path.join(root, 'data')],
    sampleDir: path.join(root, 'data', 'sample'),
    importedDir: path.join(root, 'data', 'imported'),
  });
  const shop = await openRetail('mine.csv');
  expect(shop).toMatchObject({ name: 'mine.csv', synthetic: false });
  await shop.relations.transactions.engine.close();
  const again = await openRetail('../mine.csv');
  expect(again.overlap.kept).toBe(1);
  await again.relations.transactions.engine.close();
});

test('a folder of one’s own is looked in before data/', async () => {
  const root = await project();
  const own = await folderWith({ 'online-retail-ii.csv': csv });
  expect(projectFolders({ dataDir: own }).dataDirs).toEqual([own, path.join(root, 'data')]);
  const shop = await openRetail('auto', { dataDir: own });
  expect(shop.name).toBe('online-retail-ii');
  await shop.relations.transactions.engine.close();
  const none = await failure(openRetail('online-retail-ii'));
  expect(none.message).toContain(`are in none of: ${path.join(root, 'data')}`);
});

test('a named folder that is not there is an error, not a reason to take the sample', async () => {
  const root = await project();
  const missing = await failure(openRetail('auto', { dataDir: 'elsewhere' }));
  expect(missing).toMatchObject({
    code: 'DATA_MISSING',
    message: expect.stringContaining(path.join(root, 'elsewhere')),
  });
  expect(missing.hint).toContain('TILLBOOK_DATA');
  expect((await failure(openRetail('auto', { dataDir: 'mine.csv' }))).code).toBe('DATA_MISSING');
});

test('the list tells what is here, and makes nothing', async () => {
  const dataDir = await folderWith({ 'online-retail-ii.csv': csv });
  const sampleDir = path.join(dataDir, 'sample');
  const before = await listDatasets({ dataDirs: [dataDir], sampleDir });
  expect(before.map(({ name, present, rows }) => [name, present, rows])).toEqual([
    ['online-retail-ii', true, 1_067_371],
    ['sample', false, null],
  ]);
  await ensureSample(sampleDir, { rows: 1000, seed: 1 });
  expect(
    (await listDatasets({ dataDirs: [], sampleDir })).map(({ name, present, rows }) => [name, present, rows]),
  ).toEqual([
    ['online-retail-ii', false, 1_067_371],
    ['sample', true, 1000],
  ]);
});
