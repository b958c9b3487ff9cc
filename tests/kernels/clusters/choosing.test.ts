import { expect, test } from 'vitest';
import { random } from '../../../src/base/random.js';
import { clusterProfiles } from '../../../src/kernels/clusters/cluster-profiles.js';
import { clusterStability, jaccard } from '../../../src/kernels/clusters/cluster-stability.js';
import { gapStatistic } from '../../../src/kernels/clusters/gap-statistic.js';
import { knee } from '../../../src/kernels/clusters/knee.js';
import { principalAxes } from '../../../src/kernels/clusters/principal-axes.js';
import { referenceData } from '../../../src/kernels/clusters/reference-data.js';
import { assignClusters } from '../../../src/kernels/k-means/assign-clusters.js';
import { kmeansSync } from '../../../src/kernels/k-means/k-means.js';
import { nearest } from '../../helpers/naive-kmeans.js';

function drawn(
  n: number,
  nFeatures: number,
  seed: number,
  row: (stream: ReturnType<typeof random>) => number[],
): Float64Array {
  const stream = random(seed);
  const points = new Float64Array(n * nFeatures);
  for (let i = 0; i < n; i++) points.set(row(stream), i * nFeatures);
  return points;
}

test('knee: a bend is found, a straight line and a rising one have none', () => {
  expect(knee([1, 2, 3, 4, 5], [100, 50, 10, 8, 6])).toBe(3);
  expect(knee([2, 3, 4, 5], [40, 30, 20, 10])).toBeNull();
  expect(knee([2, 3, 4, 5], [10, 20, 30, 40])).toBeNull();
  expect(knee([2, 3], [10, 1])).toBeNull();
  expect(knee([], [])).toBeNull();
  expect(() => knee([1, 1], [2, 1])).toThrow('ascend');
  expect(() => knee([1], [2, 1])).toThrow('1 places and 2 values');
});

test('gap statistic: two groups are two; one even cloud is one (the rule of Tibshirani, Walther & Hastie 2001)', () => {
  const two = drawn(300, 2, 1, ({ chance, normal }) => [chance(0.5) ? normal() : 9 + normal(), normal()]);
  expect(gapStatistic(two, { nFeatures: 2, kMax: 4, seed: 1 }).k).toBe(2);
  const even = drawn(300, 2, 2, ({ uniform }) => [uniform(), uniform()]);
  const { k, gaps } = gapStatistic(even, { nFeatures: 2, kMax: 4, seed: 1, box: 'variance' });
  expect(k).toBe(1);
  expect(gapStatistic(even, { nFeatures: 2, kMax: 4, seed: 1 }).k).toBe(1);
  for (const { gap, error } of gaps) expect(Math.abs(gap)).toBeLessThan(4 * error);
  expect(() => gapStatistic(even, { nFeatures: 2, kMax: 4, seed: 1, references: 1 })).toThrow('references is 1');
});

test('reference data have the covariance of the points, or fill their range along the axes', () => {
  const tilted = drawn(4000, 2, 3, ({ normal }) => {
    const along = normal(10, 4);
    return [along + normal(), along - normal()];
  });
  const moments = principalAxes(tilted, 2);
  const even = referenceData(tilted, 2, 'variance')(random(1));
  const again = principalAxes(even, 2);
  again.variances.forEach((variance, i) => {
    expect(variance / moments.variances[i]).toBeCloseTo(1, 1);
  });
  expect(again.means[0]).toBeCloseTo(moments.means[0], 0);
  const filled = referenceData(tilted, 2, 'range')(random(1));
  expect(Math.max(...filled)).toBeLessThan(2 * Math.max(...tilted));
  expect(principalAxes(filled, 2).variances[0]).toBeGreaterThan(moments.variances[0]);
});

test('principal axes: by hand; orthonormal; a constant column has no variance', () => {
  const { variances, means } = principalAxes(Float64Array.of(1, 1, -1, -1, 2, 2, -2, -2), 2);
  expect([...variances].sort((a, b) => a - b)).toEqual([expect.closeTo(0, 12), expect.closeTo(5, 12)]);
  expect([...means]).toEqual([0, 0]);
  const { axes } = principalAxes(
    drawn(50, 5, 1, ({ normal }) => [normal(), normal(), 7, normal(), normal()]),
    5,
  );
  for (let a = 0; a < 5; a++) {
    for (let b = 0; b < 5; b++) {
      let product = 0;
      for (let c = 0; c < 5; c++) product += axes[a * 5 + c] * axes[b * 5 + c];
      expect(product).toBeCloseTo(a === b ? 1 : 0, 10);
    }
  }
});

test('stability: parted groups come back whole, a cut through one group does not', () => {
  const two = drawn(400, 2, 5, ({ chance, normal }) => [chance(0.5) ? normal() : 12 + normal(), normal()]);
  const at = (nClusters: number) => {
    const { centroids } = kmeansSync(two, { nFeatures: 2, nClusters, seed: 1 });
    return clusterStability(two, { nFeatures: 2, centroids, seed: 1 });
  };
  for (const index of at(2)) expect(index).toBeGreaterThan(0.99);
  expect(Math.min(...at(5))).toBeLessThan(0.75);
});

test('Jaccard index, by hand', () => {
  expect(jaccard(Int32Array.of(0, 0, 0, 1), Int32Array.of(1, 1, 0, 0), 3, 2)).toEqual([2 / 3, 1 / 2, 0]);
});

test('assignClusters is the naive comparison; what cannot be is refused', () => {
  const points = drawn(500, 3, 6, ({ normal }) => [normal(), normal(), normal()]);
  const centroids = points.slice(0, 15);
  expect(assignClusters(points, { nFeatures: 3, centroids })).toEqual(nearest(points, 3, centroids));
  expect(() => assignClusters(points, { nFeatures: 3, centroids: Float64Array.of(1) })).toThrow(
    '1 numbers are no centroids',
  );
  expect(() => assignClusters(new Float64Array(), { nFeatures: 3, centroids })).toThrow('there are no points');
});

test('profiles: by hand; the median interval holds the median of the population 19 times in 20', () => {
  const { clusters, all } = clusterProfiles(Float64Array.of(1, 10, 2, 20, 3, 30, 50, 0), {
    nFeatures: 2,
    labels: Int32Array.of(0, 0, 0, 1),
  });
  expect(clusters.map(({ size, share }) => [size, share])).toEqual([
    [3, 0.75],
    [1, 0.25],
  ]);
  expect(clusters[0].columns[1]).toMatchObject({
    mean: { estimate: 20 },
    median: { estimate: 20 },
    quartiles: [15, 25],
  });
  expect(clusters[1].columns[0].mean).toEqual({ estimate: 50, low: 50, high: 50 });
  expect(all.columns[0].mean.estimate).toBe(14);
  const hits = Array.from({ length: 200 }, (_, seed) => {
    const values = drawn(101, 1, seed, ({ normal }) => [Math.exp(normal())]);
    const { low, high } = clusterProfiles(values, { nFeatures: 1, labels: new Int32Array(101) }).all.columns[0].median;
    return low <= 1 && 1 <= high;
  }).filter(Boolean).length;
  expect(hits).toBeGreaterThanOrEqual(185);
  expect(() => clusterProfiles(Float64Array.of(1), { nFeatures: 1, labels: Int32Array.of(-1) })).toThrow(
    'the label of row 0 is -1',
  );
});
