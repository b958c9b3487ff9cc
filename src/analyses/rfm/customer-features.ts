import type { Relation } from '../../engine/engine.js';
import type { Selection } from '../base.js';
import { ordersSql } from '../totals.js';

/** Every customer with an order in a selection: customer_id, recency (whole days), frequency (distinct orders), monetary. */
export function customerFeatures(
  { engine, name, provenance }: Relation,
  { where, params }: Selection,
  analysisDate: string,
): Promise<Relation> {
  return engine.materialise(
    `select customer_id,
            datediff(cast($analysis as date), max(case when line_class <> 'cancellation' and quantity > 0
              then cast(ordered_at as date) end)) as recency,
            ${ordersSql} as frequency, sum(amount) as monetary
       from ${name} where ${where} and customer_id is not null
      group by customer_id having ${ordersSql} > 0`,
    { params: { ...params, analysis: analysisDate }, provenance },
  );
}
