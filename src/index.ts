/** The contents page of Tillbook: everything a notebook or a program can call, grouped by room. */

export type { AnalysisOptions, Base, Basis, Window } from './analyses/base.js';
export { type BestSellers, type BestSellersOptions, bestSellers, type ProductSales } from './analyses/best-sellers.js';
// analyses
export { type Cohort, type CohortAge, type Cohorts, cohorts } from './analyses/cohorts.js';
export {
  type Concentration,
  type ConcentrationOptions,
  concentration,
  type TopShare,
} from './analyses/concentration.js';
export {
  type CustomerSummary,
  customerSummary,
  type Period,
  type SummaryOptions,
} from './analyses/lifetime-value/customer-summary.js';
export { type CustomerValues, customerValues, type ValueOptions } from './analyses/lifetime-value/customer-values.js';
export { type Holdout, holdout } from './analyses/lifetime-value/holdout.js';
export {
  type LifetimeValue,
  type LifetimeValueOptions,
  lifetimeValue,
} from './analyses/lifetime-value/lifetime-value.js';
export { mostReturned, type ReturnedProduct } from './analyses/most-returned.js';
export {
  type MatchedReturns,
  matchedReturns,
  type NetRevenue,
  type ReturnCount,
  type ReturnStatus,
  type ReturnsOptions,
} from './analyses/returns.js';
export { type CountrySales, type SalesByCountry, salesByCountry } from './analyses/sales-by-country.js';
export { type MonthSales, type SalesByMonth, salesByMonth } from './analyses/sales-by-month.js';
export { type Season, type SeasonPlace, type Seasons, type SeasonsOptions, seasons } from './analyses/seasons.js';
export { type Totals, totals } from './analyses/totals.js';
// base
export { type Column, type Columns, type Row, records, rows, type Value } from './base/columns.js';
export { columnsOf } from './base/columns-of.js';
export { csvText } from './base/csv.js';
export { type ErrorCode, exitCode, TillbookError } from './base/errors.js';
export { count, dayText, money, percent } from './base/format.js';
export type { Input, MetricData, TableColumn, TableData } from './base/mime.js';
export { type LineClass, type Schema, transactionsSchema } from './base/schema.js';
// cell
export { markdown } from './cell/markdown.js';
export { type Described, methodCard } from './cell/method-card.js';
export { metric } from './cell/metric.js';
export { type ShownFigure, show } from './cell/show.js';
export { type ColumnFormat, table } from './cell/table.js';
// charts
export { bestSellerBars } from './charts/best-seller-bars.js';
export { countryBars } from './charts/country-bars.js';
export type { Figure } from './charts/figure.js';
export { monthBars } from './charts/month-bars.js';
export { paretoChart } from './charts/pareto-chart.js';
export { type WaterfallStep, waterfallChart } from './charts/waterfall-chart.js';
// datasets
export type { Dataset, Overlap, WaterfallRow } from './datasets/dataset.js';
export type { Cleaning } from './datasets/retail-steps.js';
// engine
export type { Engine, Provenance, Relation, Scalar } from './engine/engine.js';
export { openEngine } from './engine/open-engine.js';
// kernels
export type { BtydModelName } from './kernels/lifetime-value/btyd-models.js';
export { conditionalExpectedOrders } from './kernels/lifetime-value/conditional-expected-orders.js';
export type { Customers } from './kernels/lifetime-value/customers.js';
export { discountedOrders } from './kernels/lifetime-value/discounted-orders.js';
export { expectedOrderValue } from './kernels/lifetime-value/expected-order-value.js';
export { expectedOrders } from './kernels/lifetime-value/expected-orders.js';
export { type BtydFit, fitBtyd } from './kernels/lifetime-value/fit-btyd.js';
export { fitGammaGamma, type GammaGammaFit } from './kernels/lifetime-value/fit-gamma-gamma.js';
export type { FitOptions } from './kernels/lifetime-value/maximum-likelihood.js';
export { probabilityAlive } from './kernels/lifetime-value/probability-alive.js';
export { type MinimiseOptions, type Minimum, minimise, type Objective } from './kernels/optimise/minimise.js';
export { type ParetoPoint, paretoCurve } from './kernels/pareto-curve.js';
export { type SeasonalProfile, seasonalProfile } from './kernels/seasons/seasonal-profile.js';
export { digamma } from './kernels/special/digamma.js';
export { gaussLegendre, type Quadrature } from './kernels/special/gauss-legendre.js';
export { logGamma } from './kernels/special/log-gamma.js';
export { logHyp2f1 } from './kernels/special/log-hyp2f1.js';
export { openRetail } from './open-retail.js';
