import { quantiles } from '../../kernels/quantile.js';
import { declaredCuts, type Feature, features, type PerFeature, type ScoringPlan } from './scoring.js';

/** A value that more customers share than this cannot be cut into equal bins without tearing ties apart. */
export const dominantShare = 0.2;

/** Between which values the bins of each feature lie, and why where that is not plain. */
export interface Edges {
  /** bins - 1 edges a feature, never falling; a value equal to an edge belongs below it. */
  readonly edges: PerFeature<readonly number[]>;
  /** What a reader must know. */
  readonly notes: readonly string[];
}

/**
 * The edges of the scores: interpolated quantiles (Hyndman & Fan's type 7, as numpy and pandas), or what was stated.
 *
 * Where one number of orders holds more than 20 % of the customers, frequency takes the declared cuts 1, 2, 3-4, 5-9,
 * 10+; recency and monetary have no such cuts, keep their ties together, and say so.
 */
export function edgesOf(values: PerFeature<Float64Array>, plan: ScoringPlan): Edges {
  const found = features.map((feature) => [feature, edgesOfOne(feature, values[feature], plan)] as const);
  return {
    edges: Object.fromEntries(found.map(([feature, { edges }]) => [feature, edges])) as Edges['edges'],
    notes: found.flatMap(([, { note }]) => note ?? []),
  };
}

function edgesOfOne(feature: Feature, values: Float64Array, { scoring, bins, cutpoints }: ScoringPlan) {
  const shares = Array.from({ length: bins - 1 }, (_, i) => (i + 1) / bins);
  if (scoring === 'cutpoints') {
    const stated = cutpoints[feature];
    if (stated !== undefined) return { edges: stated };
    if (feature !== 'monetary') return { edges: declaredCuts(feature, bins) };
    const edges = rounded(quantiles(values, shares));
    return { edges, note: 'Cut points for monetary were not stated: they are the quantile edges in round numbers.' };
  }
  if (scoring === 'ntile') return { edges: highestOfBins(feature, values, bins) };
  const { value, share } = mostFrequent(values);
  if (share <= dominantShare) return { edges: quantiles(values, shares) };
  const held = `${(100 * share).toFixed(1)} % of the customers have ${feature} ${value}`;
  if (feature === 'frequency') {
    return {
      edges: declaredCuts('frequency', bins),
      note: `${held}: frequency is scored by the declared cuts ${cutsText(declaredCuts('frequency', bins))}.`,
    };
  }
  return {
    edges: quantiles(values, shares),
    note: `${held}: they share a score, so the bins of ${feature} are uneven.`,
  };
}

/** "1, 2, 3-4, 5-9, 10+" */
function cutsText(cuts: readonly number[]): string {
  const from = (i: number) => (i === 0 ? 1 : cuts[i - 1]! + 1);
  const ranges = cuts.map((cut, i) => (from(i) === cut ? `${cut}` : `${from(i)}-${cut}`));
  return [...ranges, `${from(cuts.length)}+`].join(', ');
}

function mostFrequent(values: Float64Array): { value: number; share: number } {
  const sorted = Float64Array.from(values).sort();
  let best = { value: Number.NaN, count: 0 };
  for (let start = 0, i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    if (i - start > best.count) best = { value: sorted[start]!, count: i - start };
    start = i;
  }
  return { value: best.value, share: best.count / sorted.length };
}

/** Where `ntile` draws its lines: the first n mod bins bins hold one more, and recency counts from its highest. */
function highestOfBins(feature: Feature, values: Float64Array, bins: number): number[] {
  const sorted = Float64Array.from(values).sort();
  const sizes = Array.from(
    { length: bins },
    (_, i) => Math.floor(values.length / bins) + (i < values.length % bins ? 1 : 0),
  );
  if (feature === 'recency') sizes.reverse();
  let end = 0;
  return sizes.slice(0, -1).map((size) => {
    end += size;
    return sorted[Math.max(0, end - 1)]!;
  });
}

/** To two digits, but never two edges alike. */
function rounded(edges: readonly number[]): number[] {
  const round = edges.map((edge) => Number(edge.toPrecision(2)));
  return new Set(round).size === new Set(edges).size ? round : [...edges];
}
