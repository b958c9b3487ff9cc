/**
 * Names that Spark has and DuckDB lacks, as temporary macros: they only add, so that one SQL text in Spark's spelling
 * runs on both, and a person's own SQL keeps its meaning. No built-in is shadowed.
 */
export const prelude: readonly string[] = [
  "create or replace temp macro datediff(b, a) as date_diff('day', cast(a as date), cast(b as date)), (u, a, b) as system.main.datediff(u, a, b)",
  'create or replace temp macro percentile(x, p) as quantile_cont(x, p)',
  'create or replace temp macro pmod(a, b) as ((a % b) + b) % b',
  'create or replace temp macro timestamp_millis(x) as make_timestamp_ms(x)',
  'create or replace temp macro add_months(d, n) as cast(cast(d as date) + to_months(n) as date)',
];
