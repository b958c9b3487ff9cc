const inWindow = 'ordered_at >= cast($from as timestamp) and ordered_at < cast($to as timestamp)';

/**
 * The lines of every customer and product that have a return, in their order, each with the units sold and matched up to
 * and including it: sold (sold_to - sold, sold_to], matched (matched_to - matched, matched_to].
 */
export function walkSql(transactions: string): string {
  const past = 'over (partition by customer_id, product_id order by line_no rows unbounded preceding)';
  return `with pairs as (
    select distinct customer_id, product_id from ${transactions}
     where line_class = 'cancellation' and customer_id is not null
  ), lines as (
    select t.customer_id as customer_id, t.product_id as product_id, t.order_id as order_id, t.ordered_at as ordered_at,
           t.quantity as quantity, t.unit_price as unit_price, t.amount as amount, t.line_class as line_class,
           case when t.line_class = 'sale' then t.quantity else 0 end as sold,
           case when t.line_class = 'cancellation' and t.quantity < 0 then -t.quantity else 0 end as returned
      from ${transactions} as t
      join pairs as p on p.customer_id = t.customer_id and p.product_id = t.product_id
     where t.line_class = 'cancellation' or t.line_class = 'sale'
  ), numbered as (
    select row_number() over (order by customer_id, product_id, ordered_at, line_class desc, order_id, quantity,
                                       unit_price, amount) as line_no, *
      from lines
  ), summed as (
    select *, cast(sum(sold) ${past} as bigint) as sold_to, cast(sum(returned) ${past} as bigint) as returned_to
      from numbered
  ), reflected as (
    select *, returned_to + least(0, min(sold_to - returned_to) ${past}) as matched_to from summed
  )
  select *, matched_to - coalesce(lag(matched_to) over (partition by customer_id, product_id order by line_no), 0) as matched
    from reflected`;
}

/** Which sale each matched unit of the window's returns came from: intervals laid over each other. */
export function matchesSql(walk: string): string {
  const from = 'greatest(s.sold_to - s.sold, r.matched_to - r.matched)';
  const to = 'least(s.sold_to, r.matched_to)';
  return `select r.line_no as return_no, r.customer_id as customer_id, r.product_id as product_id,
    r.order_id as return_order_id, r.ordered_at as returned_at, s.order_id as sale_order_id, s.ordered_at as sold_at,
    ${to} - ${from} as units, r.unit_price as return_price, s.unit_price as sale_price
   from (select * from ${walk} where matched > 0 and ${inWindow}) as r
   join (select * from ${walk} where sold > 0) as s on s.customer_id = r.customer_id and s.product_id = r.product_id
  where s.sold_to > r.matched_to - r.matched and s.sold_to - s.sold < r.matched_to`;
}

/** Every cancellation line of the window with its status. A line that is matched whole keeps its amount as it stands. */
export function returnsSql(transactions: string, walk: string, matches: string): string {
  const money = (sql: string) => `cast(${sql} as decimal(18,4))`;
  return `with sold as (
    select return_no, cast(sum(sale_price * units) as decimal(18,4)) as sold_for from ${matches} group by return_no
  )
  select w.line_no as return_no, w.customer_id as customer_id, w.product_id as product_id, w.order_id as order_id,
         w.ordered_at as ordered_at, w.unit_price as unit_price, w.returned as units, w.matched as matched_units,
         case when w.matched = 0 then 'unmatched' when w.matched < w.returned then 'part-matched' else 'matched' end as status,
         ${money('-w.amount')} as amount,
         case when w.matched = 0 then ${money('0')} when w.matched = w.returned then ${money('-w.amount')}
              else ${money('w.unit_price * w.matched')} end as matched_amount,
         coalesce(sold.sold_for, ${money('0')}) as sold_for
    from ${walk} as w left join sold on sold.return_no = w.line_no
   where w.line_class = 'cancellation' and ${inWindow}
  union all
  select cast(null as bigint) as return_no, customer_id, product_id, order_id, ordered_at, unit_price,
         case when quantity < 0 then -quantity else 0 end as units, 0 as matched_units, 'guest' as status,
         ${money('-amount')} as amount, ${money('0')} as matched_amount, ${money('0')} as sold_for
    from ${transactions} where line_class = 'cancellation' and customer_id is null and ${inWindow}`;
}

/** Gross, returned and net revenue side by side for each value of a column, null among them. */
export function revenueSql(transactions: string, returns: string, column: 'product_id' | 'customer_id'): string {
  const money = (sql: string) => `cast(sum(${sql}) as decimal(18,4))`;
  return `select ${column}, cast(sum(sale) as bigint) as sales, cast(sum(units_sold) as bigint) as units_sold,
    ${money('gross')} as gross, cast(sum(back) as bigint) as returns, cast(sum(units_returned) as bigint) as units_returned,
    ${money('returned')} as returned, ${money('gross - returned')} as net,
    cast(sum(matched_units) as bigint) as matched_units, ${money('matched_amount')} as matched_amount
   from (
    select ${column}, 1 as sale, quantity as units_sold, amount as gross, 0 as back, 0 as units_returned,
           cast(0 as decimal(18,4)) as returned, 0 as matched_units, cast(0 as decimal(18,4)) as matched_amount
      from ${transactions} where line_class = 'sale' and ${inWindow}
    union all
    select ${column}, 0, 0, cast(0 as decimal(18,4)), 1, units, amount, matched_units, matched_amount from ${returns}
   ) as lines
  group by ${column}`;
}
