import { describe, expect, test } from 'vitest';
import { random } from '../../src/base/random.js';
import { weighted } from '../../src/base/weighted.js';

const draws = (seed: number, n: number) => {
  const source = random(seed);
  return Array.from({ length: n }, () => source.uniform());
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]) => {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
};

/** sfc32 and splitmix32 written out in unsigned big integers. */
function twin(seed: number, n: number): number[] {
  const mod = (value: bigint) => value & 0xffffffffn;
  let state = BigInt(seed);
  const fill = () => {
    state = mod(state + 0x9e3779b9n);
    let z = state ^ (state >> 16n);
    z = mod(z * 0x21f0aaadn);
    z ^= z >> 15n;
    z = mod(z * 0x735a2d97n);
    return z ^ (z >> 15n);
  };
  let [a, b, c, counter] = [fill(), fill(), fill(), 1n];
  const next = () => {
    const t = mod(a + b + counter);
    counter = mod(counter + 1n);
    a = b ^ (b >> 9n);
    b = mod(c + (c << 3n));
    c = mod(mod((c << 21n) | (c >> 11n)) + t);
    return t;
  };
  for (let i = 0; i < 12; i++) next();
  return Array.from({ length: n }, () => Number(((next() >> 5n) << 26n) | (next() >> 6n)) / 2 ** 53);
}

describe('random', () => {
  test('a seed settles the stream, and other seeds give others, beyond 32 bits too', () => {
    expect(draws(1, 5)).toEqual(draws(1, 5));
    const firsts = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, 2 ** 40].map((seed) => draws(seed, 1)[0]);
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  test('it is sfc32 over splitmix32: a twin in big integers draws the same', () => {
    for (const seed of [0, 1, 4294967295]) expect(draws(seed, 50)).toEqual(twin(seed, 50));
  });

  test('uniform numbers fill twenty cells evenly (chi-square, 19 degrees, far tail 60) and do not follow each other', () => {
    const values = draws(7, 100_000);
    const cells = Array.from({ length: 20 }, () => 0);
    for (const value of values) cells[Math.floor(value * 20)]! += 1;
    expect(cells.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0)).toBeLessThan(60);
    const lagged = mean(values.slice(1).map((value, i) => (value - 0.5) * (values[i]! - 0.5)));
    expect(Math.abs(lagged)).toBeLessThan(0.002);
  });

  test('normal, Poisson and whole numbers have the moments that their names promise', () => {
    const source = random(3);
    const sample = (draw: () => number) => Array.from({ length: 50_000 }, draw);
    const normal = sample(() => source.normal(10, 2));
    expect(mean(normal)).toBeCloseTo(10, 1);
    expect(Math.sqrt(variance(normal))).toBeCloseTo(2, 1);
    for (const rate of [0.5, 4, 100]) {
      const poisson = sample(() => source.poisson(rate));
      expect(Math.abs(mean(poisson) / rate - 1)).toBeLessThan(0.03);
      expect(Math.abs(variance(poisson) / rate - 1)).toBeLessThan(0.05);
    }
    const dice = sample(() => source.integer(1, 6));
    expect([Math.min(...dice), Math.max(...dice)]).toEqual([1, 6]);
    expect(mean(dice)).toBeCloseTo(3.5, 1);
  });

  test('a fork goes its own way by its label', () => {
    const [a, b] = [random(1).fork(1), random(1).fork(2)];
    expect(a.uniform()).not.toBe(b.uniform());
    expect(random(1).fork(1).uniform()).toBe(random(1).fork(1).uniform());
  });
});

describe('weighted', () => {
  test('draws in proportion, never what has no weight', () => {
    const weights = [1, 0, 3, 6];
    const draw = weighted(weights);
    const source = random(5);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 100_000; i++) counts[draw(source)]! += 1;
    expect(counts[1]).toBe(0);
    for (const i of [0, 2, 3]) expect(counts[i]! / 100_000).toBeCloseTo(weights[i]! / 10, 2);
  });

  test.each([[[]], [[0, 0]], [[1, -1]], [[Number.NaN]], [[Number.POSITIVE_INFINITY]]])('refuses %j', (weights) => {
    expect(() => weighted(weights)).toThrow(RangeError);
  });
});
