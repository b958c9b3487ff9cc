import { records } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import type { Relation } from '../engine/engine.js';
import type { MatchedReturns } from './returns.js';

/** A product that came back, beside what was sold of it. */
export interface ReturnedProduct {
  readonly productId: string;
  /** The text most lines carry (of equals the first by alphabet). */
  readonly description: string | null;
  readonly gross: number;
  readonly returned: number;
  readonly net: number;
  readonly unitsSold: number;
  readonly unitsReturned: number;
  /** `returned` in parts of `gross`; null where nothing was sold. May exceed 1: what was sold before the window comes back in it. */
  readonly returnedShare: number | null;
  /** Part of the returned amount that was traced to earlier sales, 0..1. */
  readonly matchedShare: number | null;
}

/**
 * The products of which most came back, by the amount returned.
 *
 * @param transactions what `returned` was made from: the descriptions stand in it.
 * @param options.top how many, default 10.
 * @throws TillbookError BAD_PARAMETER if `top` is not a whole number above zero.
 */
export async function mostReturned(
  transactions: Relation,
  returned: MatchedReturns,
  { top = 10 }: { readonly top?: number } = {},
): Promise<ReturnedProduct[]> {
  if (!Number.isInteger(top) || top < 1) {
    throw new TillbookError('BAD_PARAMETER', `top is ${top}`, { hint: 'a whole number above zero' });
  }
  const found = records<Omit<ReturnedProduct, 'returnedShare' | 'matchedShare'> & { matchedAmount: number }>(
    await transactions.engine.query(
      `with largest as (
         select * from ${returned.byProduct.name} where returned > 0 order by returned desc, product_id limit ${top}
       ), texts as (
         select product_id, description,
                row_number() over (partition by product_id order by count(*) desc, description) as place
           from ${transactions.name}
          where description is not null and line_class in ('sale', 'cancellation')
            and product_id in (select product_id from largest)
          group by product_id, description
       )
       select largest.product_id as product_id, texts.description as description, cast(gross as double) as gross,
              cast(returned as double) as returned, cast(net as double) as net, units_sold, units_returned,
              cast(matched_amount as double) as matched_amount
         from largest left join texts on texts.product_id = largest.product_id and texts.place = 1
        order by largest.returned desc, largest.product_id`,
    ),
  );
  return found.map(({ matchedAmount, ...row }) => ({
    ...row,
    returnedShare: row.gross > 0 ? row.returned / row.gross : null,
    matchedShare: row.returned > 0 ? matchedAmount / row.returned : null,
  }));
}
