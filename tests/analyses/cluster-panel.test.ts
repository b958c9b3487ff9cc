import { describe, expect, test } from 'vitest';
import { clusterPanel } from '../../src/analyses/cluster-panel.js';
import { clusterVerdict } from '../../src/analyses/cluster-verdict.js';
import { type Random, random } from '../../src/base/random.js';
import { kmeansSync } from '../../src/kernels/k-means/k-means.js';
import { iris } from '../helpers/iris.js';

function drawn(n: number, nFeatures: number, row: (stream: Random) => number[]): Float64Array {
  const stream = random(77);
  const points = new Float64Array(n * nFeatures);
  for (let i = 0; i < n; i++) points.set(row(stream), i * nFeatures);
  return points;
}

describe('data without clusters have none', () => {
  test.each<[string, number, (stream: Random) => number[]]>([
    ['an even square', 2, ({ uniform }) => [uniform(), uniform()]],
    ['an even cube', 3, ({ uniform }) => [uniform(), uniform(), uniform()]],
    ['an even disc', 2, ({ uniform }) => polar(Math.sqrt(uniform()), 2 * Math.PI * uniform())],
    ['an even triangle', 2, ({ uniform }) => folded(uniform(), uniform())],
    ['one round blob', 3, ({ normal }) => [normal(), normal(), normal()]],
    ['one long blob', 3, ({ normal }) => [9 * normal(), normal(), normal()]],
    ['one skewed blob', 3, ({ normal }) => [Math.exp(normal()), Math.exp(normal()), Math.exp(normal())]],
    [
      'a blob with 1 in 100 scattered far and wide',
      2,
      ({ normal, chance }) => (chance(0.01) ? [20 * normal(), 20 * normal()] : [normal(), normal()]),
    ],
  ])('%s', async (_, nFeatures, row) => {
    const { verdict } = await clusterPanel(drawn(2000, nFeatures, row), {
      nFeatures,
      ks: [2, 3, 4, 5, 6],
      seed: 1,
      nInit: 3,
    });
    expect(verdict.k, verdict.words).toBeNull();
    expect(verdict.words).toMatch(/^No clusters: .*continuum/);
  });
});

describe('planted clusters are found', () => {
  test.each([2, 3, 4, 5, 6])('%i', async (planted) => {
    const points = drawn(2000, 3, ({ integer, normal }) => {
      const [x, y] = polar(12, (2 * Math.PI * integer(0, planted - 1)) / planted);
      return [x + normal(), y + normal(), normal()];
    });
    const { verdict } = await clusterPanel(points, { nFeatures: 3, ks: [2, 3, 4, 5, 6, 7], seed: 1, nInit: 3 });
    expect(verdict.k, verdict.words).toBe(planted);
  });

  test('iris: two, as by silhouette (versicolor and virginica touch)', async () => {
    const panel = await clusterPanel(iris, { nFeatures: 4, ks: [2, 3, 4, 5], seed: 1 });
    expect(panel.verdict.k, panel.verdict.words).toBe(2);
    expect(panel.results[1]).toMatchObject({
      k: 3,
      silhouette: expect.closeTo(0.55282, 5),
      calinskiHarabasz: expect.closeTo(561.628, 3),
    });
    expect(panel.knee).toBe(3);
  });
});

test('each row is what kmeans says of that k alone, and all bits are the same for 1, 2 and 5 workers', async () => {
  const points = drawn(9000, 3, ({ normal, integer }) => [
    4 * integer(0, 2) + normal(),
    normal(),
    Math.round(normal()),
  ]);
  const options = { nFeatures: 3, ks: [2, 4], seed: 5, nInit: 1, sampleSize: 800, references: 2, resamples: 2 };
  const one = await clusterPanel(points, { ...options, workers: 1 });
  for (const { k, ...row } of one.results) {
    const { labels: _, ...alone } = kmeansSync(points, { nFeatures: 3, nClusters: k, seed: 5, nInit: 1 });
    expect(row).toMatchObject(alone);
  }
  for (const workers of [2, 5]) expect(await clusterPanel(points, { ...options, workers })).toEqual(one);
  expect(one).toMatchObject({ n: 9000, nFeatures: 3, sampled: 800 });
});

test('no k, or one that cannot be, is refused', async () => {
  const points = Float64Array.of(1, 2, 3, 4);
  const at = (ks: number[]) => clusterPanel(points, { nFeatures: 1, ks, seed: 1 });
  await expect(at([])).rejects.toThrow('no k is given');
  await expect(at([1, 2])).rejects.toThrow('k = 1 of 4 points');
  await expect(at([2, 4])).rejects.toThrow('k = 4 of 4 points');
  await expect(at([2.5])).rejects.toThrow('k = 2.5');
});

test('the rule of the verdict, case by case', () => {
  const good = {
    k: 3,
    silhouette: 0.6,
    sampleSilhouetteSquared: 0.8,
    referenceSilhouetteSquared: 0.6,
    excess: 0.5,
    excessError: 0.02,
    stability: [0.9, 0.95, 0.8],
  };
  expect(clusterVerdict([good, { ...good, k: 4, silhouette: 0.5 }])).toEqual({
    k: 3,
    words:
      '3 clusters: silhouette 0.60, inertia 39 % lower than data without clusters would give, each cluster found again in resamples (Jaccard 0.80 or more); 4 would hold too, less well parted.',
  });
  expect(clusterVerdict([{ ...good, excess: 0.19 }])).toMatchObject({
    k: null,
    words: expect.stringContaining('18 % is asked for'),
  });
  expect(clusterVerdict([{ ...good, excessError: 0.2 }]).k).toBeNull();
  expect(clusterVerdict([{ ...good, referenceSilhouetteSquared: 0.76 }])).toMatchObject({
    k: null,
    words: expect.stringContaining('no better apart'),
  });
  expect(clusterVerdict([{ ...good, stability: [0.9, 0.7, 0.9] }])).toMatchObject({
    k: null,
    words: expect.stringContaining('comes back'),
  });
});

function polar(radius: number, angle: number): [number, number] {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function folded(a: number, b: number): [number, number] {
  return a + b > 1 ? [1 - a, 1 - b] : [a, b];
}
