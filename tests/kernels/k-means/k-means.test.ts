import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { random } from '../../../src/base/random.js';
import { kmeansSync } from '../../../src/kernels/k-means/k-means.js';
import { iris } from '../../helpers/iris.js';
import { inertia, naiveKMeans, nearest } from '../../helpers/naive-kmeans.js';

describe('known answers', () => {
  test.each([
    [2, 152.34795],
    [3, 78.85144],
    [4, 57.22847],
    [5, 46.44618],
  ])('iris, k = %i: best inertia %d (scikit-learn)', (nClusters, best) => {
    const ten = kmeansSync(iris, { nFeatures: 4, nClusters, seed: 1 });
    expect(ten.inertia / best).toBeLessThan(1.001);
    const many = kmeansSync(iris, { nFeatures: 4, nClusters, seed: 1, nInit: 200 });
    expect(many.inertia / best).toBeCloseTo(1, 6);
    expect(many.converged).toBe(true);
  });

  test('six points, k = 2: inertia 0.12 (Spark MLlib documentation)', () => {
    const points = Float64Array.from([0, 0.1, 0.2, 9, 9.1, 9.2].flatMap((value) => [value, value, value]));
    const found = kmeansSync(points, { nFeatures: 3, nClusters: 2, seed: 1 });
    expect(found.inertia).toBeCloseTo(0.12, 12);
    expect([...found.labels]).toEqual([0, 0, 0, 1, 1, 1]);
    expect(found.sizes).toEqual([3, 3]);
  });
});

/** Points of several kinds: spread, on a coarse grid (ties), all equal in a column, far from the origin. */
const cases = fc
  .record({
    n: fc.integer({ min: 1, max: 1500 }),
    nFeatures: fc.integer({ min: 1, max: 6 }),
    nClusters: fc.integer({ min: 1, max: 9 }),
    seed: fc.nat(1e6),
    kind: fc.constantFrom('spread', 'grid', 'constant column', 'far away', 'heavy tail'),
  })
  .map((one) => {
    const { normal, integer } = random(one.seed);
    const points = Float64Array.from({ length: one.n * one.nFeatures }, (_, i) => {
      if (one.kind === 'grid') return integer(0, 5);
      if (one.kind === 'constant column' && i % one.nFeatures === 0) return 7;
      if (one.kind === 'far away') return 1e6 + normal();
      return one.kind === 'heavy tail' ? Math.exp(normal(0, 3)) : normal();
    });
    return { ...one, points };
  });

