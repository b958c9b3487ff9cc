import { type EvidenceOrder, gatherEvidence } from '../kernels/clusters/evidence.js';
import { compiledUrl, defaultWorkers, runTogether } from './run-together.js';

export interface FoundEvidence {
  /** Of the data, then of each set without clusters: per k ln(inertia) and squared silhouette (NaN for one cluster). */
  readonly tightness: { readonly logInertia: number; readonly silhouetteSquared: number }[][];
  /** Per clustering and cluster: the mean Jaccard index over resamples. */
  readonly stability: number[][];
}

/** Small fits below this many points in all are not worth the start of a thread. */
const pointsWorthThreads = 200_000;

/** Gap and stability of clusterings, shared among threads, to the same bits for any number of them. */
export async function evidenceTogether(
  order: Omit<EvidenceOrder, 'tightness' | 'stability'>,
  workers?: number,
): Promise<FoundEvidence> {
  const { points, nFeatures, ks, centroids, references, resamples } = order;
  const sets = 1 + references + resamples;
  const shared = doubles(points.length);
  shared.set(points);
  const width = centroids.reduce((sum, one) => sum + one.length / nFeatures, 0);
  const tightness = doubles((1 + references) * ks.length * 2);
  const stability = doubles(resamples * width);
  const few = (sets * ks.length * points.length) / nFeatures < pointsWorthThreads;
  const program = { url: compiledUrl('../kernels/clusters/evidence.js', import.meta.url), run: gatherEvidence };
  await runTogether(
    program,
    { ...order, points: shared, tightness, stability },
    workers ?? (few ? 1 : defaultWorkers()),
  );
  let at = 0;
  return {
    tightness: Array.from({ length: 1 + references }, (_, set) =>
      ks.map((_k, i) => {
        const from = (set * ks.length + i) * 2;
        return { logInertia: tightness[from]!, silhouetteSquared: tightness[from + 1]! };
      }),
    ),
    stability: centroids.map((one) =>
      Array.from({ length: one.length / nFeatures }, () => {
        let sum = 0;
        for (let resample = 0; resample < resamples; resample++) sum += stability[resample * width + at]!;
        at++;
        return sum / resamples;
      }),
    ),
  };
}

function doubles(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * length));
}
