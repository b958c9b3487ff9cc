import { productCount, type ReviewsSize } from './check-size.js';
import { byWeight, hashOf, oneOf, uniform, yes } from './draw.js';
import { dearEvery, headOf, productCoreSql } from './reviews-sql.js';
import { categories, full, priced } from './shares.js';
import { brands, titleWords } from './words.js';

const salt = { words: 21, category: 22, price: 23, rating: 24 } as const;
const nothing = (type: string) => `[]::${type}[]`;

/** SQL for products by rank, the best sold first, from a table of numbers; columns as Hugging Face has them. */
export function productsSql(size: ReviewsSize, numbers: string, first: number): string {
  const { seed } = size;
  const products = productCount(size.rows);
  const head = headOf(products);
  const text = (value: string | null) => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`);
  const category = byWeight(
    uniform('c'),
    categories.map(([name, weight]) => [text(name), weight] as const),
  );
  // Reviews that this rank gets in the mean; more people rate than write, some products far more.
  const density = `${(1 - head ** 4) / (4 * (1 - head))} * power(place * ${1 - head ** 4} + ${head ** 4}, -0.75)`;
  const octiles = '[1.0, 3.0, 3.6, 4.0, 4.2, 4.4, 4.6, 4.9, 5.0]';
  const step = 'floor(stars * 8)::integer';
  const spread = 'ln((amount_draw + 1e-6) / (1 - amount_draw + 1e-6))';
  const amount = `case when tiny then 0.01 else greatest(0.5, floor(exp(case when rank % ${dearEvery} = 0 then 5.25 + 0.36 * ${spread}
      else 2.85 + 0.45 * ${spread} end)) + case when (h & 3) = 0 then 0.49 else 0.99 end) end::decimal(12,2)`;
  return `select category as main_category,
    store || ' ' || ${titleWords
      .slice(1, 4)
      .map((words, i) => oneOf(words, 'h', 4 + i * 5))
      .join(" || ' ' || ")} || ' ' || (h >> 48) as title,
    round((${octiles})[${step} + 1] + (stars * 8 - ${step}) * ((${octiles})[${step} + 2] - (${octiles})[${step} + 1]), 1) as average_rating,
    greatest(1, floor(${full.reviews / full.products} * ${density} * exp(0.5 * (stars - 0.5) + 0.8 * ${spread})))::bigint as rating_number,
    [${oneOf(titleWords[4]!, 'h', 20)}, ${oneOf(titleWords[3]!, 'h', 26)}] as features, ${nothing('varchar')} as description,
    case when has_price then case
        when ${yes('h', 30, 0.006)} then 'from ' || amount
        when ${yes('h', 30, 0.009)} then amount || ' - ' || (amount + 10)
        when ${yes('h', 30, 0.011)} then '$' || amount
        when ${yes('h', 30, 0.012)} then '—' else amount::varchar end
      when ${yes('h', 36, 0.1)} then 'None' end as price,
    {'hi_res': ${nothing('varchar')}, 'large': ${nothing('varchar')}, 'thumb': ${nothing('varchar')}, 'variant': ${nothing('varchar')}} as images,
    {'title': ${nothing('varchar')}, 'url': ${nothing('varchar')}, 'user_id': ${nothing('varchar')}} as videos,
    case when ${yes('c', 0, 0.006)} then case when c % 2 = 0 then 'N/A' else '' end else store end as store,
    case when category is null then ${nothing('varchar')} else ['Electronics', category] end as categories,
    '{"Brand": "' || store || '", "Item Weight": "' || (1 + h % 90) || ' ounces"}' as details,
    'B0' || ${productCoreSql('rank', seed)} as parent_asin,
    null::varchar as bought_together,
    case when ${yes('c', 20, 0.0006)} then 'Paperback' end as subtitle, case when ${yes('c', 20, 0.0004)} then store end as author
  from (select *, ${amount} as amount from (select *, ${uniform(hashOf(seed, salt.rating, 'rank'))} as stars, ${category} as category, ${oneOf(brands, 'h', 40)} as store,
      ${uniform(hashOf(seed, salt.price, 'rank'))} < ${priced.rare} + ${priced.common} * power(1 - place, 4) as has_price,
      ${uniform(hashOf(seed, salt.price + 2, 'rank'))} as amount_draw, ${yes('c', 30, 0.002)} as tiny
    from (select *, (rank + 0.5) / ${products} as place, ${hashOf(seed, salt.words, 'rank')} as h,
        ${hashOf(seed, salt.category, 'rank')} as c
      from (select ${first} + block_row as rank from ${numbers}) where rank < ${products})))`;
}
