import { productCount, type ReviewsSize } from './check-size.js';
import { byWeight, hashOf, oneOf, uniform, yes } from './draw.js';
import { ratingCounts } from './shares.js';
import { momentSql, partSql, shareBefore, yearSql } from './times.js';
import { blockRows } from './users-of-block.js';
import { commonTitles, sentenceParts, shortTexts, titleWords } from './words.js';

/** Planted kinds of customer: what they show in the last year. */
export const segments = ['loyal', 'one-time-big-spender', 'new', 'churned'] as const;

/** Salts: one for each purpose, never used twice. */
const salt = {
  user: 1,
  userName: 2,
  life: 3,
  time: 4,
  rating: 5,
  product: 6,
  words: 7,
  sentences: 8,
  copy: 9,
} as const;

/** SQL for the customer of a user number. */
export const customerIdSql = (hash: string): string => `'AE' || hex(${hash}) || substr(hex(${hash}), 3, 10)`;

/** SQL for the id of a product by its rank: every rank has another. */
export const productCoreSql = (rank: string, seed: number): string =>
  `right(hex(4294967296 + ((${rank}) * 2654435761 + ${seed % 4294967296}) % 4294967296), 8)`;

/** Every eighth product is dear, and bought by those who spend much once. */
export const dearEvery = 8;

/** How strongly the best sold stand out, so that 0.23 % of the reviews are of the first, as in the real data. */
export const headOf = (products: number): number => Math.min(0.6, Math.cbrt(1 / (4 * 0.0023 * products)));

/**
 * SQL for as many reviews as `slots` has rows, with columns as Hugging Face has them.
 *
 * @param slots relation of whole blocks in their order: block_row, user_no, reviews, nth.
 * @param firstRow number of the first of them: a multiple of the block.
 */
export function reviewsSql(size: ReviewsSize, slots: string, firstRow: number): string {
  const { copied, timed } = parts(size, slots, firstRow);
  const { seed, rows } = size;
  const head = headOf(productCount(rows));
  const is2023 = `q >= ${shareBefore(Date.UTC(2023, 0, 1))}`;
  const rating = uniform(hashOf(seed, salt.rating, 'e'));
  const of = (when: 'before' | 'in2023') =>
    byWeight(
      'r',
      ratingCounts.map((entry) => [`${entry.rating * 2 + (entry.verified ? 1 : 0)}`, entry[when]] as const),
    );
  const planted = (shares: readonly number[]) => shares.map((share) => Math.floor(rows * share)).join(', ');
  const votes = `case when votes_draw < 0.81 then 0
    else least(46841, floor(power((1 - votes_draw) / 0.19, -0.83)))::bigint end`;
  const rank = `floor(${productCount(size.rows)} * ((power(p * ${1 - head} + ${head}, 4) - ${head ** 4}) / ${1 - head ** 4}))::bigint`;
  const dear = `case when kind = 1 then rank - rank % ${dearEvery}
    when rank % ${dearEvery} = 0 and (w & 3) < 3 and rank + 1 < ${productCount(size.rows)} then rank + 1 else rank end`;
  return `select case when e in (${planted([0.31, 0.77])}) then 0.0 else (code // 2)::double end as rating,
    ${titleSql} as title, ${textSql} as text,
    []::struct(attachment_type varchar, large_image_url varchar, medium_image_url varchar, small_image_url varchar)[] as images,
    case when sold % 14 = 3 then 'B' || (w & 3) else 'B0' end || core as asin, 'B0' || core as parent_asin,
    ${customerIdSql('name')} as user_id, ts as timestamp,
    case when e in (${planted([0.12, 0.35, 0.58, 0.83])}) then -1 - e % 4 else ${votes} end as helpful_vote,
    code % 2 = 1 or e in (${planted([0.31, 0.77])}) as verified_purchase
  from (select *, ${productCoreSql('sold', seed)} as core from (select *, ${dear} as sold
    from (select *, ${rank} as rank, case when ${is2023} then ${of('in2023')} else ${of('before')} end as code
      from (select *, ${rating} as r, ${uniform(hashOf(seed, salt.product, 'g'))} as p,
          ${hashOf(seed, salt.words, 'e')} as w, ${hashOf(seed, salt.sentences, 'e')} as s,
          ${uniform(hashOf(seed, salt.copy, 'e'))} as votes_draw
        from (${timed(copied)})))))`;
}

