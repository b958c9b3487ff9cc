import { alone } from '../crew.js';
import { type FitAnswer, type FitOrder, fitTogether } from './fit.js';
import { type CheckedOptions, checkedOptions, type KMeans, type KMeansOptions } from './options.js';
import { allocate, doubles, integers, type Layout } from './workspace.js';

/**
 * K-Means on the calling thread: what `kmeans` does, to the same bits, without a promise. For small data and for loops
 * that are shared out themselves.
 *
 * @param points n x nFeatures, row by row; not changed.
 * Errors, cost, method: see `kmeans`.
 * @example
 * kmeansSync(Float64Array.of(1, 2, 9, 10, 11), { nFeatures: 1, nClusters: 2, seed: 1 }).centroids // => Float64Array.of(10, 1.5)
 */
export function kmeansSync(points: Float64Array, options: KMeansOptions): KMeans {
  const checked = checkedOptions(points, options);
  const layout = loaded(points, checked, 1);
  return finished(layout, fitTogether(alone, fitOrder(layout, checked, false)));
}

/** A workspace that holds the points. */
export function loaded(
  points: Float64Array,
  { n, nFeatures, nClusters, weights }: Pick<CheckedOptions, 'n' | 'nFeatures' | 'nClusters' | 'weights'>,
  members: number,
): Layout {
  const layout = allocate(n, nFeatures, nClusters, weights !== null, members);
  doubles(layout, layout.addresses.source, points.length).set(points);
  if (weights !== null) doubles(layout, layout.addresses.sourceWeights, n).set(weights);
  return layout;
}

export function fitOrder(layout: Layout, checked: CheckedOptions, built: boolean): FitOrder {
  const { nClusters, seed, nInit, maxIter, tol, init, polish } = checked;
  return { layout, built, nClusters, seed, nInit, maxIter, tol, init, polish };
}

/** The answer with its labels, taken out of the workspace. */
export function finished(layout: Layout, answer: FitAnswer): KMeans {
  return { labels: Int32Array.from(integers(layout, layout.addresses.cells, layout.n)), ...answer };
}

/**
 * K-Means of the same points for one number of clusters after another: they are laid out once.
 * Answers what `kmeansSync` answers, to the same bits.
 */
export function kmeansFitter(
  points: Float64Array,
  nFeatures: number,
  maxClusters: number,
): (options: Omit<KMeansOptions, 'nFeatures' | 'weights'>) => KMeans {
  const n = points.length / nFeatures;
  const layout = loaded(points, { n, nFeatures, nClusters: maxClusters, weights: null }, 1);
  let built = false;
  return (options) => {
    const checked = checkedOptions(points, { ...options, nFeatures }, built);
    const answer = fitTogether(alone, fitOrder(layout, checked, built));
    built = true;
    return finished(layout, answer);
  };
}
