/** What is known of one number of clusters when the verdict is given. */
export interface Evidence {
  readonly k: number;
  /** Euclidean. */
  readonly silhouette: number;
  /** Squared Euclidean, on the sample; and its mean over sets without clusters, cut into as many. */
  readonly sampleSilhouetteSquared: number;
  readonly referenceSilhouetteSquared: number;
  /** How much more ln(inertia) falls from one cluster to k than it does in data without clusters; and that figure's error. */
  readonly excess: number;
  readonly excessError: number;
  /** Per cluster, mean Jaccard index over resamples. */
  readonly stability: readonly number[];
}

export interface ClusterVerdict {
  /** Null: no clusters. */
  readonly k: number | null;
  readonly words: string;
}

/** Below, resampling does not bring a cluster back (Hennig 2007). */
export const stable = 0.75;
const leastExcess = 0.2;
const leastSilhouetteGain = 0.05;

/**
 * One sentence on how many clusters there are, by a rule. A number of clusters qualifies if
 * 1. from one cluster to k inertia falls by 18 % (0.2 in ln) more than in evenly spread data of the same covariance, and by 3 errors;
 * 2. its squared silhouette is 0.05 above that of such data cut into as many;
 * 3. each cluster comes back in resamples with a mean Jaccard index of 0.75.
 * Of those the one with the highest Euclidean silhouette is named; if there are none, there are no clusters: K-Means then cuts a continuum,
 * which may still serve as a grid. Groups nearer than some 5 of their standard deviations, or of very unequal size, can go unseen.
 *
 * @example
 * clusterVerdict([]).words // => 'No clusters: no number of them was tried.'
 */
export function clusterVerdict(evidence: readonly Evidence[]): ClusterVerdict {
  if (evidence.length === 0) return { k: null, words: 'No clusters: no number of them was tried.' };
  const held = evidence.filter((one) => isTighter(one) && isStable(one));
  if (held.length === 0) return { k: null, words: `No clusters: ${whyNone(evidence)}. K-Means cuts a continuum here.` };
  const best = held.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  const others = held.filter(({ k }) => k !== best.k).map(({ k }) => k);
  const rest = others.length > 0 ? `; ${others.join(', ')} would hold too, less well parted` : '';
  const words = `${best.k} clusters: silhouette ${best.silhouette.toFixed(2)}, inertia ${fallen(best)} lower than data without clusters would give, each cluster found again in resamples (Jaccard ${Math.min(...best.stability).toFixed(2)} or more)${rest}.`;
  return { k: best.k, words };
}

function isTighter({ excess, excessError, sampleSilhouetteSquared, referenceSilhouetteSquared }: Evidence): boolean {
  const parted = sampleSilhouetteSquared - referenceSilhouetteSquared >= leastSilhouetteGain;
  return excess >= Math.max(leastExcess, 3 * excessError) && parted;
}

function isStable({ stability }: Evidence): boolean {
  return stability.every((index) => index >= stable);
}

function whyNone(evidence: readonly Evidence[]): string {
  const tighter = evidence.filter(isTighter);
  if (tighter.length > 0) {
    const ks = tighter.map(({ k }) => k).join(', ');
    return `${ks} are tighter than data without clusters, but not each of their clusters comes back in resamples`;
  }
  const best = evidence.reduce((a, b) => (b.excess > a.excess ? b : a));
  if (best.excess < leastExcess) {
    return `at best (k = ${best.k}) inertia is ${best.excess > 0 ? fallen(best) : 'not'} lower than evenly spread data of the same covariance would give, and 18 % is asked for`;
  }
  return `where inertia is low (k = ${best.k}), the parts lie no better apart than those of evenly spread data`;
}

function fallen({ excess }: Evidence): string {
  return `${Math.round(100 * (1 - Math.exp(-Math.max(0, excess))))} %`;
}
