import { years } from './shares.js';

/** First and last moment of the reviews, in milliseconds since 1970: the last day is not whole. */
const first = Date.UTC(1996, 4, 20);
const last = Date.UTC(2023, 8, 13, 16, 20);
/** How much likelier a review is at the turn of the year, when presents are tried, than in the mean. */
const season = 0.12;

const total = years.reduce((sum, [, share]) => sum + share, 0);
const stretches = years.map(([year, share], i) => {
  const before = years.slice(0, i).reduce((sum, [, other]) => sum + other, 0) / total;
  const since = Math.max(first, Date.UTC(year, 0, 1));
  return { before, share: share / total, since, lasts: Math.min(last, Date.UTC(year + 1, 0, 1)) - since };
});

/** Share of the reviews before a moment; by halving, to a second or so. */
export function shareBefore(time: number): number {
  const year = stretches.findLast(({ since }) => since <= time) ?? stretches[0]!;
  const wanted = (time - year.since) / year.lasts;
  let [low, high] = [0, 1];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (middle - (season * Math.sin(2 * Math.PI * middle)) / (2 * Math.PI) < wanted) low = middle;
    else high = middle;
  }
  return year.before + year.share * (wanted <= 0 ? 0 : wanted >= 1 ? 1 : low);
}

const list = (values: readonly number[], place: string) =>
  `([${values.map((value) => `${value}::double`).join(', ')}])[${place}]`;

/** SQL for the number of the year, 1 the first, in which a share `q` of the reviews is reached. */
export const yearSql = `case ${stretches
  .slice(1)
  .map(({ before }, i) => `when q < ${before} then ${i + 1}`)
  .join(' ')} else ${stretches.length} end`;

/** SQL for the moment from `q` and its `year`. A join would be quicker, and would not keep the order of the rows. */
export const momentSql = `round(${list(
  stretches.map(({ since }) => since),
  'year',
)}
  + ${list(
    stretches.map(({ lasts }) => lasts),
    'year',
  )} * (part - ${season / (2 * Math.PI)} * sin(${2 * Math.PI} * part)))::bigint`;

/** SQL for how far the year is gone, by the reviews in it. */
export const partSql = `least(1, greatest(0, (q - ${list(
  stretches.map(({ before }) => before),
  'year',
)}) / ${list(
  stretches.map(({ share }) => share),
  'year',
)}))`;
