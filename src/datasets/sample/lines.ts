import type { Random } from '../../base/random.js';
import { weighted } from '../../base/weighted.js';
import { dayOf, days } from './calendar.js';
import type { Order, Plan } from './plan.js';
import { listPrice, type Product, products } from './products.js';
import { guestQuantity } from './segments.js';

/** The lines of the sample, one entry a line, in the order of time. */
export interface Lines {
  readonly length: number;
  /** Number of the order in the plan. */
  readonly order: Int32Array;
  readonly code: readonly string[];
  readonly description: ReadonlyArray<string | null>;
  readonly quantity: Int32Array;
  /** Thousandths of a pound. */
  readonly price: Int32Array;
}

const notes = [
  'damaged',
  'check',
  '?',
  'found',
  'wet',
  'missing',
  'broken in transit',
  'thrown away',
  'count was wrong',
];

/** Names and prices (in thousandths, low and high) of what is no product; negative quantity where money goes out. */
const entries: Readonly<Record<string, readonly [name: string, low: number, high: number, quantity: 1 | -1]>> = {
  POST: ['POSTAGE', 14_000, 40_000, 1],
  C2: ['CARRIAGE', 50_000, 50_000, 1],
  DOT: ['DOTCOM POSTAGE', 3_000, 400_000, 1],
  M: ['Manual', 500, 250_000, 1],
  D: ['Discount', 2_000, 150_000, -1],
  S: ['SAMPLES', 3_000, 90_000, -1],
  'BANK CHARGES': ['Bank Charges', 15_000, 300_000, -1],
  ADJUST: ['Adjustment', 5_000, 200_000, 1],
  AMAZONFEE: ['AMAZON FEE', 100_000, 4_000_000, -1],
  CRUK: ['Charity commission', 2_000, 300_000, -1],
  TEST001: ['This is a test product.', 4_500, 4_500, 1],
  GIFT_0001_20: ['Gift voucher 20.00', 17_390, 17_390, 1],
  GIFT_0001_30: ['Gift voucher 30.00', 26_080, 26_080, 1],
  B: ['Adjust bad debt', -9_000_000, -500_000, 1],
};

/** Codes of entries that stand on a `C` invoice, as money that goes out does. */
export const isPaidOut = (code: string): boolean => entries[code]?.[3] === -1;

/** Writes the lines of a plan. */
export function lines(random: Random, { orders }: Plan, rows: number): Lines {
  const goods = products(random.fork(1), Math.round(Math.min(4600, 300 + rows / 100)), days);
  const total = orders.reduce((sum, order) => sum + order.lines, 0);
  const order = new Int32Array(total);
  const quantity = new Int32Array(total);
  const price = new Int32Array(total);
  const code: string[] = [];
  const description: Array<string | null> = [];
  const begins = new Map<Order, number>();
  const write = (at: number, productCode: string, text: string | null, units: number, unitPrice: number) => {
    order[code.length] = at;
    quantity[code.length] = units;
    price[code.length] = unitPrice;
    code.push(productCode);
    description.push(text);
  };
  const again = (at: number, line: number, units: number) =>
    write(at, code[line]!, description[line]!, units, price[line]!);

  const choose = seasonalChoice(goods);
  orders.forEach((current, i) => {
    begins.set(current, code.length);
    const taken = new Set<number>();
    const pick = () => {
      let drawn = choose(random, current.time);
      for (let tries = 0; taken.has(drawn) && tries < 6; tries++) drawn = choose(random, current.time);
      taken.add(drawn);
      return goods[drawn]!;
    };
    if (current.kind === 'cancellation') {
      const first = begins.get(current.origin!)!;
      const kept = current.origin!.lines - (current.origin!.code ? 1 : 0);
      const worth = (start: number) => quantity[first + start]! * price[first + start]!;
      const starts = [0, 1, 2, 3].map(() => random.integer(0, kept - current.lines));
      const start = starts.reduce((best, other) => (worth(other) > worth(best) ? other : best));
      for (let n = 0; n < current.lines; n++) {
        const sold = quantity[first + start + n]!;
        again(i, first + start + n, -(random.chance(0.7) ? sold : random.integer(1, sold)));
      }
    } else if (current.kind === 'stock') {
      const product = pick();
      const text = random.chance(0.7) ? null : random.chance(0.6) ? random.pick(notes) : product.descriptions[0]!;
      write(i, product.code, text, random.chance(0.57) ? -random.integer(1, 200) : random.integer(1, 60), 0);
    } else {
      for (let n = current.lines - (current.code ? 1 : 0); n > 0; n--) {
        const isFirst = begins.get(current) === code.length;
        if (!isFirst && random.chance(0.009)) again(i, code.length - 1, quantity[code.length - 1]!);
        else writeSale(random, current, pick(), (...line) => write(i, ...line));
      }
      if (current.code) {
        const [name, low, high, sign] = entries[current.code]!;
        write(i, current.code, name, sign, Math.round((low + (high - low) * random.uniform() ** 3) / 10) * 10);
      }
    }
  });
  return { length: total, order, code, description, quantity, price };
}

function writeSale(
  random: Random,
  { customer }: Order,
  product: Product,
  write: (code: string, text: string, units: number, price: number) => void,
): void {
  const text = product.descriptions[random.chance(0.6) ? 0 : random.integer(0, product.descriptions.length - 1)]!;
  const code = random.chance(0.004) ? product.code.toLowerCase() : product.code;
  if (customer === undefined) write(code, text, guestQuantity(random), listPrice(product.price * 1.9));
  else {
    const units = customer.segment.quantity(random);
    const steps = Math.max(customer.segment.discount, units >= 24 ? 1 : 0);
    const given = random.chance(0.0001);
    write(code, text, units, given ? 0 : listPrice(product.price, steps));
  }
}

/** Draws a product by its popularity, its season and whether it is sold at the time; the weights hold for a month. */
function seasonalChoice(goods: readonly Product[]): (random: Random, time: number) => number {
  let known = -1;
  let draw = weighted([1]);
  return (random, time) => {
    const date = new Date(time * 1000);
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    if (month !== known) {
      known = month;
      const today = dayOf(time);
      draw = weighted(
        goods.map(({ popularity, season, from, until }) =>
          today >= from - 30 && today < until ? popularity * season[month % 12]! : 0,
        ),
      );
    }
    return draw(random);
  };
}
