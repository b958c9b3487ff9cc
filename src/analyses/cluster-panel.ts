import { TillbookError } from '../base/errors.js';
import { random } from '../base/random.js';
import type { Interval } from '../kernels/bootstrap.js';
import { calinskiHarabaszScore } from '../kernels/clusters/calinski-harabasz.js';
import { daviesBouldinScore } from '../kernels/clusters/davies-bouldin.js';
import { firstPlateau, moments } from '../kernels/clusters/gap-statistic.js';
import { knee } from '../kernels/clusters/knee.js';
import { silhouetteScore, silhouetteSquared } from '../kernels/clusters/silhouette.js';
import type { KMeans } from '../kernels/k-means/options.js';
import { evidenceTogether } from '../parallel/evidence.js';
import { type KMeansSession, openKMeans } from '../parallel/kmeans.js';
import { type ClusterVerdict, clusterVerdict, type Evidence } from './cluster-verdict.js';

export interface ClusterPanelOptions {
  readonly nFeatures: number;
  /** Numbers of clusters to try, each 2 or more; default 2 to 10. */
  readonly ks?: readonly number[] | undefined;
  readonly seed: number;
  readonly nInit?: number | undefined;
  readonly maxIter?: number | undefined;
  readonly tol?: number | undefined;
  /** Points that gap and stability are worked out on, default 20,000. */
  readonly sampleSize?: number | undefined;
  /** Sets of points without clusters, default 20; and resamples, default 20. */
  readonly references?: number | undefined;
  readonly resamples?: number | undefined;
  readonly workers?: number | undefined;
}

export interface PanelRow extends Omit<KMeans, 'labels'>, Evidence {
  /** 95 % interval of the Euclidean silhouette, for its sampling. */
  readonly silhouetteInterval: Interval;
  /** Exact, over all points. */
  readonly silhouetteSquared: number;
  readonly calinskiHarabasz: number;
  readonly daviesBouldin: number;
  /** Gap statistic on the sample, references of the data's covariance. */
  readonly gap: number;
  readonly gapError: number;
}

export interface ClusterPanel {
  readonly n: number;
  readonly nFeatures: number;
  /** Points that gap and stability rest on. */
  readonly sampled: number;
  readonly results: PanelRow[];
  /** Where inertia bends, null if nowhere. */
  readonly knee: number | null;
  /** The gap statistic's own choice; null if its rule holds for none of successive k from 1. */
  readonly gapChoice: number | null;
  readonly verdict: ClusterVerdict;
}

/**
 * K-Means for several numbers of clusters, with everything that helps to choose: inertia and its knee, silhouettes, Calinski-Harabasz,
 * Davies-Bouldin, gap statistic, stability in resamples, data without clusters beside it, and a verdict by rule, "no clusters" included.
 *
 * @param points n x nFeatures, scaled, row by row.
 * @throws TillbookError as `kmeans`; BAD_PARAMETER for a k below 2, none, or one that is not below the number of points.
 * Cost: the fits, O(n k nFeatures) per index, and (1 + references + resamples) x ks small fits of sampleSize points.
 * @example
 * const three = Float64Array.from({ length: 300 }, (_, i) => (i % 3) * 100 + (i % 7));
 * (await clusterPanel(three, { nFeatures: 1, ks: [2, 3, 4], seed: 1 })).verdict.k // => 3
 */
