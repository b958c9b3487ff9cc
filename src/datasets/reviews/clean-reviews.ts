import { rows } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import { productsSchema, reviewsSchema, type Schema } from '../../base/schema.js';
import type { Engine, Provenance, Relation } from '../../engine/engine.js';
import { runSteps } from '../run-steps.js';
import { tenThousandths } from '../waterfall.js';
import { reviewsSteps as order, type ReviewsDataset, type ReviewsWaterfallRow } from './dataset.js';
import { reviewsNotes } from './notes.js';
import { reviewsSteps, type StepInput, typedSql } from './steps.js';

/** How reviews are cleaned. */
export interface CleanOptions {
  readonly cleaning: 'default' | 'published';
  /** Default: the year that ends with the data's last full day; the published one's own dates. */
  readonly window?: { readonly from: string; readonly to: string } | undefined;
  readonly text: boolean;
  readonly rejected: number;
}

type Cleaned = Pick<ReviewsDataset, 'relations' | 'window' | 'waterfall' | 'notes'>;

interface Sum {
  readonly class: string;
  readonly rows: number;
  readonly amount: string | null;
}

/**
 * Cleans raw reviews and products into the schemas and accounts for every line.
 *
 * @throws TillbookError BAD_INPUT without reviews, or if the account does not close.
 */
export async function cleanReviews(
  engine: Engine,
  raw: { readonly reviews: Relation; readonly products: Relation },
  provenance: Provenance,
  options: CleanOptions,
): Promise<Cleaned> {
  const window =
    options.window ?? (options.cleaning === 'published' ? publishedWindow : await lastYear(engine, raw.reviews));
  const input: StepInput = { ...options, window, reviews: raw.reviews.name, products: raw.products.name };
  const done = await runSteps(engine, reviewsSteps(input), provenance);
  const account = await waterfall(engine, raw.reviews, done.fill, options);
  const keep = done.relations.get('products')!;
  const candidates = done.relations.get('candidates')!;
  const names = reviewsSchema.filter(({ name }) => options.text || (name !== 'title' && name !== 'text'));
  const select = names.map(({ name }) => name).join(', ');
  const reviews = await engine.materialise(`select ${select} from ${candidates.name} where class = 'kept'`, {
    provenance,
  });
  const all = await allReviews(engine, raw.reviews);
  const notes = await reviewsNotes(engine, {
    raw: raw.reviews.name,
    products: keep.name,
    rawProducts: raw.products.name,
    candidates: candidates.name,
  });
  const products = await engine.materialise(
    `select ${productsSchema.map(({ name }) => name).join(', ')} from ${keep.name}`,
    { provenance },
  );
  for (const relation of done.relations.values()) await engine.drop(relation);
  const as = (relation: Relation, schema: Schema): Relation => ({ ...relation, schema });
  return {
    relations: {
      reviews: as(reviews, names),
      products: as(products, productsSchema),
      all: as({ ...all, provenance }, reviewsSchema),
    },
    window,
    waterfall: account,
    notes,
  };
}

const publishedWindow = { from: '2022-09-13', to: '2023-09-13' } as const;

/** The year before the day of the last review, whose own day may have been cut off. */
async function lastYear(engine: Engine, reviews: Relation): Promise<{ from: string; to: string }> {
  const [found] = rows<{ last: string | null; start: string | null }>(
    await engine.query(`select cast(cast(day as date) as string) as last, cast(cast(add_months(day, -12) as date) as string) as start
      from (select cast(timestamp_millis(max(timestamp)) as date) as day from ${reviews.name} where verified_purchase) as t`),
  );
  if (!found?.last || !found.start) {
    throw new TillbookError('BAD_INPUT', 'there is no review of a verified purchase', { hint: 'look at the files' });
  }
  return { from: found.start, to: found.last };
}

async function allReviews(engine: Engine, raw: Relation): Promise<Relation> {
  const name = `${raw.name}_all`;
  const names = reviewsSchema.map((column) => column.name).join(', ');
  await engine.query(`create or replace temporary view ${name} as select ${names} from (${typedSql(raw.name)}) as t`);
  return { ...raw, name };
}

/** @throws TillbookError BAD_INPUT if the classes do not come to the raw rows, or not to their revenue. */
async function waterfall(
  engine: Engine,
  raw: Relation,
  fill: (sql: string) => string,
  { cleaning, rejected }: CleanOptions,
): Promise<ReviewsWaterfallRow[]> {
  const priced = (sql: string) =>
    rowsOf(
      engine,
      fill(`select class, cast(sum(n) as bigint) as rows, cast(cast(sum(n * price) as decimal(28,4)) as string) as amount
    from (${sql}) as t group by class`),
    );
  const out =
    await priced(`select o.class, o.n, p.price from (select class, product_id, count(*) as n from @out as o group by class, product_id) as o
    left join @products as p on p.product_id = o.product_id`);
  const candidates = await priced('select class, price, 1 as n from @candidates as c');
  const copies =
    cleaning === 'published'
      ? await priced("select 'duplicate' as class, price, copies - 1 as n from @candidates as c where copies > 1")
      : [];
  const [total] =
    await priced(`select 'all' as class, r.n, p.price from (select parent_asin, count(*) as n from ${raw.name} group by parent_asin) as r
    left join @products as p on p.product_id = r.parent_asin`);
  const parts = [...out, ...candidates, ...copies];
  const sums = order.map((name) => {
    const own = parts.filter((part) => part.class === name);
    return {
      class: name,
      rows: own.reduce((sum, part) => sum + part.rows, 0),
      exact: own.reduce((sum, part) => sum + tenThousandths(part.amount), 0n),
    };
  });
  const [rowsOut, amountOut] = [
    sums.reduce((n, part) => n + part.rows, 0),
    sums.reduce((n, part) => n + part.exact, 0n),
  ];
  const amountIn = tenThousandths(total?.amount ?? null);
  if (rowsOut !== (total?.rows ?? 0) || amountOut !== amountIn) {
    throw new TillbookError(
      'BAD_INPUT',
      `the waterfall does not close: ${total?.rows ?? 0} reviews and ${amountIn} ten-thousandths in, ${rowsOut} and ${amountOut} out`,
      { hint: 'this is a fault of Tillbook, or a file changed while it was read: run again, then report it' },
    );
  }
  return sums.map(({ class: name, rows: count, exact }) => ({
    class: name,
    rows: name === 'rejected' ? rejected : count,
    amount: Number(exact) / 10_000,
  }));
}

const rowsOf = async (engine: Engine, sql: string) => rows<Sum>(await engine.query(sql));
