/** The contents page of Tillbook: everything a notebook or a program can call, grouped by room. */

export type { AnalysisOptions, Base, Basis, Window } from './analyses/base.js';
export { type BestSellers, type BestSellersOptions, bestSellers, type ProductSales } from './analyses/best-sellers.js';
export { type ClusterPanel, type ClusterPanelOptions, clusterPanel, type PanelRow } from './analyses/cluster-panel.js';
export { type ClusterVerdict, clusterVerdict, type Evidence } from './analyses/cluster-verdict.js';
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
export { type Rfm, type RfmOptions, type RfmScoring, rfm } from './analyses/rfm/rfm.js';
export {
  applyRfm,
  type Drift,
  type RfmModel,
  type RfmScored,
  readRfmModel,
  rfmModel,
} from './analyses/rfm/rfm-model.js';
export type { Feature, PerFeature, Scoring, ScoringOptions } from './analyses/rfm/scoring.js';
export { type CountrySales, type SalesByCountry, salesByCountry } from './analyses/sales-by-country.js';
export { type MonthSales, type SalesByMonth, salesByMonth } from './analyses/sales-by-month.js';
export { type Season, type SeasonPlace, type Seasons, type SeasonsOptions, seasons } from './analyses/seasons.js';
export {
  type Cell,
  checkSegmentMap,
  type Inversion,
  type SegmentMapCheck,
  segmentOf,
} from './analyses/segments/check-segment-map.js';
export {
  compareSegmentations,
  type SegmentComparison,
  type SegmentMove,
} from './analyses/segments/compare-segmentations.js';
export { type SegmentMapName, segmentMaps } from './analyses/segments/maps.js';
export {
  type Migration,
  type MigrationOptions,
  type MigrationStep,
  type Moved,
  migration,
} from './analyses/segments/migration.js';
export { readSegmentMap } from './analyses/segments/read-segment-map.js';
export {
  type RetentionAssumptions,
  type RetentionInput,
  retention,
  type SegmentRetention,
} from './analyses/segments/retention.js';
export type { ScoreRange, Segment, SegmentBox, SegmentMap } from './analyses/segments/segment-map.js';
export { type Segments, type SegmentTotals, segments } from './analyses/segments/segments.js';
export {
  type SegmentValidity,
  type Validity,
  type ValidityOptions,
  validity,
} from './analyses/segments/validity.js';
export { type Totals, totals } from './analyses/totals.js';
export { type OrderSizeGroup, type Wholesale, type WholesaleOptions, wholesale } from './analyses/wholesale.js';
// base
export { type Column, type Columns, type Row, records, rows, type Value } from './base/columns.js';
export { columnsOf } from './base/columns-of.js';
export { csvText } from './base/csv.js';
export { type ErrorCode, exitCode, TillbookError } from './base/errors.js';
export { count, dayText, money, percent } from './base/format.js';
export type { Input, MetricData, TableColumn, TableData } from './base/mime.js';
export { type Random, random } from './base/random.js';
export { type LineClass, productsSchema, reviewsSchema, type Schema, transactionsSchema } from './base/schema.js';
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
export { type LocalFile, localFiles } from './datasets/local-files.js';
export type { Cleaning } from './datasets/retail-steps.js';
export type { ReviewsDataset, ReviewsStep, ReviewsWaterfallRow } from './datasets/reviews/dataset.js';
export type { ReviewsOptions } from './datasets/reviews/open-reviews.js';
export { readXlsx, type XlsxBatch } from './datasets/xlsx/read-xlsx.js';
export type { XlsxOptions } from './datasets/xlsx/xlsx-options.js';
export { type SheetTable, type XlsxTables, xlsxToParquet } from './datasets/xlsx/xlsx-to-parquet.js';
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
export { type GroupLift, groupLift, type Lifts } from './kernels/lift.js';
export { type MinimiseOptions, type Minimum, minimise, type Objective } from './kernels/optimise/minimise.js';
export { type ParetoPoint, paretoCurve } from './kernels/pareto-curve.js';
export { populationStabilityIndex } from './kernels/population-stability-index.js';
export { quantiles } from './kernels/quantile.js';
export { log1p, type Scaling, type Standardize, scaled, standardize } from './kernels/scaling.js';
export { type SeasonalProfile, seasonalProfile } from './kernels/seasons/seasonal-profile.js';
export { digamma } from './kernels/special/digamma.js';
export { gaussLegendre, type Quadrature } from './kernels/special/gauss-legendre.js';
export { logGamma } from './kernels/special/log-gamma.js';
export { logHyp2f1 } from './kernels/special/log-hyp2f1.js';
export { openRetail } from './open-retail.js';
export { openReviews } from './open-reviews.js';
// parallel
export { bootstrap } from './parallel/bootstrap.js';
export { kmeans } from './parallel/kmeans.js';
