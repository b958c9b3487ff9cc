import { presentSql, priceSql } from './price.js';
import { unwantedCategories } from './unwanted.js';

/** A cleaning step: SQL over the steps before it, which stand in it as `@name`. */
export interface Step {
  readonly name: string;
  readonly meaning: string;
  readonly how: 'inline' | 'materialise';
  readonly sql: string;
}

/** What the steps are made from. */
export interface StepInput {
  /** Names of the raw relations in the engine. */
  readonly reviews: string;
  readonly products: string;
  readonly cleaning: 'default' | 'published';
  readonly window: { readonly from: string; readonly to: string };
  /** Keep title and text with the reviews. */
  readonly text: boolean;
}

/** Lowest price that counts, exclusive. */
export const leastPrice = '0.25';

const texts = (list: readonly string[]) => list.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ');

/** Raw reviews with the names and types of `reviewsSchema`; a rating of 0 counts as 1, negative votes as 0. */
export const typedSql = (reviews: string): string => `select user_id as customer_id, parent_asin as product_id,
  timestamp_millis(timestamp) as reviewed_at, case when rating = 0 then 1.0 else rating end as rating,
  case when helpful_vote < 0 then 0 else helpful_vote end as helpful_votes, verified_purchase as verified, title, text,
  asin from ${reviews}`;

/**
 * The cleaning of reviews as a value: from raw files to `candidates`, each with the class that the waterfall counts.
 * The published cleaning takes the price by a cast, the default one reads its text.
 */
export function reviewsSteps(input: StepInput): Step[] {
  return [
    {
      name: 'typed',
      meaning: 'every review with types and names; ratings of 0 become 1, negative votes 0',
      how: 'inline',
      sql: typedSql(input.reviews),
    },
    {
      name: 'products',
      meaning: 'products with placeholders as null and the price read from its text, one row each',
      how: 'materialise',
      sql: productsStepSql(input),
    },
    ...(input.cleaning === 'published' ? publishedSteps(input) : defaultSteps(input)),
  ];
}

function productsStepSql({ products, cleaning }: StepInput): string {
  const text = presentSql('price');
  const read = priceSql('price_text');
  const cast = 'try_cast(price_text as decimal(18,4))';
  const price = cleaning === 'published' ? cast : read.price;
  const currency = cleaning === 'published' ? `case when ${cast} is not null then 'USD' end` : read.currency;
  const kind = cleaning === 'published' ? `case when ${cast} is not null then 'plain' end` : read.kind;
  return `select product_id, title, category, ${price} as price, ${currency} as currency, ${kind} as price_kind,
    average_rating, rating_count, store, price_text
  from (select parent_asin as product_id, ${presentSql('title')} as title, ${presentSql('main_category')} as category,
      ${text} as price_text, average_rating, rating_number as rating_count, ${presentSql('store')} as store,
      row_number() over (partition by parent_asin order by rating_number desc nulls last, price nulls last, title nulls last, main_category nulls last) as copy
    from ${products}) as p
  where copy = 1`;
}

/** What is wrong with a review by its product, in the published order; null for none. */
const productFault = (keepsMissing: boolean) => `case
    when p.product_id is null then 'no-product'
    when p.category in (${texts(unwantedCategories)}) then 'unwanted-category'
    ${keepsMissing ? '' : "when p.category is null then 'missing-category'"}
    when p.price is null then 'no-price'
    when p.currency <> 'USD' then 'other-currency'
    when p.price <= ${leastPrice} then 'price-too-low'
    else 'kept' end`;

const keys = 'customer_id, product_id, reviewed_at, rating, helpful_votes, verified';
const kept = (text: boolean) => `${keys}${text ? ', title, text' : ''}`;

