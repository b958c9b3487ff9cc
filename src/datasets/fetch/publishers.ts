/** What a publisher says of a dataset: it is recorded beside every fetched file. */
export interface Publisher {
  readonly title: string;
  readonly licence: string;
  readonly citation: string;
  /** The page where a person finds the files. */
  readonly page: string;
}

/** Every dataset that can be fetched. */
export const publishers = {
  'online-retail-ii': {
    title: 'Online Retail II',
    licence: 'CC BY 4.0',
    citation:
      'Chen, D. (2012). Online Retail II [Dataset]. UCI Machine Learning Repository. https://doi.org/10.24432/C5CG6D',
    page: 'https://archive.ics.uci.edu/dataset/502/online+retail+ii',
  },
  'amazon-reviews-2023': {
    title: 'Amazon Reviews 2023',
    licence: 'none stated by the publisher; made for research',
    citation:
      'Hou, Y., Li, J., He, Z., Yan, A., Chen, X., McAuley, J. (2024). Bridging Language and Items for Retrieval and Recommendation. arXiv:2403.03952',
    page: 'https://amazon-reviews-2023.github.io',
  },
} as const satisfies Record<string, Publisher>;

export type FetchableDataset = keyof typeof publishers;

/** The categories of Amazon Reviews 2023 as its file names spell them. */
export const amazonCategories: readonly string[] = [
  'All_Beauty',
  'Amazon_Fashion',
  'Appliances',
  'Arts_Crafts_and_Sewing',
  'Automotive',
  'Baby_Products',
  'Beauty_and_Personal_Care',
  'Books',
  'CDs_and_Vinyl',
  'Cell_Phones_and_Accessories',
  'Clothing_Shoes_and_Jewelry',
  'Digital_Music',
  'Electronics',
  'Gift_Cards',
  'Grocery_and_Gourmet_Food',
  'Handmade_Products',
  'Health_and_Household',
  'Health_and_Personal_Care',
  'Home_and_Kitchen',
  'Industrial_and_Scientific',
  'Kindle_Store',
  'Magazine_Subscriptions',
  'Movies_and_TV',
  'Musical_Instruments',
  'Office_Products',
  'Patio_Lawn_and_Garden',
  'Pet_Supplies',
  'Software',
  'Sports_and_Outdoors',
  'Subscription_Boxes',
  'Tools_and_Home_Improvement',
  'Toys_and_Games',
  'Unknown',
  'Video_Games',
];
