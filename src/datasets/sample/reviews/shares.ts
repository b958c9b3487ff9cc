/** Reviews and products of the real category Electronics, the largest sample that is made. */
export const full = { reviews: 43_886_944, products: 1_610_012 } as const;

/** Reviews by rating and whether the purchase was verified: of all years but 2023, and of 2023. Published counts. */
export const ratingCounts: ReadonlyArray<{
  readonly rating: number;
  readonly verified: boolean;
  readonly before: number;
  readonly in2023: number;
}> = [
  { rating: 5, verified: true, before: 24_989_268, in2023: 1_054_998 },
  { rating: 5, verified: false, before: 1_649_522, in2023: 135_960 },
  { rating: 4, verified: true, before: 4_882_367, in2023: 161_945 },
  { rating: 4, verified: false, before: 476_855, in2023: 36_558 },
  { rating: 3, verified: true, before: 2_516_223, in2023: 109_692 },
  { rating: 3, verified: false, before: 242_515, in2023: 14_635 },
  { rating: 2, verified: true, before: 1_931_242, in2023: 96_773 },
  { rating: 2, verified: false, before: 220_526, in2023: 9_063 },
  { rating: 1, verified: true, before: 4_535_579, in2023: 268_795 },
  { rating: 1, verified: false, before: 533_529, in2023: 20_897 },
];

/** Products by main category; null 106,334. The ten largest and the missing are published, the rest is a guess. */
export const categories: ReadonlyArray<readonly [name: string | null, products: number]> = [
  ['Computers', 418_868],
  ['All Electronics', 376_435],
  ['Camera & Photo', 223_690],
  ['Cell Phones & Accessories', 138_237],
  [null, 106_334],
  ['Home Audio & Theater', 106_516],
  ['Industrial & Scientific', 50_555],
  ['Car Electronics', 27_332],
  ['Tools & Home Improvement', 24_042],
  ['Amazon Home', 21_299],
  ['Office Products', 21_250],
  ['Musical Instruments', 20_000],
  ['Video Games', 17_000],
  ['Portable Audio & Accessories', 12_000],
  ['Sports & Outdoors', 11_000],
  ['GPS & Navigation', 7_000],
  ['Amazon Devices', 4_000],
  ['Automotive', 8_000],
  ['Toys & Games', 6_000],
  ['AMAZON FASHION', 3_000],
  ['Health & Personal Care', 2_500],
  ['Arts, Crafts & Sewing', 2_000],
  ['Software', 1_000],
  ['Books', 900],
  ['Baby', 600],
  ['Pet Supplies', 400],
  ['Buy a Kindle', 54],
];

/** Per cent of the reviews by year, about as the category grew; 1996 begins in May, 2023 ends in September. */
export const years: ReadonlyArray<readonly [year: number, share: number]> = [
  [1996, 0.002],
  [1997, 0.004],
  [1998, 0.01],
  [1999, 0.05],
  [2000, 0.14],
  [2001, 0.13],
  [2002, 0.14],
  [2003, 0.15],
  [2004, 0.18],
  [2005, 0.24],
  [2006, 0.3],
  [2007, 0.6],
  [2008, 0.7],
  [2009, 0.9],
  [2010, 1.3],
  [2011, 2.0],
  [2012, 3.5],
  [2013, 5.7],
  [2014, 7.2],
  [2015, 8.8],
  [2016, 9.3],
  [2017, 8.7],
  [2018, 8.9],
  [2019, 10.5],
  [2020, 10.8],
  [2021, 9.1],
  [2022, 6.3],
  [2023, 4.351],
];

/** Share of the products with a price is `rare` at the least sold and `rare + common` at the best sold: 33 % of all. */
export const priced = { rare: 0.25, common: 0.4 } as const;
