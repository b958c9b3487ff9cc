import { describe, expect, test } from 'vitest';
import { calinskiHarabaszScore } from '../../../src/kernels/clusters/calinski-harabasz.js';
import { daviesBouldinScore } from '../../../src/kernels/clusters/davies-bouldin.js';
import { silhouetteScore } from '../../../src/kernels/clusters/silhouette.js';
import { kmeansSync } from '../../../src/kernels/k-means/k-means.js';
import { digitsLike, retailFeatures } from '../../helpers/kmeans-data.js';
import { componentPath, needs } from '../../helpers/needs.js';

// Best inertia of scikit-learn 1.9.1, KMeans(k, n_init=200, tol=0, max_iter=1000, random_state=0), on the same bytes.

describe('the retail RFM features, 5,878 x 3', () => {
  const best: Array<[number, number]> = [
    [2, 8879.094128022112],
    [3, 5715.449385829541],
    [4, 4468.853734683551],
    [5, 3621.116507667614],
    [6, 3060.2239957101046],
    [7, 2720.327227147998],
    [8, 2454.623999594489],
    [9, 2272.839921552455],
    [10, 2123.9738363701517],
  ];
  needs('retail data').each(best)(
    'k = %i: as low as scikit-learn 1.9.1 of 200 starts, %d',
    async (nClusters, inertia) => {
      const points = await retailFeatures(componentPath('retail data') as string);
      const options = { nFeatures: 3, nClusters, seed: 1 };
      expect(kmeansSync(points, options).inertia / inertia).toBeLessThan(1.001);
      expect(kmeansSync(points, { ...options, nInit: 200 }).inertia / inertia).toBeLessThan(1 + 1e-6);
    },
  );

  needs('retail data')(
    'k = 4: silhouette 0.361, Calinski-Harabasz 5768, Davies-Bouldin 0.892 (scikit-learn 1.9.1; ours ends 5e-7 lower, a few labels differ)',
    async () => {
      const points = await retailFeatures(componentPath('retail data') as string);
      const { labels } = kmeansSync(points, { nFeatures: 3, nClusters: 4, seed: 1, nInit: 50 });
      const clustering = { nFeatures: 3, labels, seed: 1, sampleSize: 6000 };
      expect(silhouetteScore(points, clustering).estimate).toBeCloseTo(0.36135, 3);
      expect(calinskiHarabaszScore(points, clustering)).toBeCloseTo(5768.2, 0);
      expect(daviesBouldinScore(points, clustering)).toBeCloseTo(0.89214, 3);
    },
  );
});

describe('digits-like, 1,797 x 64', () => {
  test.each([
    [5, 1786160.7548324578],
    [10, 515795.84835505846],
    [15, 482699.77487438987],
  ])(
    'k = %i: as low as scikit-learn 1.9.1 of 200 starts, %d',
    (nClusters, inertia) => {
      const points = digitsLike();
      const options = { nFeatures: 64, nClusters, seed: 1 };
      // With more or fewer clusters than the ten patterns, ten starts end up to 4 % higher; scikit-learn's ten do, too.
      if (nClusters === 10) expect(kmeansSync(points, options).inertia / inertia).toBeLessThan(1.001);
      expect(kmeansSync(points, { ...options, nInit: 200 }).inertia / inertia).toBeLessThan(1 + 1e-6);
    },
    240_000,
  );
});