export async function clusterPanel(points: Float64Array, options: ClusterPanelOptions): Promise<ClusterPanel> {
  const { nFeatures, seed, workers, sampleSize = 20_000, references = 20, resamples = 20 } = options;
  const ks = checkedKs(options.ks ?? [2, 3, 4, 5, 6, 7, 8, 9, 10], points.length / nFeatures);
  const session = openKMeans(points, { nFeatures, maxClusters: Math.max(...ks), workers });
  const fits: Array<KMeans & Indices> = [];
  for (const nClusters of ks) fits.push(await fitted(session, points, options, nClusters));

  const sample = sampled(points, nFeatures, sampleSize, seed);
  const found = await evidenceTogether(
    {
      points: sample,
      nFeatures,
      ks: [1, ...ks],
      centroids: fits.map(({ centroids }) => centroids),
      seed,
      references,
      resamples,
    },
    workers,
  );
  const own = found.tightness[0]!;
  const others = found.tightness.slice(1);
  const results = fits.map(({ labels: _, ...fit }, i): PanelRow => {
    const fall = (set: typeof own) => set[0]!.logInertia - set[i + 1]!.logInertia;
    const falls = moments(others.map(fall));
    const logs = moments(others.map((set) => set[i + 1]!.logInertia));
    const widened = Math.sqrt(1 + 1 / references);
    return {
      ...fit,
      k: ks[i]!,
      silhouette: fit.silhouetteInterval.estimate,
      sampleSilhouetteSquared: own[i + 1]!.silhouetteSquared,
      referenceSilhouetteSquared: moments(others.map((set) => set[i + 1]!.silhouetteSquared)).mean,
      excess: fall(own) - falls.mean,
      excessError: falls.deviation * widened,
      gap: logs.mean - own[i + 1]!.logInertia,
      gapError: logs.deviation * widened,
      stability: found.stability[i]!,
    };
  });
  const first = moments(others.map((set) => set[0]!.logInertia));
  const gaps = [
    { k: 1, gap: first.mean - own[0]!.logInertia, error: first.deviation },
    ...results.map(({ k, gap, gapError }) => ({ k, gap, error: gapError })),
  ];
  return {
    n: points.length / nFeatures,
    nFeatures,
    sampled: sample.length / nFeatures,
    results,
    knee: knee(
      ks,
      results.map(({ inertia }) => inertia),
    ),
    gapChoice: ks.every((k, i) => k === i + 2) ? firstPlateau(gaps) : null,
    verdict: clusterVerdict(results),
  };
}

type Indices = Pick<PanelRow, 'silhouetteInterval' | 'silhouetteSquared' | 'calinskiHarabasz' | 'daviesBouldin'>;

async function fitted(
  session: KMeansSession,
  points: Float64Array,
  { nFeatures, seed, nInit, maxIter, tol }: ClusterPanelOptions,
  nClusters: number,
): Promise<KMeans & Indices> {
  const fit = await session({ nClusters, seed, nInit, maxIter, tol });
  const clustering = { nFeatures, labels: fit.labels };
  return {
    ...fit,
    labels: new Int32Array(),
    silhouetteInterval: silhouetteScore(points, { ...clustering, seed }),
    silhouetteSquared: silhouetteSquared(points, clustering),
    calinskiHarabasz: calinskiHarabaszScore(points, clustering),
    daviesBouldin: daviesBouldinScore(points, clustering),
  };
}

function checkedKs(ks: readonly number[], n: number): number[] {
  const bad = ks.find((k) => !Number.isSafeInteger(k) || k < 2 || k >= n);
  if (ks.length === 0 || bad !== undefined) {
    const found = bad === undefined ? 'no k is given' : `k = ${bad} of ${n} points`;
    throw new TillbookError('BAD_PARAMETER', found, {
      hint: 'try whole numbers from 2 to the number of points less 1',
    });
  }
  return [...new Set(ks)].sort((a, b) => a - b);
}

/** Rows without replacement, each equally likely, in their order; all of them if they are no more than asked for. */
function sampled(points: Float64Array, nFeatures: number, size: number, seed: number): Float64Array {
  const n = points.length / nFeatures;
  if (n <= size) return points;
  const { uniform } = random(seed);
  const taken = new Float64Array(size * nFeatures);
  for (let row = 0, filled = 0; filled < size; row++) {
    if (uniform() * (n - row) < size - filled) {
      taken.set(points.subarray(row * nFeatures, (row + 1) * nFeatures), filled * nFeatures);
      filled++;
    }
  }
  return taken;
}
