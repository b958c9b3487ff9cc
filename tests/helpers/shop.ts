import type { Relation } from '../../src/engine/engine.js';
import { openEngine } from '../../src/engine/open-engine.js';

/** One line of a tiny shop; what a test leaves out is filled as below. */
export interface Line {
  customer?: string | null;
  order: string;
  at?: string;
  product?: string;
  description?: string | null;
  quantity?: number;
  price?: number;
  country?: string | null;
  lineClass?: string;
}

/** A transactions relation of the lines given, in an engine of its own. */
export async function shop(lines: Line[]): Promise<Relation> {
  const engine = await openEngine();
  const text = (value: string | null | undefined) =>
    value == null ? 'cast(null as string)' : `'${value.replaceAll("'", "''")}'`;
  const values = lines.map((line) => {
    const { quantity = 1, price = 1 } = line;
    return `(${text(line.customer === undefined ? 'ann' : line.customer)}, ${text(line.order)}, cast('${line.at ?? '2011-01-01'}' as timestamp),
      ${text(line.product ?? 'P1')}, ${text(line.description === undefined ? 'mug' : line.description)}, ${quantity},
      cast(${price} as decimal(18,4)), cast(${quantity} as decimal(18,0)) * cast(${price} as decimal(18,4)),
      ${text(line.country === undefined ? 'France' : line.country)}, '${line.lineClass ?? 'sale'}')`;
  });
  return engine.materialise(
    `select * from (values ${values.join(', ')}) t(customer_id, order_id, ordered_at, product_id, description, quantity, unit_price, amount, country, line_class)`,
  );
}
