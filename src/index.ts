/** The contents page of Tillbook: everything a notebook or a program can call, grouped by room. */

// analyses
export type { AnalysisOptions, Base, Basis, Window } from './analyses/base.js';
export { type BestSellers, type BestSellersOptions, bestSellers, type ProductSales } from './analyses/best-sellers.js';
export { type ClusterPanel, type ClusterPanelOptions, clusterPanel, type PanelRow } from './analyses/cluster-panel.js';
export { type ClusterVerdict, clusterVerdict, type Evidence } from './analyses/cluster-verdict.js';
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
export { type Random, random } from './base/random.js';
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
export { type BootstrapOptions, bootstrapSync, type Interval, type Statistic } from './kernels/bootstrap.js';
export { calinskiHarabaszScore } from './kernels/clusters/calinski-harabasz.js';
export { type ClusterProfile, type ClusterProfiles, clusterProfiles } from './kernels/clusters/cluster-profiles.js';
export { clusterStability } from './kernels/clusters/cluster-stability.js';
export type { Clustering } from './kernels/clusters/clustering.js';
export { daviesBouldinScore } from './kernels/clusters/davies-bouldin.js';
export { type Gap, type GapOptions, gapStatistic } from './kernels/clusters/gap-statistic.js';
export { knee } from './kernels/clusters/knee.js';
export type { ReferenceBox } from './kernels/clusters/reference-data.js';
export { silhouetteScore, silhouetteSquared } from './kernels/clusters/silhouette.js';
export { assignClusters } from './kernels/k-means/assign-clusters.js';
export { kmeansSync } from './kernels/k-means/k-means.js';
export type { KMeans, KMeansOptions } from './kernels/k-means/options.js';
export { type ParetoPoint, paretoCurve } from './kernels/pareto-curve.js';
export { quantiles } from './kernels/quantile.js';
export { log1p, type Scaling, type Standardize, scaled, standardize } from './kernels/scaling.js';
// parallel
export { bootstrap } from './parallel/bootstrap.js';
export { kmeans } from './parallel/kmeans.js';
