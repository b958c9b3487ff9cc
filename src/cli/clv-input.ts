import { rows } from '../base/columns.js';
import { TillbookError } from '../base/errors.js';
import type { Relation } from '../engine/engine.js';
import type { Customers } from '../kernels/lifetime-value/customers.js';
import { checkValues, fileColumn, optionalColumn, quoted } from './file-columns.js';

/** The columns of a file of transactions, as flags name them. */
export interface TransactionColumns {
  readonly customer: string;
  readonly time: string;
  readonly amount: string;
}

/**
 * A file's rows as transactions: above zero a sale, below zero taken off what the customer brought, zero neither.
 *
 * @returns the relation, and in words what was left out.
 */
export async function transactionsOf(
  file: string,
  raw: Relation,
  named: TransactionColumns,
): Promise<{ transactions: Relation; notes: readonly string[] }> {
  const customer = fileColumn(file, raw, [named.customer]);
  const time = fileColumn(file, raw, [named.time]);
  const amount = fileColumn(file, raw, [named.amount]);
  await checkValues(file, raw, time, 'timestamp');
  await checkValues(file, raw, amount, 'double');
  const transactions = await raw.engine.materialise(
    `select nullif(trim(cast(${quoted(customer)} as varchar)), '') as customer_id,
            cast(row_number() over () as varchar) as order_id, cast(${quoted(time)} as timestamp) as ordered_at,
            '' as product_id, cast(null as varchar) as description, 1 as quantity,
            cast(${quoted(amount)} as decimal(18, 4)) as unit_price, cast(${quoted(amount)} as decimal(18, 4)) as amount,
            cast(null as varchar) as country,
            case when cast(${quoted(amount)} as decimal(18, 4)) > 0 then 'sale'
                 when cast(${quoted(amount)} as decimal(18, 4)) < 0 then 'cancellation'
                 else 'free-or-damaged' end as line_class
       from ${raw.name}`,
    { provenance: raw.provenance },
  );
  const [left] = rows<Record<'guests' | 'free' | 'negative', number>>(
    await raw.engine.query(
      `select count(case when customer_id is null then 1 end) as guests,
              count(case when line_class = 'free-or-damaged' then 1 end) as free,
              count(case when line_class = 'cancellation' then 1 end) as negative from ${transactions.name}`,
    ),
  );
  const { guests, free, negative } = left!;
  return {
    transactions,
    notes: [
      ...(guests > 0 ? [`${guests} rows without a customer are left out.`] : []),
      ...(free > 0 ? [`${free} rows with an amount of zero are no orders and are left out.`] : []),
      ...(negative > 0
        ? [
            `${negative} rows with an amount below zero are no orders; they are taken off their customers' repeat orders.`,
          ]
        : []),
    ],
  };
}

/** Customers as a summary file has them, with the mean value of their repeat orders where it is given. */
export interface SummaryFile {
  readonly customerIds: readonly string[];
  readonly customers: Customers;
  readonly meanOrderValue: Float64Array | null;
}

/** A file with columns x, t_x, T and perhaps m, in its own order (lifetimes' names are understood, too). */
export async function summaryOf(file: string, raw: Relation): Promise<SummaryFile> {
  const found = raw.schema.map(({ name }) => name);
  const x = fileColumn(file, raw, ['x', 'frequency', 'repeat_frequency']);
  const last = fileColumn(file, raw, ['t_x', 'recency', 'age_at_last_order']);
  const age = fileColumn(file, raw, ['T', 'age']);
  const mean = optionalColumn(found, ['m', 'monetary_value', 'mean_order_value', 'zbar']);
  const id = optionalColumn(found, ['customer_id', 'customer', 'id']);
  for (const column of [x, last, age]) await checkValues(file, raw, column, 'double');
  if (mean !== undefined) await checkValues(file, raw, mean, 'double', true);
  const value = (column: string) => `cast(${quoted(column)} as double)`;
  const columns = await raw.engine.query(
    `select ${id === undefined ? 'cast(row_number() over () as varchar)' : `cast(${quoted(id)} as varchar)`} as id,
            ${value(x)} as x, ${value(last)} as last_age, ${value(age)} as age,
            ${mean === undefined ? '0e0' : `coalesce(try_cast(${quoted(mean)} as double), 0)`} as mean
       from ${raw.name}`,
  );
  if (columns.numRows === 0) {
    throw new TillbookError('BAD_INPUT', `${file} has no rows`, {
      hint: 'a header and one row a customer are expected',
    });
  }
  const numbers = (name: string) => Float64Array.from(columns.getChild(name)!.toArray() as ArrayLike<number>);
  const ids = columns.getChild('id')!;
  return {
    customerIds: Array.from({ length: columns.numRows }, (_, i) => String(ids.get(i))),
    customers: { repeatFrequency: numbers('x'), ageAtLastOrder: numbers('last_age'), T: numbers('age') },
    meanOrderValue: mean === undefined ? null : numbers('mean'),
  };
}