/** SQL for customer_id and segment of the customers with a review in the last year, as often as they wrote. */
export function truthSql(size: ReviewsSize, slots: string, firstRow: number): string {
  const { copied, timed } = parts(size, slots, firstRow);
  return `select ${customerIdSql('name')} as customer_id, kind from (${timed(copied)}) where q >= ${yearShare}`;
}

const yearShare = shareBefore(Date.UTC(2022, 8, 13));

/** From rows of blocks to who writes, of which kind, and when. */
function parts({ seed, rows }: ReviewsSize, slots: string, firstRow: number) {
  const users = `select ${firstRow} + block_row as i, reviews, nth,
      (${firstRow} + block_row) // ${blockRows} * ${blockRows} + user_no as user_no
    from ${slots} where ${firstRow} + block_row < ${rows}`;
  // e: the row whose draws are taken, so that a copy is exact; g: the row whose product is taken, so that some repeat.
  const copied = `select *, i - (nth > 0 and ${yes('c', 0, 0.004)})::bigint as e,
      case when nth > 1 then i - (${yes('c', 0, 0.004)} or ${yes('c', 12, 0.012)})::bigint else i - (nth > 0 and ${yes('c', 0, 0.004)})::bigint end as g,
      case when reviews >= 8 then 0 when (life & 1023) < 225 then 1 when (life & 1023) < 590 then 2 else 3 end as kind
    from (select *, ${hashOf(seed, salt.copy + 1, 'i')} as c, ${hashOf(seed, salt.userName, 'user_no')} as name,
      ${hashOf(seed, salt.life, 'user_no')} as life from (${users}))`;
  const width = 'least(1, 0.17 * sqrt(reviews - 1))';
  // A life is a stretch of the shares of time, folded back at the ends so that all years keep their share.
  const folded = `select *, case when place < 0 then -place when place > 1 then 2 - place else place end as share`;
  const since = `(share - ${yearShare}) / ${1 - yearShare}`;
  const turned = `case kind when 1 then ${since} * 0.68 when 2 then 0.32 + ${since} * 0.68 when 3 then ${since} * 0.42 else ${since} end`;
  const place = `${uniform('life')} + ${width} * (${uniform(hashOf(seed, salt.time, 'e'))} - 0.5)`;
  const timed = (
    from: string,
  ) => `select *, ${momentSql} as ts from (select *, ${partSql} as part from (select *, ${yearSql} as year
    from (select *, case when share < ${yearShare} then share else ${yearShare} + ${1 - yearShare} * (${turned}) end as q
      from (${folded} from (select *, ${place} as place from (${from}))))))`;
  return { copied, timed };
}

const titleSql = `case when (w >> 58) < 26 then ${oneOf(commonTitles, 'w', 8)}
    else ${titleWords.map((words, i) => oneOf(words, 'w', 8 + i * 5)).join(" || ' ' || ")} end`;

const sentence = (bit: number) =>
  sentenceParts.map((texts, part) => oneOf(texts, 's', (bit + part * 6) % 58)).join(" || ' ' || ");

/** A few words, or one to four sentences: 170 characters in the mean. */
const textSql = `case when (w >> 58) % 10 = 0 then ${oneOf(shortTexts, 's', 3)}
    when s & 7 < 1 then ${sentence(3)}
    when s & 7 < 5 then ${sentence(5)} || ' ' || ${sentence(23)}
    else ${sentence(7)} || ' ' || ${sentence(19)} || ' ' || ${sentence(31)} || ' ' || ${sentence(40)} end`;
