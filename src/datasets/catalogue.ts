/** What is known of a dataset before it is opened. */
export interface CatalogueEntry {
  readonly title: string;
  readonly licence: string;
  readonly source: string;
  /** Lines of all its files; null where that is a choice. */
  readonly rows: number | null;
}

/** Every dataset by its name. */
export const catalogue = {
  'online-retail-ii': {
    title: 'Online Retail II',
    licence: 'CC BY 4.0',
    source: 'UCI Machine Learning Repository 502, doi 10.24432/C5CG6D',
    rows: 1_067_371,
  },
  'amazon-reviews-2023': {
    title: 'Amazon Reviews 2023',
    licence: 'for research, as its authors state',
    source: 'McAuley Lab, arXiv 2403.03952',
    rows: null,
  },
  sample: {
    title: 'Synthetic retail sample',
    licence: 'MIT',
    source: 'made by Tillbook, seeded',
    rows: null,
  },
  'reviews-sample': {
    title: 'Synthetic sample of reviews',
    licence: 'MIT',
    source: 'made by Tillbook, seeded',
    rows: null,
  },
} as const satisfies Record<string, CatalogueEntry>;
