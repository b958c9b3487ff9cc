import type { Random } from '../../base/random.js';

/** A planted kind of customer: how often and how much it buys, and when. */
export interface Segment {
  readonly name: 'wholesaler' | 'loyal' | 'occasional' | 'one-time' | 'lapsed';
  /** Share of the customers. */
  readonly share: number;
  orders(random: Random): number;
  /** Days between which it is active, of so many. */
  active(random: Random, days: number): readonly [from: number, to: number];
  /** Median number of lines of an order. */
  readonly lines: number;
  /** Units of a line. */
  quantity(random: Random): number;
  /** Steps of the price list below the list price. */
  readonly discount: number;
  /** One customer in so many lives abroad. */
  readonly abroadEvery: number;
}

/** Units that a shopper takes of a product, as often as they stand here. */
const units = [
  1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 6, 6, 6, 6, 8, 10, 12, 12, 12, 12, 24, 24, 48,
];
const shopper = (random: Random) => random.pick(units);

/** Packs, their number Pareto distributed and cut at 60. */
const packs = (random: Random) =>
  random.pick([2, 4, 6, 10, 12, 24]) * Math.min(60, Math.floor((1 - random.uniform()) ** (-1 / 1.7)));

const throughout = (_: Random, days: number) => [0, days] as const;

export const segments: readonly Segment[] = [
  {
    name: 'wholesaler',
    share: 0.03,
    orders: (random) => 8 + Math.round(30 * Math.exp(random.normal(-0.1, 0.6))),
    active: throughout,
    lines: 22,
    quantity: packs,
    discount: 2,
    abroadEvery: 6,
  },
  {
    name: 'loyal',
    share: 0.14,
    orders: (random) => 8 + random.poisson(7),
    active: throughout,
    lines: 15,
    quantity: shopper,
    discount: 0,
    abroadEvery: 11,
  },
  {
    name: 'occasional',
    share: 0.38,
    orders: (random) => 2 + random.poisson(1.8),
    active: throughout,
    lines: 15,
    quantity: shopper,
    discount: 0,
    abroadEvery: 11,
  },
  {
    name: 'one-time',
    share: 0.27,
    orders: () => 1,
    active: throughout,
    lines: 13,
    quantity: shopper,
    discount: 0,
    abroadEvery: 11,
  },
  {
    name: 'lapsed',
    share: 0.18,
    orders: (random) => 2 + random.poisson(2.8),
    active: (random, days) => [0, Math.floor(days * (0.25 + 0.25 * random.uniform()))],
    lines: 15,
    quantity: shopper,
    discount: 0,
    abroadEvery: 11,
  },
];

/** Units of a line of a guest of the web shop. */
export const guestQuantity = (random: Random): number =>
  random.chance(0.7) ? 1 : random.chance(0.5) ? 2 : random.chance(0.8) ? random.integer(3, 8) : random.integer(10, 60);
