import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { random } from '../../../src/base/random.js';
import { calinskiHarabaszScore } from '../../../src/kernels/clusters/calinski-harabasz.js';
import { daviesBouldinScore } from '../../../src/kernels/clusters/davies-bouldin.js';
import { silhouetteScore, silhouetteSquared } from '../../../src/kernels/clusters/silhouette.js';
import { kmeansSync } from '../../../src/kernels/k-means/k-means.js';
import { iris } from '../../helpers/iris.js';

const six = Float64Array.from([0, 0.1, 0.2, 9, 9.1, 9.2].flatMap((value) => [value, value, value]));
const sixLabels = { nFeatures: 3, labels: Int32Array.of(0, 0, 0, 1, 1, 1), seed: 1 };

test('six points: squared-Euclidean silhouette 0.9997530305375207 (Spark MLlib documentation), Euclidean 0.98518', () => {
  expect(silhouetteSquared(six, sixLabels)).toBeCloseTo(0.9997530305375207, 14);
  expect(silhouetteScore(six, sixLabels).estimate).toBeCloseTo(0.98518, 5);
});

test('iris at k = 3: silhouette 0.55282, Calinski-Harabasz 561.628, Davies-Bouldin 0.66197 (scikit-learn)', () => {
  const { labels } = kmeansSync(iris, { nFeatures: 4, nClusters: 3, seed: 1 });
  const clustering = { nFeatures: 4, labels, seed: 1 };
  const silhouette = silhouetteScore(iris, clustering);
  expect(silhouette.estimate).toBeCloseTo(0.55282, 5);
  expect(silhouette).toMatchObject({ low: silhouette.estimate, high: silhouette.estimate });
  expect(calinskiHarabaszScore(iris, clustering)).toBeCloseTo(561.628, 3);
  expect(daviesBouldinScore(iris, clustering)).toBeCloseTo(0.66197, 5);
});

/** Points with labels 0 to k - 1, none missing, fewer clusters than points. */
const labelled = fc
  .record({
    n: fc.integer({ min: 3, max: 60 }),
    nFeatures: fc.integer({ min: 1, max: 4 }),
    seed: fc.nat(1e6),
    offset: fc.constantFrom(0, 1e7),
  })
  .map(({ n, nFeatures, seed, offset }) => {
    const { normal, integer } = random(seed);
    const k = integer(2, Math.min(6, n - 1));
    const points = Float64Array.from({ length: n * nFeatures }, () => offset + normal());
    const labels = Int32Array.from({ length: n }, (_, i) => (i < k ? i : integer(0, k - 1)));
    return { points, nFeatures, labels, seed, n, k };
  });

/** Rousseeuw's definition over all pairs. */
function naiveSilhouette({ points, nFeatures, labels, n, k }: Labelled, squared: boolean): number {
  const distance = (i: number, j: number) => {
    let sum = 0;
    for (let c = 0; c < nFeatures; c++) sum += (points[i * nFeatures + c] - points[j * nFeatures + c]) ** 2;
    return squared ? sum : Math.sqrt(sum);
  };
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const means = Array.from({ length: k }, (_, cluster) => {
      const others = Array.from({ length: n }, (_, j) => j).filter((j) => j !== i && labels[j] === cluster);
      return others.length === 0 ? null : others.reduce((total, j) => total + distance(i, j), 0) / others.length;
    });
    const inside = means[labels[i]];
    const outside = Math.min(
      ...means.flatMap((mean, cluster) => (cluster === labels[i] || mean === null ? [] : [mean])),
    );
    if (inside !== null) sum += (outside - inside) / Math.max(inside, outside);
  }
  return sum / n;
}
type Labelled = { points: Float64Array; nFeatures: number; labels: Int32Array; n: number; k: number };

test('both silhouettes equal the definition over all pairs, far from 0 too', () => {
  fc.assert(
    fc.property(labelled, (one) => {
      expect(silhouetteSquared(one.points, one)).toBeCloseTo(naiveSilhouette(one, true), 6);
      expect(silhouetteScore(one.points, one).estimate).toBeCloseTo(naiveSilhouette(one, false), 6);
    }),
  );
});

test('all indices stay when points move or clusters change their numbers, and distances in them when points grow', () => {
  fc.assert(
    fc.property(labelled, (one) => {
      const moved = one.points.map((value) => 4 * value + 8);
      const renumbered = { ...one, labels: one.labels.map((label) => one.k - 1 - label) };
      for (const index of [silhouetteSquared, calinskiHarabaszScore, daviesBouldinScore]) {
        const value = index(one.points, one);
        expect(index(moved, one) / value).toBeCloseTo(1, 5);
        expect(index(one.points, renumbered) / value).toBeCloseTo(1, 9);
      }
    }),
  );
});

test('a sample has the whole within its interval about 19 times in 20', () => {
  const { normal, integer } = random(12);
  const n = 6000;
  const labels = Int32Array.from({ length: n }, () => Math.min(2, integer(0, 9)));
  const points = Float64Array.from({ length: 2 * n }, (_, i) => 3 * labels[i >> 1] * ((i & 1) + 1) + normal());
  const clustering = { nFeatures: 2, labels };
  const whole = silhouetteScore(points, { ...clustering, seed: 0, sampleSize: n }).estimate;
  const hits = Array.from({ length: 100 }, (_, seed) =>
    silhouetteScore(points, { ...clustering, seed, sampleSize: 400 }),
  ).filter(({ low, high }) => low <= whole && whole <= high);
  expect(hits.length).toBeGreaterThanOrEqual(88);
});

describe('degenerate input', () => {
  const points = Float64Array.of(1, 2, 3, 4);
  const indices = {
    silhouetteSquared,
    calinskiHarabaszScore,
    daviesBouldinScore,
    silhouetteScore: (p: Float64Array, c: typeof sixLabels) => silhouetteScore(p, { ...c, seed: 1 }).estimate,
  };

  test.each(Object.entries(indices))('%s', (_, index) => {
    const at = (labels: number[]) => () => index(points, { nFeatures: 1, labels: Int32Array.from(labels), seed: 1 });
    expect(at([0, 0, 0, 0])).toThrow('1 clusters of 4 points: an index needs 2 to n - 1 clusters');
    expect(at([0, 1, 2, 3])).toThrow('4 clusters of 4 points');
    expect(at([0, 1])).toThrow('2 labels for 4 points');
    expect(at([0, 2, 2, 0])).toThrow('cluster 1 of 0 to 2 has no points');
    expect(at([0, -1, 1, 0])).toThrow('the label of row 1 is -1');
    expect(() =>
      index(Float64Array.of(1, Number.NaN, 2), { nFeatures: 1, labels: Int32Array.of(0, 1, 0), seed: 1 }),
    ).toThrow('row 1, column 0');
  });

  test('all points equal: silhouettes 0; coinciding means: Davies-Bouldin infinite', () => {
    const equal = Float64Array.of(2, 2, 2);
    const clustering = { nFeatures: 1, labels: Int32Array.of(0, 0, 1), seed: 1 };
    expect(silhouetteSquared(equal, clustering)).toBe(0);
    expect(silhouetteScore(equal, clustering).estimate).toBe(0);
    expect(daviesBouldinScore(equal, clustering)).toBe(Number.POSITIVE_INFINITY);
  });
});
