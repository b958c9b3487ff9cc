import type { Relation } from '../../engine/engine.js';

/** Why a review was removed, or that it was kept; `rejected`: a line that could not be read. */
export const reviewsSteps = [
  'rejected',
  'not-verified',
  'outside-years',
  'duplicate',
  'outside-window',
  'repeat',
  'no-product',
  'unwanted-category',
  'missing-category',
  'no-price',
  'other-currency',
  'price-too-low',
  'kept',
] as const;
/** One of `reviewsSteps`. */
export type ReviewsStep = (typeof reviewsSteps)[number];

/** How many reviews a step removed, or were kept: of every line exactly one row tells. */
export interface ReviewsWaterfallRow {
  readonly class: ReviewsStep;
  readonly rows: number;
  /** Sum of the prices of their products where one is known, in the dataset's currency. */
  readonly amount: number;
}

/** Reviews of one category, cleaned, with an account of every line. */
export interface ReviewsDataset {
  readonly name: string;
  readonly title: string;
  readonly category: string;
  /** True if the sample generator made the data: say so wherever figures are shown. */
  readonly synthetic: boolean;
  /** ISO 4217. */
  readonly currency: string;
  /** The files as they are: reviews, then products. */
  readonly raw: readonly Relation[];
  readonly relations: {
    /** What the cleaning kept; title and text only where they were asked for. */
    readonly reviews: Relation;
    readonly products: Relation;
    /** Every review with types and names of `reviewsSchema`, nothing removed; text is read where a query names it. */
    readonly all: Relation;
  };
  readonly cleaning: 'default' | 'published';
  /** Half-open in the default cleaning; both ends belong to it in the published one. */
  readonly window: { readonly from: string; readonly to: string };
  readonly waterfall: readonly ReviewsWaterfallRow[];
  readonly notes: readonly string[];
}
