import { TillbookError } from '../../base/errors.js';
import { finitePoints } from '../points.js';

export interface KMeansOptions {
  /** Columns of a row. */
  readonly nFeatures: number;
  readonly nClusters: number;
  /** Settles every draw; the same seed gives the same bits on any number of workers. */
  readonly seed: number;
  /**
   * Starts, of which the best is kept; default 10, and 1 where `init` is an array. Every second one is the best so far with
   * one centroid moved elsewhere (Fränti 2018).
   */
  readonly nInit?: number | undefined;
  /** Assignments at most; default 300. Reaching it gives `converged: false`. */
  readonly maxIter?: number | undefined;
  /**
   * Stop when the centroids' squared shift is at most `tol` x the columns' mean variance; 0: only when no point changes
   * its cluster. Default 1e-8: scikit-learn's 1e-4 can stop a visible part of the inertia short, and a step is cheap here.
   */
  readonly tol?: number | undefined;
  /** Greedy k-means++ (default), nClusters random points, or the centroids themselves, nClusters x nFeatures. */
  readonly init?: 'k-means++' | 'random' | Float64Array | undefined;
  /**
   * After each start that converged, move single points where that lowers the inertia (Hartigan & Wong 1979; up to 100,000
   * points). Default true, and false where `init` is an array: then it is Lloyd's iteration alone, as other tools have it.
   */
  readonly polish?: boolean | undefined;
  /** One per row, finite, not negative: how many rows it stands for. */
  readonly weights?: Float64Array | undefined;
}

export interface KMeans {
  /** Per row its cluster, 0 to nClusters - 1; 0 is the largest. */
  readonly labels: Int32Array;
  /** nClusters x nFeatures. */
  readonly centroids: Float64Array;
  /** Sum of weight x squared distance to the own centroid. */
  readonly inertia: number;
  /** Assignments until the best start ended, those after polishing included. */
  readonly nIter: number;
  /** False: `maxIter` came first. */
  readonly converged: boolean;
  /** Rows (with weights: their weight) per cluster. */
  readonly sizes: number[];
}

/** Options with nothing left open. */
export interface CheckedOptions {
  readonly n: number;
  readonly nFeatures: number;
  readonly nClusters: number;
  readonly seed: number;
  readonly nInit: number;
  readonly maxIter: number;
  readonly tol: number;
  readonly init: 'k-means++' | 'random' | Float64Array;
  readonly polish: boolean;
  readonly weights: Float64Array | null;
}

/** Squares of what is larger are not finite once they are added up. */
const largest = 1e150;

/**
 * The options with their defaults, or the error that says what is wrong.
 *
 * @param pointsAreFinite an earlier call has seen to it.
 * @throws TillbookError BAD_INPUT for no points, values that are not finite or over 1e150, points that differ by less than 1e-150;
 * BAD_PARAMETER for anything else, fewer different points of positive weight than clusters included.
 */
export function checkedOptions(points: Float64Array, options: KMeansOptions, pointsAreFinite = false): CheckedOptions {
  const { nFeatures, nClusters, seed, maxIter = 300, tol = 1e-8, init = 'k-means++' } = options;
  const n = pointsAreFinite ? points.length / nFeatures : finitePoints(points, nFeatures, largest);
  const polish = options.polish ?? typeof init === 'string';
  const weights = options.weights ?? null;
  if (weights !== null) checkWeights(weights, n);
  const nInit = options.nInit ?? (typeof init === 'string' ? 10 : 1);
  whole('nClusters', nClusters, 1);
  whole('nInit', nInit, 1);
  whole('maxIter', maxIter, 1);
  whole('seed', seed, 0);
  if (!(tol >= 0 && tol < Number.POSITIVE_INFINITY)) throw bad(`tol is ${tol}`, 'take a number from 0 on');
  if (typeof init !== 'string') checkInit(init, nClusters, nFeatures);
  const different = differentPoints(points, nFeatures, weights, nClusters);
  if (different < nClusters) {
    const what = weights === null ? 'different points' : 'different points of positive weight';
    throw bad(
      `nClusters is ${nClusters}, but there are only ${different} ${what} among ${n}`,
      `take at most ${different}`,
    );
  }
  if (nClusters > 1) checkSpread(points, nFeatures);
  return {
    nFeatures,
    nClusters,
    seed,
    nInit: typeof init === 'string' ? nInit : 1,
    maxIter,
    tol,
    init,
    polish,
    weights,
    n,
  };
}

function whole(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw bad(`${name} is ${value}`, `take a whole number from ${least} on`);
}

function bad(message: string, hint: string): TillbookError {
  return new TillbookError('BAD_PARAMETER', message, { hint });
}

function checkWeights(weights: Float64Array, n: number): void {
  if (weights.length !== n) throw bad(`${weights.length} weights for ${n} rows`, 'give one weight per row');
  let sum = 0;
  weights.forEach((weight, row) => {
    if (!(weight >= 0 && weight <= largest)) {
      throw new TillbookError('BAD_INPUT', `the weight of row ${row} is ${weight}`, {
        hint: 'weights are finite and not negative',
      });
    }
    sum += weight;
  });
  if (sum === 0)
    throw new TillbookError('BAD_INPUT', `all ${n} weights are 0`, { hint: 'leave weights out, or mend them' });
}

function checkInit(init: Float64Array, nClusters: number, nFeatures: number): void {
  if (init.length !== nClusters * nFeatures) {
    throw bad(
      `init holds ${init.length} numbers for ${nClusters} clusters x ${nFeatures} features`,
      'give nClusters rows of nFeatures',
    );
  }
  const place = init.findIndex((value) => !(Math.abs(value) <= largest));
  if (place >= 0) throw bad(`init is ${init[place]} at ${place}`, 'give finite centroids');
}

/** How many different points of positive weight there are, counted up to `enough`. */
function differentPoints(
  points: Float64Array,
  nFeatures: number,
  weights: Float64Array | null,
  enough: number,
): number {
  const seen = new Set<string>();
  for (let row = 0; row * nFeatures < points.length && seen.size < enough; row++) {
    if (weights !== null && weights[row] === 0) continue;
    // + 0 makes -0 and 0 one.
    seen.add(
      points
        .subarray(row * nFeatures, (row + 1) * nFeatures)
        .map((value) => value + 0)
        .join(),
    );
  }
  return seen.size;
}

function checkSpread(points: Float64Array, nFeatures: number): void {
  for (let i = nFeatures; i < points.length; i++) {
    if (Math.abs(points[i]! - points[i % nFeatures]!) > 1 / largest) return;
  }
  throw new TillbookError('BAD_INPUT', 'the points differ by less than 1e-150: their squared distances vanish', {
    hint: 'scale the columns, for instance with standardize',
  });
}
