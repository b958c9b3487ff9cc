import { records } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import type { Relation } from '../engine/engine.js';
import { type AnalysisOptions, type Base, selection } from './base.js';
import { ordersSql } from './totals.js';

export interface ProductSales {
  readonly productId: string;
  /** The text most lines carry (of equals the first by alphabet). */
  readonly description: string | null;
  /** Less what came back, where the basis counts returns. */
  readonly units: number;
  /** Of the lines of the basis: none where it counts no returns. */
  readonly returnedUnits: number;
  readonly revenue: number;
  /** A cancellation is not an order. */
  readonly orders: number;
  readonly customers: number;
}

/** The ranking, best first, with the base of its figures. */
export interface BestSellers {
  readonly base: Base;
  readonly by: 'quantity' | 'revenue';
  readonly products: readonly ProductSales[];
}

export interface BestSellersOptions extends AnalysisOptions {
  readonly by?: 'quantity' | 'revenue';
  /** How many, default 10. */
  readonly top?: number;
}

/**
 * The products that sold most, by units or by revenue. Only goods and their returns count, whatever the basis: postage
 * is no product.
 *
 * @throws TillbookError BAD_PARAMETER if `top` is not a whole number above zero.
 */
export async function bestSellers(transactions: Relation, options: BestSellersOptions = {}): Promise<BestSellers> {
  const { by = 'revenue', top = 10 } = options;
  if (!Number.isInteger(top) || top < 1) {
    throw new TillbookError('BAD_PARAMETER', `top is ${top}`, { hint: 'a whole number above zero' });
  }
  const { base, where, params } = await selection(transactions, options);
  const products = records<ProductSales>(
    await transactions.engine.query(
      `with lines as (
         select product_id, description, quantity, amount, order_id, customer_id, line_class
           from ${transactions.name} where ${where} and line_class in ('sale', 'cancellation')
       ), sold as (
         select product_id, sum(quantity) as units, sum(amount) as revenue,
                sum(case when line_class = 'cancellation' then -quantity else 0 end) as returned_units,
                ${ordersSql} as orders, count(distinct customer_id) as customers
           from lines group by product_id
         order by ${by === 'quantity' ? 'units' : 'revenue'} desc nulls last, product_id nulls last
         limit ${top}
       ), texts as (
         select product_id, description,
                row_number() over (partition by product_id order by count(*) desc, description) as place
           from lines where description is not null and product_id in (select product_id from sold) group by product_id, description
       )
       select sold.product_id as product_id, texts.description as description, sold.units as units, sold.returned_units as returned_units,
              cast(sold.revenue as double) as revenue, sold.orders as orders, sold.customers as customers
         from sold left join texts on texts.product_id = sold.product_id and texts.place = 1
        order by ${by === 'quantity' ? 'sold.units' : 'sold.revenue'} desc nulls last, sold.product_id nulls last`,
      params,
    ),
  );
  return { base, by, products };
}
