import type { Random } from '../../base/random.js';
import { weighted } from '../../base/weighted.js';

/** Something the invented shop sells. */
export interface Product {
  readonly code: string;
  /** The texts under which it stands in the files; the first is the usual one. */
  readonly descriptions: readonly string[];
  /** Thousandths of a pound. */
  readonly price: number;
  readonly popularity: number;
  /** Factor on its sales by month, January first. */
  readonly season: readonly number[];
  /** Days, numbered from the first, between which it is sold. */
  readonly from: number;
  readonly until: number;
}

interface Range {
  readonly motifs: readonly string[];
  readonly items: readonly string[];
  readonly season: readonly number[];
  readonly weight: number;
}

const always = Array.from({ length: 12 }, () => 1);
const months = (quiet: number, busy: Readonly<Record<number, number>>) =>
  always.map((_, month) => busy[month] ?? quiet);

const ranges: readonly Range[] = [
  {
    motifs:
      'HEDGEHOG,SWALLOW,OAK LEAF,LIGHTHOUSE,FOXGLOVE,GINGHAM,TOADSTOOL,BICYCLE,HARBOUR,BUMBLEBEE,ALPHABET,CIRCUS,ROCKET,TULIP,STARFISH,THISTLE,LEMON,PENGUIN,DAMASK,TARTAN,WOODLAND,PAPER BOAT,HOT AIR BALLOON,MARIGOLD'.split(
        ',',
      ),
    items:
      'MUG,CUSHION COVER,TEA TOWEL,JAM JAR,PENCIL CASE,CAKE TIN,WALL CLOCK,PICTURE FRAME,KEY RING,NOTEBOOK,BUNTING,APRON,DOORSTOP,TRINKET BOX,LUNCH BAG,WATER BOTTLE,CANDLE HOLDER,HOT WATER BOTTLE,DOORMAT,STORAGE TIN,NIGHT LIGHT,PARTY CUPS,GIFT WRAP,GREETING CARD,STICKER SHEET,SHOPPING BAG,EGG CUP,COASTER,PURSE,UMBRELLA'.split(
        ',',
      ),
    season: always,
    weight: 76,
  },
  {
    motifs: 'ROBIN,SNOWFLAKE,REINDEER,HOLLY,MISTLETOE,GINGERBREAD,NORDIC'.split(','),
    items: 'BAUBLE,CHRISTMAS GARLAND,ADVENT CALENDAR,CHRISTMAS STOCKING,TREE DECORATION,CRACKERS,CHRISTMAS CARD'.split(
      ',',
    ),
    season: months(0.08, { 7: 0.4, 8: 1.3, 9: 2.4, 10: 3.6, 11: 2.6 }),
    weight: 10,
  },
  {
    motifs: 'CHICK,BUNNY,DAFFODIL,LAMB'.split(','),
    items: 'EASTER BASKET,EGG HUNT KIT,EASTER WREATH,EGG DECORATION'.split(','),
    season: months(0.05, { 1: 2, 2: 4.5, 3: 3 }),
    weight: 3,
  },
  {
    motifs: 'POTTING SHED,SWEET PEA,DRAGONFLY,TERRACE,BEEHIVE'.split(','),
    items: 'PLANT POT,GARDEN TROWEL,BIRD FEEDER,SEED PACKET TIN,WATERING CAN,PICNIC RUG,GARDEN GLOVES'.split(','),
    season: months(0.35, { 2: 1.2, 3: 2, 4: 2.4, 5: 2.2, 6: 1.6 }),
    weight: 9,
  },
  {
    motifs: 'LOVE HEART,CUPID,ROSE PETAL'.split(','),
    items: 'VALENTINE CARD,HEART GARLAND,LOVE LETTER BOX'.split(','),
    season: months(0.2, { 0: 3.5, 1: 3.5 }),
    weight: 2,
  },
];

const colours = 'RED,DUCK EGG,MUSTARD,NAVY,ROSE,SAGE,CREAM,BLACK,SILVER,LILAC,TEAL,IVORY'.split(',');
const ladder = [
  190, 290, 390, 420, 550, 650, 720, 850, 950, 1250, 1450, 1650, 1950, 2100, 2550, 2950, 3350, 3750, 4250, 4650, 4950,
  5950, 6750, 7950, 8500, 9950, 12750, 14950, 16950, 19950, 24950, 29950, 39950,
];

/** The step of the shop's price list nearest to a price, or some steps below it. */
export function listPrice(thousandths: number, stepsDown = 0): number {
  let nearest = 0;
  ladder.forEach((step, i) => {
    if (Math.abs(Math.log(step / thousandths)) < Math.abs(Math.log(ladder[nearest]! / thousandths))) nearest = i;
  });
  return ladder[Math.max(0, nearest - stepsDown)]!;
}

/** Invents products: a few sell much, some only in their season, some for a part of the two years. */
export function products(random: Random, count: number, days: number): Product[] {
  const stems = new Set<number>();
  while (stems.size < count) stems.add(random.integer(15, 90) * 1000 + random.integer(0, 999));
  const draw = weighted(ranges.map(({ weight }) => weight));
  return [...stems].map((stem, i) => {
    const range = ranges[draw(random)]!;
    const name = productName(random, range);
    const suffix = random.chance(0.25) ? random.pick(['A', 'B', 'C', 'D', 'L', 'S', 'BL']) : '';
    const brief = i > count / 2 && random.chance(0.5);
    const start = brief ? random.integer(0, Math.floor(days * 0.7)) : 0;
    return {
      code: `${stem}${suffix}`,
      descriptions: variants(random, name),
      price: listPrice(Math.exp(random.normal(Math.log(2300), 0.85))),
      popularity: Math.exp(random.normal(0, 1.35)),
      season: range.season,
      from: start,
      until: brief ? start + random.integer(90, days) : days,
    };
  });
}

function productName(random: Random, { motifs, items }: Range): string {
  const [motif, item] = [random.pick(motifs), random.pick(items)];
  const kind = random.uniform();
  if (kind < 0.45) return `${random.pick(colours)} ${motif} ${item}`;
  if (kind < 0.65) return `SET OF ${random.pick([2, 3, 4, 6, 12])} ${motif} ${item.replace(/S?$/, 'S')}`;
  return `${motif} ${item}${random.pick(['', '', '', ' SMALL', ' LARGE', ' VINTAGE', ' + CARD'])}`;
}

function variants(random: Random, name: string): string[] {
  const all = [name];
  if (random.chance(0.1)) all.push(`${name} `);
  if (random.chance(0.04)) all.push(` ${name}`);
  if (random.chance(0.12)) all.push(name.replace('SET OF ', 'SET/').replace(' ', '  '));
  if (random.chance(0.08)) all.push(`${name} DESIGN`);
  if (random.chance(0.04)) all.push(name.replace(/[AEIOU](?=[^AEIOU]*$)/, ''));
  return all;
}