function defaultSteps({ window: { from, to }, text }: StepInput): Step[] {
  const inside = `reviewed_at >= timestamp '${from}' and reviewed_at < timestamp '${to}'`;
  const order = `reviewed_at, asin, rating desc, helpful_votes desc${text ? ', title, text' : ''}`;
  return [
    {
      name: 'early',
      meaning:
        'what the first steps leave: verified, in the window, with its rank among those of a customer and product',
      how: 'materialise',
      sql: `select ${kept(text)}, row_number() over (partition by customer_id, product_id order by ${order}) as nth
        from @typed as t where verified and ${inside}`,
    },
    {
      name: 'before',
      meaning: 'customers and products of the window that have an older review of a verified purchase',
      how: 'materialise',
      sql: `select distinct customer_id, product_id from @typed as t
        where verified and reviewed_at < timestamp '${from}'
          and exists (select 1 from @early as e where e.customer_id = t.customer_id and e.product_id = t.product_id)`,
    },
    {
      name: 'candidates',
      meaning: 'each with its class: a later review of a customer and product, no usable product or price, or kept',
      how: 'materialise',
      sql: `select ${columns(text)}, p.price, case when e.nth > 1 or b.customer_id is not null then 'repeat' else ${productFault(true)} end as class
        from @early as e left join @before as b on b.customer_id = e.customer_id and b.product_id = e.product_id
        left join @products as p on p.product_id = e.product_id`,
    },
    {
      name: 'out',
      meaning: 'what the first steps remove',
      how: 'inline',
      sql: `select product_id, case when not verified then 'not-verified' else 'outside-window' end as class
        from @typed as t where not (verified and ${inside})`,
    },
  ];
}

const columns = (text: boolean) =>
  kept(text)
    .split(', ')
    .map((name) => `e.${name}`)
    .join(', ');

function publishedSteps({ window: { from, to }, text, reviews }: StepInput): Step[] {
  const years = "reviewed_at >= timestamp '2022-01-01' and reviewed_at < timestamp '2024-01-01'";
  const outside = `e.reviewed_at < timestamp '${from}' or e.reviewed_at > timestamp '${to}'`;
  const raw = 'user_id, asin, parent_asin, timestamp, rating, helpful_vote, verified_purchase';
  const same = ['user_id', 'asin', 'timestamp'].map((name) => `w.${name} = r.${name}`).join(' and ');
  return [
    {
      name: 'twins',
      meaning: 'customer, variant and moment of reviews that stand there more than once',
      how: 'materialise',
      sql: `select user_id, asin, timestamp from ${reviews} where verified_purchase group by user_id, asin, timestamp having count(*) > 1`,
    },
    {
      name: 'copies',
      meaning: 'of these, what is equal in every column, text too, and how often it stands there',
      how: 'materialise',
      sql: `select ${raw}, title, text, count(*) as copies from ${reviews} as r
        where verified_purchase and exists (select 1 from @twins as w where ${same}) group by ${raw}, title, text`,
    },
    {
      name: 'early',
      meaning: 'verified reviews of 2022 and 2023, each kind of exact copy once, with the number of its copies',
      how: 'materialise',
      sql: `select ${kept(text)}, 1 as copies from (${typedSql(`(select * from ${reviews} as r
          where not exists (select 1 from @twins as w where ${same})) as once`)}) as t where verified and ${years}
        union all select ${kept(text)}, copies from (${typedSql('@copies as several').replace(' asin from', ' asin, copies from')}) as t where ${years}`,
    },
    {
      name: 'candidates',
      meaning: 'each with its class: outside the window (both ends belong to it), no usable product or price, or kept',
      how: 'materialise',
      sql: `select ${columns(text)}, e.copies, p.price, case when ${outside} then 'outside-window' else ${productFault(false)} end as class
        from @early as e left join @products as p on p.product_id = e.product_id`,
    },
    {
      name: 'out',
      meaning: 'what the first steps remove',
      how: 'inline',
      sql: `select product_id, case when not verified then 'not-verified' else 'outside-years' end as class
        from @typed as t where not (verified and ${years})`,
    },
  ];
}
