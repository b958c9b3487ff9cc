/** A stream of random numbers that a seed settles: the same on every machine, whatever else runs. */
export interface Random {
  /** In [0, 1), 53 bits. */
  uniform(): number;
  /** A whole number in [low, high], both included. */
  integer(low: number, high: number): number;
  normal(mean?: number, deviation?: number): number;
  poisson(mean: number): number;
  /** True with the probability `p`. */
  chance(p: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** A stream of its own for a part of the work, so that a change in one part leaves the others as they are. */
  fork(label: number): Random;
}

/**
 * sfc32 (Chris Doty-Humphrey's Small Fast Counter, period at least 2^32), its state filled by splitmix32 from the seed.
 *
 * @param seed a whole number; its low 53 bits count.
 */
export function random(seed: number): Random {
  const low = (Math.abs(seed) % 4294967296) | 0;
  const high = Math.floor(Math.abs(seed) / 4294967296) | 0;
  const fill = splitmix32(low ^ Math.imul(high, 0x9e3779b1));
  let a = fill();
  let b = fill();
  let c = fill();
  let counter = 1;

  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) next();

  const uniform = (): number => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  const integer = (from: number, to: number): number => from + Math.floor(uniform() * (to - from + 1));
  const normal = (mean = 0, deviation = 1): number =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

  return {
    uniform,
    integer,
    normal,
    poisson(mean) {
      if (mean > 30) return Math.max(0, Math.round(normal(mean, Math.sqrt(mean))));
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = uniform(); product > limit; product *= uniform()) count++;
      return count;
    },
    chance: (p) => uniform() < p,
    pick: (items) => items[integer(0, items.length - 1)]!,
    fork: (label) => random((next() ^ Math.imul(label + 1, 0x85ebca6b)) >>> 0),
  };
}

function splitmix32(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return (z ^ (z >>> 15)) | 0;
  };
}
