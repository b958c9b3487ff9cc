import { columnsOf } from '../../base/columns-of.js';
import type { Engine, Provenance, Relation } from '../../engine/engine.js';
import type { Customers } from '../../kernels/lifetime-value/customers.js';
import type { CustomerValues } from './customer-values.js';

/**
 * Customers and their values as a relation: customer_id, repeat_frequency, age_at_last_order, age, mean_order_value,
 * probability_alive, expected_orders, expected_order_value, lifetime_value (the last two NaN where no spending is known).
 */
export function valuesRelation(
  engine: Engine,
  customerIds: readonly string[],
  customers: Customers,
  meanOrderValue: Float64Array | null,
  values: CustomerValues,
  provenance: Provenance,
): Promise<Relation> {
  const unknown = new Float64Array(customerIds.length).fill(Number.NaN);
  const columns = columnsOf({
    customer_id: customerIds,
    repeat_frequency: customers.repeatFrequency,
    age_at_last_order: customers.ageAtLastOrder,
    age: customers.T,
    mean_order_value: meanOrderValue ?? unknown,
    probability_alive: values.probabilityAlive,
    expected_orders: values.expectedOrders,
    expected_order_value: values.expectedOrderValue ?? unknown,
    lifetime_value: values.lifetimeValue ?? unknown,
  });
  return engine.register(columns, provenance);
}
