/** The contents page of Tillbook: everything a notebook or a program can call, grouped by room. */

// analyses
export type { AnalysisOptions, Base, Basis, Window } from './analyses/base.js';
export { type BestSellers, type BestSellersOptions, bestSellers, type ProductSales } from './analyses/best-sellers.js';
export {
  type Concentration,
  type ConcentrationOptions,
  concentration,
  type TopShare,
} from './analyses/concentration.js';
export { type CountrySales, type SalesByCountry, salesByCountry } from './analyses/sales-by-country.js';
export { type MonthSales, type SalesByMonth, salesByMonth } from './analyses/sales-by-month.js';
export { type Totals, totals } from './analyses/totals.js';
// base
export { type Column, type Columns, type Row, records, rows, type Value } from './base/columns.js';
export { type ErrorCode, exitCode, TillbookError } from './base/errors.js';
export { count, dayText, money, percent } from './base/format.js';
export type { Input, MetricData, TableColumn, TableData } from './base/mime.js';
export { type LineClass, type Schema, transactionsSchema } from './base/schema.js';
// cell
export { markdown } from './cell/markdown.js';
export { metric } from './cell/metric.js';
export { type ShownFigure, show } from './cell/show.js';
export { type ColumnFormat, table } from './cell/table.js';
// charts
export { bestSellerBars } from './charts/best-seller-bars.js';
export { countryBars } from './charts/country-bars.js';
export type { Figure } from './charts/figure.js';
export { monthBars } from './charts/month-bars.js';
export { paretoChart } from './charts/pareto-chart.js';
// engine
export type { Engine, Provenance, Relation, Scalar } from './engine/engine.js';
export { openEngine } from './engine/open-engine.js';
// kernels
export { kmeansSync } from './kernels/k-means/k-means.js';
export type { KMeans, KMeansOptions } from './kernels/k-means/options.js';
export { type ParetoPoint, paretoCurve } from './kernels/pareto-curve.js';
// parallel
export { kmeans } from './parallel/kmeans.js';
