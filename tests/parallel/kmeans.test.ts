import { kmeans as mlKMeans } from 'ml-kmeans';
import { expect, test } from 'vitest';
import { random } from '../../src/base/random.js';
import { kmeansSync } from '../../src/kernels/k-means/k-means.js';
import { kmeans } from '../../src/parallel/kmeans.js';

/** Points around a few centres, some of them in whole numbers and so often equal. */
function blobs(n: number, nFeatures: number, centres: number, seed: number): Float64Array {
  const { normal, integer } = random(seed);
  const places = Array.from({ length: centres * nFeatures }, () => normal(0, 6));
  const points = new Float64Array(n * nFeatures);
  for (let i = 0; i < n; i++) {
    const centre = integer(0, centres - 1);
    for (let c = 0; c < nFeatures; c++) {
      const value = places[centre * nFeatures + c] + normal();
      points[i * nFeatures + c] = c === 0 ? Math.round(value) : value;
    }
  }
  return points;
}

test.each([
  ['3 columns', blobs(60_000, 3, 5, 1), 3],
  ['7 columns', blobs(20_000, 7, 4, 2), 7],
  ['one column of whole numbers', blobs(30_000, 1, 4, 3), 1],
])('the same bits for 1, 2, 5 and 8 workers, and for kmeansSync: %s', async (_, points, nFeatures) => {
  const options = { nFeatures, nClusters: 6, seed: 11, nInit: 3 };
  const alone = kmeansSync(points, options);
  for (const workers of [1, 2, 5, 8]) expect(await kmeans(points, { ...options, workers })).toEqual(alone);
});

test('weights, one by one, are the same for 1, 2 and 5 workers', async () => {
  const points = blobs(30_000, 2, 3, 4);
  const weights = Float64Array.from({ length: 30_000 }, (_, i) => i % 4);
  const options = { nFeatures: 2, nClusters: 4, seed: 5, nInit: 2, weights };
  const alone = await kmeans(points, { ...options, workers: 1 });
  for (const workers of [2, 5]) expect(await kmeans(points, { ...options, workers })).toEqual(alone);
});

test('from the same start ml-kmeans comes to the same clusters', async () => {
  const points = blobs(5000, 3, 4, 9);
  const init = points.slice(0, 12);
  const ours = await kmeans(points, { nFeatures: 3, nClusters: 4, seed: 1, init, tol: 0 });
  const rows = (flat: Float64Array) =>
    Array.from({ length: flat.length / 3 }, (_, i) => [...flat.subarray(3 * i, 3 * i + 3)]);
  const theirs = mlKMeans(rows(points), 4, { initialization: rows(init), tolerance: 0, maxIterations: 1000 });
  const pairs = new Set(theirs.clusters.map((label, i) => `${label} ${ours.labels[i]}`));
  expect(pairs.size).toBe(4);
});

test.each([0, 65, 1.5, Number.NaN])('%s workers are refused', async (workers) => {
  const options = { nFeatures: 1, nClusters: 1, seed: 1, workers };
  await expect(kmeans(Float64Array.of(1, 2), options)).rejects.toThrow(/workers is/);
});

test('a wrong option is refused before anything starts', async () => {
  await expect(kmeans(Float64Array.of(1, 2), { nFeatures: 1, nClusters: 3, seed: 1, workers: 2 })).rejects.toThrow(
    'nClusters is 3, but there are only 2 different points among 2',
  );
});
