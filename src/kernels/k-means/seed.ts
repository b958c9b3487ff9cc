import type { Random } from '../../base/random.js';
import { type Member, potentialSlot, total } from './member.js';
import { resultsPerTask } from './workspace.js';

/**
 * Greedy k-means++ (Arthur & Vassilvitskii 2007, with scikit-learn's 2 + floor(ln k) trials a step): each next seed is the best of
 * several points drawn with a probability in proportion to weight x squared distance to the nearest seed so far.
 * A leaf that lies farther from a trial than from its own seeds is not looked into.
 */
export function plusPlusSeeds(self: Member, nClusters: number, random: Random): Float64Array {
  const { nFeatures } = self.layout;
  const seeds = new Float64Array(nClusters * nFeatures);
  const trials = 2 + Math.floor(Math.log(nClusters));
  const first = self.point(weightedPlace(self, random));
  seeds.set(first);
  let potential = plant(self, first, true);
  for (let seed = 1; seed < nClusters; seed++) {
    const places = Array.from({ length: trials }, () => self.point(drawByDistance(self, random.uniform() * potential)));
    const best = places[bestTrial(self, places)]!;
    seeds.set(best, seed * nFeatures);
    potential = plant(self, best, false);
  }
  return seeds;
}

/** nClusters different rows, each point equally likely. */
export function randomSeeds(self: Member, nClusters: number, random: Random): Float64Array {
  const places = new Set<number>();
  while (places.size < nClusters) places.add(random.integer(0, self.layout.n - 1));
  const seeds = new Float64Array(nClusters * self.layout.nFeatures);
  [...places].forEach((place, i) => {
    seeds.set(self.point(place), i * self.layout.nFeatures);
  });
  return seeds;
}

/** Takes a seed; answers the sum of weight x squared distance that is left. */
export function plant(self: Member, seed: Float64Array, first: boolean): number {
  self.centroids.set(seed);
  self.crew.each(self.layout.tasks, (task) => self.run.plant(self.space, task, self.centroidsAt, first ? 1 : 0));
  return total(self, potentialSlot);
}

function bestTrial(self: Member, places: readonly Float64Array[]): number {
  places.forEach((place, i) => {
    self.centroids.set(place, i * self.layout.nFeatures);
  });
  self.crew.each(self.layout.tasks, (task) => self.run.trial(self.space, task, self.centroidsAt, places.length));
  const potentials = places.map((_, i) => total(self, i));
  return potentials.indexOf(Math.min(...potentials));
}

function drawByDistance(
  { layout, results, leafPotential, leafStart, nearest, weights }: Member,
  drawn: number,
): number {
  const width = layout.leaves / layout.tasks;
  let rest = drawn;
  const task = passed(0, layout.tasks, (i) => results[i * resultsPerTask + potentialSlot]!);
  const leaf = passed(task * width, (task + 1) * width, (i) => leafPotential[i]!);
  return passed(leafStart[leaf]!, leafStart[leaf + 1]!, (i) => nearest[i]! * (weights === null ? 1 : weights[i]!));

  /** The first whose share passes what is left; where rounding leaves none, the last that has a share. */
  function passed(from: number, to: number, share: (i: number) => number): number {
    let last = from;
    for (let i = from; i < to; i++) {
      const value = share(i);
      if (value <= 0) continue;
      if (rest < value) return i;
      rest -= value;
      last = i;
    }
    rest = Number.POSITIVE_INFINITY;
    return last;
  }
}

function weightedPlace({ layout: { n }, weights }: Member, random: Random): number {
  if (weights === null) return random.integer(0, n - 1);
  let sum = 0;
  for (const weight of weights) sum += weight;
  let rest = random.uniform() * sum;
  let last = 0;
  for (let i = 0; i < n; i++) {
    if (weights[i]! <= 0) continue;
    if (rest < weights[i]!) return i;
    rest -= weights[i]!;
    last = i;
  }
  return last;
}
