import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach } from 'vitest';
import { rows } from '../../../src/base/columns.js';
import type { Relation } from '../../../src/engine/engine.js';

const made: string[] = [];
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

export async function temporary(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tillbook-reviews-'));
  made.push(folder);
  return folder;
}

export interface RawReview {
  rating: number;
  title: string;
  text: string;
  asin: string;
  parent_asin: string;
  user_id: string;
  timestamp: number;
  helpful_vote: number;
  verified_purchase: boolean;
}

export interface RawProduct {
  parent_asin: string;
  main_category: string | null;
  title: string | null;
  price: string | number | null;
  average_rating: number;
  rating_number: number;
  store: string | null;
}

export const review = (some: Partial<RawReview>): RawReview => ({
  rating: 5,
  title: 'Good',
  text: 'It works.',
  asin: some.parent_asin ?? 'P1',
  parent_asin: 'P1',
  user_id: 'ann',
  timestamp: Date.UTC(2023, 0, 5, 12),
  helpful_vote: 0,
  verified_purchase: true,
  ...some,
});

export const product = (some: Partial<RawProduct>): RawProduct => ({
  parent_asin: 'P1',
  main_category: 'Computers',
  title: 'A thing',
  price: '10.00',
  average_rating: 4.5,
  rating_number: 10,
  store: 'Shop',
  ...some,
});

export const jsonLines = (list: readonly unknown[]) => `${list.map((one) => JSON.stringify(one)).join('\n')}\n`;

/** A folder with the publisher's two files; lines may also be given as they are. */
export async function category(
  reviews: readonly RawReview[] | string,
  products: readonly RawProduct[] | string,
): Promise<string> {
  const folder = await temporary();
  const packed = (list: readonly unknown[] | string) => gzipSync(typeof list === 'string' ? list : jsonLines(list));
  await writeFile(path.join(folder, 'Electronics.jsonl.gz'), packed(reviews));
  await writeFile(path.join(folder, 'meta_Electronics.jsonl.gz'), packed(products));
  return folder;
}

export const read = async <T>(relation: Relation, select: string, rest = ''): Promise<T[]> =>
  rows<T>(await relation.engine.query(`select ${select} from ${relation.name} ${rest}`));
