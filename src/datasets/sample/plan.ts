import type { Random } from '../../base/random.js';
import { weighted } from '../../base/weighted.js';
import { dayOf, days, inBothFiles, moment, opened } from './calendar.js';
import { abroad, home } from './countries.js';
import { type Segment, segments } from './segments.js';

export interface Customer {
  readonly id: number;
  readonly segment: Segment;
  readonly country: string;
}

/** An invoice to be: when, whose, and of how many lines. */
export interface Order {
  readonly kind: 'order' | 'cancellation' | 'stock' | 'entry';
  readonly time: number;
  readonly customer: Customer | undefined;
  readonly country: string;
  /** Lines in all, the fee among them. */
  readonly lines: number;
  /** Code of the fee that is the last line; of an `entry` the code of its one line. */
  readonly code?: string;
  /** Of a cancellation: the order that it takes back. */
  readonly origin?: Order;
}

export interface Plan {
  readonly customers: readonly Customer[];
  readonly orders: readonly Order[];
}

/** Share of the lines that customers with a number order; guests, stock and entries make the rest. */
const identified = 0.745;

/** Decides who orders when, so that both files together hold exactly so many lines. */
export function plan(random: Random, rows: number): Plan {
  const orders: Order[] = [];
  let left = rows;
  const cost = (time: number, lines: number) => lines * (inBothFiles(time) ? 2 : 1);
  const add = (order: Order): boolean => {
    const lines = cost(order.time, order.lines);
    if (lines > left) return false;
    left -= lines;
    orders.push(order);
    return true;
  };

  const customers = planCustomers(random.fork(1), rows, () => left, add);
  planReturns(random.fork(2), [...orders], add);
  planStockAndEntries(random.fork(3), rows, add);
  planGuests(random.fork(4), () => left, add);
  return {
    customers,
    orders: orders
      .map((order, i) => ({ order, i }))
      .sort(byTime)
      .map(({ order }) => order),
  };
}

const byTime = (a: { order: Order; i: number }, b: { order: Order; i: number }) =>
  a.order.time - b.order.time || a.i - b.i;

type Add = (order: Order) => boolean;

function planCustomers(random: Random, rows: number, left: () => number, add: Add): Customer[] {
  const draw = weighted(segments.map(({ share }) => share));
  const country = countryOf(random);
  const customers: Customer[] = [];
  const seen = new Map<Segment, number>();
  while (left() > rows * (1 - identified)) {
    const segment = segments[draw(random)]!;
    const nth = (seen.get(segment) ?? 0) + 1;
    seen.set(segment, nth);
    const customer = { id: 12346 + customers.length, segment, country: country(nth, segment.abroadEvery) };
    customers.push(customer);
    const [from, to] = segment.active(random, days);
    for (let n = segment.orders(random); n > 0; n--) {
      const code = feeOf(random, customer.country);
      const lines = Math.min(300, Math.ceil(segment.lines * Math.exp(random.normal(0, 0.85)))) + (code ? 1 : 0);
      const fits = Math.min(lines, Math.max(2, Math.floor((left() - rows * (1 - identified)) / 2)));
      add({
        kind: 'order',
        time: moment(random, from, to),
        customer,
        country: customer.country,
        lines: fits,
        ...(code && { code }),
      });
      if (left() <= rows * (1 - identified)) break;
    }
  }
  return customers;
}

/** Some customers of a segment live abroad, each country once before any comes again by its weight. */
function countryOf(random: Random): (nth: number, every: number) => string {
  const draw = weighted(abroad.map(([, weight]) => weight));
  let foreigners = 0;
  return (nth, every) => {
    if (nth % every !== Math.floor(every / 2)) return home;
    const i = foreigners++;
    return abroad[i < abroad.length ? i : draw(random)]![0];
  };
}

function feeOf(random: Random, country: string): string | undefined {
  if (country === home) return random.chance(0.01) ? 'POST' : undefined;
  if (country === 'EIRE' || country === 'Channel Islands') return random.chance(0.35) ? 'C2' : undefined;
  return random.chance(0.6) ? 'POST' : undefined;
}

function planReturns(random: Random, orders: readonly Order[], add: Add): void {
  for (const origin of orders) {
    if (!random.chance(0.27)) continue;
    const time = moment(random, dayOf(origin.time) + 1, dayOf(origin.time) + 45);
    const goods = origin.lines - (origin.code ? 1 : 0);
    const lines = Math.min(goods, 1 + random.poisson(1.2));
    if (time >= origin.time + 86_400 && lines > 0)
      add({ ...without(origin), kind: 'cancellation', time, lines, origin });
  }
}

const without = ({ code: _, ...order }: Order): Omit<Order, 'code'> => order;

/** Codes of entries that are no sale of goods, and how many there are in 100,000 lines. */
const entries: ReadonlyArray<readonly [code: string, rate: number]> = [
  ['M', 130],
  ['D', 16],
  ['S', 10],
  ['BANK CHARGES', 9],
  ['ADJUST', 6],
  ['AMAZONFEE', 4],
  ['CRUK', 2],
  ['TEST001', 2],
  ['GIFT_0001_20', 5],
  ['GIFT_0001_30', 4],
  ['B', 1],
];

function planStockAndEntries(random: Random, rows: number, add: Add): void {
  const once = (kind: 'stock' | 'entry', code?: string) =>
    add({ kind, time: moment(random), customer: undefined, country: home, lines: 1, ...(code && { code }) });
  for (let n = Math.round(rows * 0.0057); n > 0; n--) once('stock');
  for (const [code, rate] of entries) {
    for (let n = Math.max(1, Math.round((rows * rate) / 100_000)); n > 0; n--) once('entry', code);
  }
}

function planGuests(random: Random, left: () => number, add: Add): void {
  const draw = weighted(abroad.map(([, weight]) => weight));
  while (left() > 0) {
    const lines = Math.min(400, Math.ceil(14 * Math.exp(random.normal(0, 1.7))));
    const country = random.chance(0.04) ? abroad[draw(random)]![0] : home;
    const code = lines > 20 && random.chance(0.8) ? 'DOT' : undefined;
    const order = { kind: 'order', customer: undefined, country, ...(code && { code }) } as const;
    if (add({ ...order, time: moment(random), lines })) continue;
    const day = random.integer(7, 300);
    add({ ...order, time: opened + day * 86_400 + 12 * 3600, lines: Math.min(lines, left()) });
  }
}
