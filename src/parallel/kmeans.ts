import { fitTogether } from '../kernels/k-means/fit.js';
import { finished, fitOrder, loaded } from '../kernels/k-means/k-means.js';
import { checkedOptions, type KMeans, type KMeansOptions } from '../kernels/k-means/options.js';
import { checkedWorkers, compiledUrl, defaultWorkers, runTogether } from './run-together.js';

/** Below, a thread costs more than it brings. */
const pointsWorthThreads = 50_000;

/**
 * K-Means: nClusters centroids that make the sum of squared distances to the nearest one small. Greedy k-means++ starts,
 * Lloyd's iteration to its end, empty clusters given the farthest point, the best of nInit starts. Cluster 0 is the
 * largest (of equals, the one whose centroid comes first column by column), and so on.
 *
 * Scale the columns first (`standardize`): distance adds them as they are.
 *
 * @param points n x nFeatures, row by row; not changed. Constant columns are fine.
 * @param options `workers`: threads, default one per core, and this thread alone for less than 50,000 points; the answer
 * is the same to the bit for any number.
 * @throws TillbookError BAD_INPUT for no points, values that are not finite or beyond 1e150, points nearer to one another than 1e-150;
 * BAD_PARAMETER for more clusters than different points, and any option out of its range; BUDGET_EXCEEDED over 4 GiB.
 * Cost: time O(n log n) once, then per step as many points as lie near a border between clusters (few columns), or
 * O(n nClusters nFeatures) (many); memory about 2 n nFeatures + 3 n doubles.
 * Source: Lloyd 1982; Arthur & Vassilvitskii 2007; Kanungo et al. 2002.
 * @example
 * const found = await kmeans(Float64Array.of(0, 0, 0, 1, 9, 9, 9, 8, 8, 9), { nFeatures: 2, nClusters: 2, seed: 1 });
 * [...found.labels] // => [1, 1, 0, 0, 0]
 */
export async function kmeans(
  points: Float64Array,
  options: KMeansOptions & { readonly workers?: number | undefined },
): Promise<KMeans> {
  const { weights, workers, nFeatures, ...fit } = options;
  return openKMeans(points, { nFeatures, maxClusters: fit.nClusters, weights, workers }, options)(fit);
}

export type KMeansSession = (options: Omit<KMeansOptions, 'nFeatures' | 'weights'>) => Promise<KMeans>;

/**
 * K-Means of the same points for one number of clusters after another: they are laid out once. One fit at a time.
 * Answers what `kmeans` answers, to the same bits.
 */
export function openKMeans(
  points: Float64Array,
  room: {
    readonly nFeatures: number;
    readonly maxClusters: number;
    readonly weights?: Float64Array | undefined;
    readonly workers?: number | undefined;
  },
  first?: KMeansOptions,
): KMeansSession {
  const { nFeatures, weights, maxClusters: nClusters } = room;
  const { n } = checkedOptions(points, first ?? { nFeatures, nClusters, seed: 0, weights });
  const workers = checkedWorkers(room.workers ?? (n < pointsWorthThreads ? 1 : defaultWorkers()));
  const layout = loaded(points, { n, nFeatures, nClusters, weights: weights ?? null }, workers);
  let built = false;
  return async (options) => {
    const checked = checkedOptions(points, { ...options, nFeatures, weights }, true);
    const answer = await runTogether(fitProgram, fitOrder(layout, checked, built), workers);
    built = true;
    return finished(layout, answer);
  };
}

/** The program of a fit, for a crew of threads. */
export const fitProgram = { url: compiledUrl('../kernels/k-means/fit.js', import.meta.url), run: fitTogether };
