import { random } from '../../base/random.js';
import type { Crew } from '../crew.js';
import { recovered } from './cluster-stability.js';
import { type Tightness, tightness } from './gap-statistic.js';
import { referenceData } from './reference-data.js';

/** What a panel asks beyond the fits themselves; large arrays on shared memory. */
export interface EvidenceOrder {
  readonly points: Float64Array;
  readonly nFeatures: number;
  /** Ascending, from 1. */
  readonly ks: readonly number[];
  /** The fitted centroids of each k above 1, in that order. */
  readonly centroids: readonly Float64Array[];
  readonly seed: number;
  readonly references: number;
  readonly resamples: number;
  /** (1 + references) x ks x 2: ln(inertia) and squared silhouette, of the points first. */
  readonly tightness: Float64Array;
  /** resamples x (clusters of all centroids in turn): Jaccard indices. */
  readonly stability: Float64Array;
}

/** One task per set of points: the data itself, each set without clusters, each resample. */
export function gatherEvidence(crew: Crew, order: EvidenceOrder): void {
  const { points, nFeatures, ks, centroids, seed, references, resamples } = order;
  const draw = referenceData(points, nFeatures, 'variance');
  crew.each(1 + references + resamples, (task) => {
    if (task <= references) {
      const set = task === 0 ? points : draw(random(seed * 65537 + task));
      const found = tightness(set, nFeatures, ks, seed);
      order.tightness.set(found.flatMap(pair), task * ks.length * 2);
    } else {
      const resample = task - references - 1;
      const found = recovered(points, nFeatures, centroids, seed * 65537 + task).flat();
      order.stability.set(found, resample * found.length);
    }
  });
}

function pair({ logInertia, silhouetteSquared }: Tightness): [number, number] {
  return [logInertia, silhouetteSquared ?? Number.NaN];
}