test('labels are those of comparing every point with every centroid, and the sums are right', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 30 }), ({ points, nFeatures, nClusters, seed }, maxIter) => {
      fc.pre(distinct(points, nFeatures) >= nClusters);
      const polish = seed % 2 === 0;
      const found = kmeansSync(points, { nFeatures, nClusters, seed, nInit: 3, maxIter, tol: 0, polish });
      expect(found.labels).toEqual(nearest(points, nFeatures, found.centroids));
      const sum = inertia(points, nFeatures, found.centroids, found.labels);
      expect(Math.abs(found.inertia - sum)).toBeLessThanOrEqual(1e-9 * (1 + sum));
      if (!polish) expect(found.nIter).toBeLessThanOrEqual(maxIter);
      const sizes = found.sizes.map((_, cluster) => found.labels.filter((label) => label === cluster).length);
      expect(found.sizes).toEqual(sizes);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      if (found.converged) expect(sizes.every((size) => size > 0)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('from the same start the naive iteration takes the same number of steps to the same labels', () => {
  fc.assert(
    fc.property(cases, ({ points, nFeatures, nClusters, kind, seed }) => {
      fc.pre(kind !== 'grid' && distinct(points.slice(0, nFeatures * nClusters), nFeatures) === nClusters);
      const init = points.slice(0, nFeatures * nClusters);
      const naive = naiveKMeans(points, nFeatures, init);
      // The textbook says nothing of a cluster that runs empty.
      fc.pre(naive.centroids.every(Number.isFinite));
      const found = kmeansSync(points, { nFeatures, nClusters, seed, init, tol: 0 });
      expect(found.nIter).toBe(naive.nIter);
      const pairs = new Set(Array.from(found.labels, (label, i) => `${label} ${naive.labels[i]}`));
      expect(pairs.size).toBe(nClusters);
      expect(Math.abs(found.inertia - naive.inertia)).toBeLessThanOrEqual(1e-9 * (1 + naive.inertia));
    }),
    { numRuns: 200 },
  );
});

test('polishing leaves no single point whose move would lower the inertia', () => {
  fc.assert(
    fc.property(cases, ({ points, nFeatures, nClusters, seed, n }) => {
      fc.pre(nClusters > 1 && distinct(points, nFeatures) >= nClusters);
      const { labels, centroids, sizes, converged } = kmeansSync(points, {
        nFeatures,
        nClusters,
        seed,
        nInit: 1,
        tol: 0,
      });
      expect(converged).toBe(true);
      const squared = (i: number, cluster: number) =>
        Array.from(
          { length: nFeatures },
          (_, c) => (points[i * nFeatures + c] - centroids[cluster * nFeatures + c]) ** 2,
        ).reduce((a, b) => a + b, 0);
      for (let i = 0; i < n; i++) {
        const own = sizes[labels[i]];
        if (own === 1) continue;
        const gain = (own / (own - 1)) * squared(i, labels[i]);
        for (let other = 0; other < nClusters; other++) {
          if (other !== labels[i])
            expect((sizes[other] / (sizes[other] + 1)) * squared(i, other)).toBeGreaterThanOrEqual(
              gain * (1 - 1e-6) - 1e-6,
            );
        }
      }
    }),
    { numRuns: 25 },
  );
});

test('a weight is worth as many copies of its point', () => {
  const { normal, integer } = random(3);
  const rows = Array.from({ length: 400 }, () => [normal(), normal()]);
  const weights = Float64Array.from(rows, () => integer(0, 3));
  const init = Float64Array.from(rows.slice(0, 3).flat());
  const options = { nFeatures: 2, nClusters: 3, seed: 1, init, tol: 0 };
  const weighted = kmeansSync(Float64Array.from(rows.flat()), { ...options, weights });
  const copies = rows.flatMap((row, i) => Array.from({ length: weights[i] }, () => row));
  const copied = kmeansSync(Float64Array.from(copies.flat()), options);
  expect(weighted.inertia).toBeCloseTo(copied.inertia, 9);
  expect(weighted.sizes).toEqual(copied.sizes);
});

test('empty clusters are given the farthest points: scikit-learn 1.9.1 ends in the same place in as many steps', () => {
  const points = Float64Array.of(0, 1, 2, 50, 51, 52, 100, 101, 102);
  const init = Float64Array.of(1, 5000, 6000);
  const found = kmeansSync(points, { nFeatures: 1, nClusters: 3, seed: 1, init, tol: 0 });
  expect([...found.centroids]).toEqual([26, 100.5, 102]);
  expect(found).toMatchObject({ inertia: 3754.5, nIter: 3 });
});

test('maxIter reached is told, and the labels belong to the centroids all the same', () => {
  const found = kmeansSync(iris, { nFeatures: 4, nClusters: 5, seed: 2, init: 'random', nInit: 1, maxIter: 2 });
  expect(found).toMatchObject({ converged: false, nIter: 2 });
  expect(found.labels).toEqual(nearest(iris, 4, found.centroids));
});

describe('degenerate input', () => {
  const found = (values: number[], nFeatures: number, nClusters: number, more = {}) =>
    kmeansSync(Float64Array.from(values), { nFeatures, nClusters, seed: 1, ...more });

  test.each([
    ['no points', [], 2, 1, 'there are no points'],
    ['NaN', [1, 2, 3, Number.NaN], 2, 1, 'row 1, column 1 (both from 0) is NaN'],
    ['infinity', [1, Number.POSITIVE_INFINITY], 1, 1, 'row 1, column 0 (both from 0) is Infinity'],
    ['1e308', [1, 1e308], 1, 1, 'row 1, column 0 (both from 0) is 1e+308'],
    ['k > n', [1, 2], 1, 3, 'nClusters is 3, but there are only 2 different points among 2'],
    [
      'k > different points',
      [1, 1, 1, 2, -0, 0],
      1,
      4,
      'nClusters is 4, but there are only 3 different points among 6',
    ],
    ['ragged rows', [1, 2, 3], 2, 1, '3 numbers do not make rows of 2 features'],
    ['no features', [1, 2, 3], 0, 1, 'nFeatures is 0'],
    ['no clusters', [1, 2, 3], 1, 0, 'nClusters is 0'],
    ['half a cluster', [1, 2, 3], 1, 1.5, 'nClusters is 1.5'],
    ['vanishing distances', [0, 1e-200], 1, 2, 'the points differ by less than 1e-150'],
  ])('%s: a clear error', (_, values, nFeatures, nClusters, message) => {
    expect(() => found(values, nFeatures, nClusters)).toThrow(message);
  });

  test.each([
    [{ nInit: 0 }, 'nInit is 0'],
    [{ maxIter: 0 }, 'maxIter is 0'],
    [{ tol: -1 }, 'tol is -1'],
    [{ tol: Number.NaN }, 'tol is NaN'],
    [{ seed: 0.5 }, 'seed is 0.5'],
    [{ init: Float64Array.of(1) }, 'init holds 1 numbers for 2 clusters x 1 features'],
    [{ init: Float64Array.of(1, Number.NaN) }, 'init is NaN at 1'],
    [{ weights: Float64Array.of(1) }, '1 weights for 3 rows'],
    [{ weights: Float64Array.of(1, -1, 1) }, 'the weight of row 1 is -1'],
    [{ weights: Float64Array.of(0, 0, 0) }, 'all 3 weights are 0'],
    [{ weights: Float64Array.of(1, 0, 0) }, 'only 1 different points of positive weight'],
  ])('%o: a clear error', (more, message) => {
    expect(() => found([1, 2, 3], 1, 2, more)).toThrow(message);
  });

  test('one point; all equal; k = n; k = different points; constant columns; 1e150', () => {
    expect(found([3, 4], 2, 1)).toMatchObject({ inertia: 0, converged: true, sizes: [1] });
    expect(found(new Array(5000).fill(2.5), 1, 1)).toMatchObject({ inertia: 0, sizes: [5000] });
    expect(found([5, 1, 3], 1, 3)).toMatchObject({ inertia: 0, sizes: [1, 1, 1] });
    expect([...found([5, 1, 5, 3, 5, 3], 1, 3).centroids]).toEqual([5, 3, 1]);
    expect(found([1, 7, 2, 7, 10, 7, 11, 7], 2, 2)).toMatchObject({ inertia: 1, sizes: [2, 2] });
    expect(found([-1e150, 0, 1, 1e150], 1, 3).inertia).toBeLessThan(1);
  });
});

function distinct(points: Float64Array, nFeatures: number): number {
  const rows = Array.from({ length: points.length / nFeatures }, (_, i) =>
    points.subarray(i * nFeatures, (i + 1) * nFeatures).join(),
  );
  return new Set(rows).size;
}
