import { placeholders } from '../../../src/datasets/reviews/price.js';
import { unwantedCategories } from '../../../src/datasets/reviews/unwanted.js';
import type { RawProduct, RawReview } from './fixture.js';

const present = (text: string | number | null): string | null => {
  const trimmed = text === null ? '' : String(text).trim();
  return (placeholders as readonly string[]).includes(trimmed) ? null : trimmed;
};

/** What a cast of text to a number gives in SQL. */
const cast = (text: string | null): number | null =>
  text !== null && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null;

/** The published cleaning as its notebook had it, row by row. */
export function naivePublished(reviews: readonly RawReview[], products: readonly RawProduct[]): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (step: string) => counts.set(step, (counts.get(step) ?? 0) + 1);
  const byId = new Map(products.map((one) => [one.parent_asin, one]));
  const seen = new Set<string>();
  for (const one of reviews) {
    const year = new Date(one.timestamp).getUTCFullYear();
    const about = byId.get(one.parent_asin);
    const category = about && present(about.main_category);
    const price = about ? cast(present(about.price)) : null;
    const key = JSON.stringify(one);
    if (!one.verified_purchase) count('not-verified');
    else if (year < 2022 || year > 2023) count('outside-years');
    else if (seen.has(key)) count('duplicate');
    else if (one.timestamp < Date.UTC(2022, 8, 13) || one.timestamp > Date.UTC(2023, 8, 13)) count('outside-window');
    else if (!about) count('no-product');
    else if (category !== null && unwantedCategories.includes(category!)) count('unwanted-category');
    else if (category === null) count('missing-category');
    else if (price === null) count('no-price');
    else if (price <= 0.25) count('price-too-low');
    else count('kept');
    if (one.verified_purchase) seen.add(key);
  }
  return counts;
}

/** The default cleaning: the first review of a verified purchase for each customer and product, prices read by hand. */
export function naiveDefault(
  reviews: readonly RawReview[],
  products: readonly RawProduct[],
  priceOf: ReadonlyMap<string, { price: number; currency: string } | null>,
): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (step: string) => counts.set(step, (counts.get(step) ?? 0) + 1);
  const byId = new Map(products.map((one) => [one.parent_asin, one]));
  const verified = reviews.filter((one) => one.verified_purchase);
  const lastDay = Math.floor(Math.max(...verified.map((one) => one.timestamp)) / 86_400_000) * 86_400_000;
  const start = new Date(lastDay);
  start.setUTCFullYear(start.getUTCFullYear() - 1);
  const order = (a: RawReview, b: RawReview) =>
    a.timestamp - b.timestamp ||
    (a.asin < b.asin ? -1 : a.asin > b.asin ? 1 : b.rating - a.rating || b.helpful_vote - a.helpful_vote);
  const seen = new Set<string>();
  for (const one of [...verified].sort(order)) {
    const key = `${one.user_id}|${one.parent_asin}`;
    const about = byId.get(one.parent_asin);
    const category = about && present(about.main_category);
    const price = about && priceOf.get(String(about.price));
    if (one.timestamp < start.getTime() || one.timestamp >= lastDay) count('outside-window');
    else if (seen.has(key)) count('repeat');
    else if (!about) count('no-product');
    else if (category && unwantedCategories.includes(category)) count('unwanted-category');
    else if (!price) count('no-price');
    else if (price.currency !== 'USD') count('other-currency');
    else if (price.price <= 0.25) count('price-too-low');
    else count('kept');
    if (one.timestamp < lastDay) seen.add(key);
  }
  counts.set('not-verified', reviews.length - verified.length);
  return counts;
}
