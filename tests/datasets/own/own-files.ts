import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Manifest } from '../../../src/datasets/own/imported.js';
import { runCli } from '../../cli/run-cli.js';
import { folderWith } from '../retail-files.js';

export const header = 'customer,order,time,sku,quantity,price';
export const roles = [
  '--customer',
  'customer',
  '--order',
  'order',
  '--time',
  'time',
  '--product',
  'sku',
  '--quantity',
  'quantity',
  '--price',
  'price',
];

/** A project of its own with files of a person's in it. */
export async function project(files: Readonly<Record<string, string | Buffer>>) {
  const folder = await folderWith({ 'package.json': '{}', ...files });
  const { TILLBOOK_DATA: _, ...rest } = process.env;
  const env = { ...rest, TILLBOOK_DATA: '' };
  const data = (...args: string[]) => runCli(['data', ...args], { cwd: folder, env });
  return {
    folder,
    data,
    /** Imports as `shop` and answers its one JSON document. */
    async imported(file: string, flags: readonly string[] = roles) {
      const { code, stdout, stderr } = await data('import', file, '--as', 'shop', ...flags, '--json');
      return { code, stderr, ...(JSON.parse(stdout) as Manifest & { error?: { message: string; hint: string } }) };
    },
    async left() {
      const place = path.join(folder, 'data/imported');
      return existsSync(place) ? (await readdir(place)).sort() : [];
    },
  };
}

/** Ten good lines, one a day, of five customers. */
export const tenLines = Array.from(
  { length: 10 },
  (_, i) => `c${i % 5},o${i},2011-03-${String(i + 1).padStart(2, '0')} 10:00,A${i},${i + 1},2.50`,
);
