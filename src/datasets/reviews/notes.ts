import { rows } from '../../base/columns.js';
import type { Engine } from '../../engine/engine.js';

/** What cleaning changed without removing it, as sentences. */
export async function reviewsNotes(
  engine: Engine,
  names: { readonly raw: string; readonly rawProducts: string; readonly products: string; readonly candidates: string },
): Promise<string[]> {
  const [found] = rows<Record<string, number>>(
    await engine.query(`select r.*, p.*, c.missing_kept, (select count(*) from ${names.rawProducts}) - p.products as copies
      from (select count(case when rating = 0 then 1 end) as zero_ratings, count(case when helpful_vote < 0 then 1 end) as negative_votes from ${names.raw}) as r
      cross join (select count(*) as products, count(case when category is null then 1 end) as missing_category,
        count(case when price_text is not null and price is null then 1 end) as unread_price,
        count(case when price_kind = 'from' then 1 end) as from_price, count(case when price_kind = 'range' then 1 end) as range_price,
        count(case when currency <> 'USD' then 1 end) as other_currency, count(case when price is null then 1 end) as no_price from ${names.products}) as p
      cross join (select count(*) as missing_kept from ${names.candidates} as c
        where class = 'kept' and exists (select 1 from ${names.products} as q where q.product_id = c.product_id and q.category is null)) as c`),
  );
  const number = (value: number) => value.toLocaleString('en-GB');
  const sentence = (key: string, text: (n: string) => string) => (found![key]! > 0 ? [text(number(found![key]!))] : []);
  return [
    'a review stands for a purchase: it is written some time after it, not everybody writes, and it says nothing of the quantity',
    'the price is the one found when the data were collected, not the one paid',
    ...sentence('zero_ratings', (n) => `${n} ratings of 0 were taken for 1`),
    ...sentence('negative_votes', (n) => `${n} negative counts of helpful votes were taken for 0`),
    ...sentence('missing_kept', (n) => `${n} of the reviews kept are of products without a main category`),
    ...sentence('missing_category', (n) => `${n} of ${number(found!.products!)} products have no main category`),
    ...sentence('no_price', (n) => `${n} of ${number(found!.products!)} products have no price that can be read`),
    ...sentence('unread_price', (n) => `${n} price texts hold no number`),
    ...sentence('from_price', (n) => `${n} prices are the lowest of several ("from …")`),
    ...sentence('range_price', (n) => `${n} prices are the lower end of a range`),
    ...sentence('other_currency', (n) => `${n} prices are in another currency than USD`),
    ...sentence(
      'copies',
      (n) => `${n} products stood in the metadata more than once; the one with most ratings was taken`,
    ),
  ];
}
