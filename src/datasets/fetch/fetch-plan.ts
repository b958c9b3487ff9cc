import path from 'node:path';
import { closest } from 'fastest-levenshtein';
import { TillbookError } from '../../base/errors.js';
import { amazonCategories, type FetchableDataset, type Publisher, publishers } from './publishers.js';
import type { Shard } from './shard-listing.js';

/** What a file must be, judged by its own bytes. */
export type FileForm = 'zip' | 'gzip' | 'parquet' | 'text';

/** One file to be fetched. */
export interface PlannedFile {
  /** URL, or the absolute path of a copy. */
  readonly from: string;
  /** Path under the data folder, as the readers of the dataset expect it. */
  readonly target: string;
  readonly form: FileForm;
  /** What the publisher states; null where it states nothing. */
  readonly bytes: number | null;
  readonly sha256: string | null;
}

/** What a fetch will do, before anything is done. */
export interface FetchPlan extends Publisher {
  readonly dataset: FetchableDataset;
  readonly files: readonly PlannedFile[];
}

/** What was asked for. */
export interface FetchRequest {
  readonly dataset: string;
  /** Amazon Reviews 2023: as in the file names; case and blanks do not matter. */
  readonly category?: string | undefined;
  /** Amazon Reviews 2023: this Parquet part of the reviews, from 1, with all parts of the products. */
  readonly part?: number | undefined;
  /** A mirror: the URL or path of the file itself; with a slash at its end, or an existing folder, what holds the files. */
  readonly from?: string | undefined;
}

/** A checked request: its mirror is known to be a folder or not. */
export interface Wanted {
  readonly dataset: FetchableDataset;
  readonly category: string;
  readonly part: number | null;
  readonly from: { readonly place: string; readonly isFolder: boolean } | null;
}

const uci = 'https://archive.ics.uci.edu/static/public/502/online+retail+ii.zip';
const lab = 'https://mcauleylab.ucsd.edu/public_datasets/data/amazon_2023/raw/';
const hub = 'https://huggingface.co/';
const repository = 'datasets/McAuley-Lab/Amazon-Reviews-2023';

/**
 * Checks a request.
 *
 * @param isFolder whether a path of this machine is a folder.
 * @throws TillbookError BAD_PARAMETER with the nearest name that exists.
 */
export function wantedFetch(request: FetchRequest, isFolder: (place: string) => boolean): Wanted {
  const { dataset, category, part, from } = request;
  if (!(dataset in publishers)) {
    throw new TillbookError('BAD_PARAMETER', `there is no "${dataset}" to fetch`, {
      hint: `what can be fetched: ${Object.keys(publishers).join(', ')}`,
    });
  }
  const isAmazon = dataset === 'amazon-reviews-2023';
  if (!isAmazon && (category !== undefined || part !== undefined)) {
    throw new TillbookError('BAD_PARAMETER', `${dataset} has neither categories nor parts`, {
      hint: `tillbook data fetch ${dataset}`,
    });
  }
  if (part !== undefined && !(Number.isSafeInteger(part) && part >= 1)) {
    throw new TillbookError('BAD_PARAMETER', `--part is ${part}`, { hint: 'parts are counted from 1' });
  }
  const place = from === undefined ? null : isUrl(from) ? from : path.resolve(from);
  return {
    dataset: dataset as FetchableDataset,
    category: isAmazon ? knownCategory(category) : '',
    part: part ?? null,
    from: place === null ? null : { place, isFolder: isUrl(place) ? endsWithSlash(place) : isFolder(place) },
  };
}

/** True of an address with http or https; anything else is a path. */
export function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** The lists that must be read before a plan can be made: folder of the repository to URL or path; empty without a part. */
export function listingsFor({ category, part, from }: Wanted): Record<string, string> {
  if (part === null || (from !== null && !from.isFolder)) return {};
  return Object.fromEntries(
    shardFolders(category).map((folder) => [
      folder,
      from !== null && !isUrl(from.place)
        ? path.join(from.place, folder)
        : `${from?.place ?? hub}api/${repository}/tree/main/${folder}`,
    ]),
  );
}

/**
 * The plan of a fetch: where from, where to, and what the publisher states of size and checksum. It asks nobody.
 *
 * @param listings what `listingsFor` asked for: the shards of each folder.
 * @throws TillbookError BAD_PARAMETER for a part that does not exist or a mirror's file that is none of the dataset's.
 */
export function fetchPlan(wanted: Wanted, listings: Readonly<Record<string, readonly Shard[]>> = {}): FetchPlan {
  const { dataset } = wanted;
  const files = dataset === 'online-retail-ii' ? retailFiles(wanted) : amazonFiles(wanted, listings);
  return { dataset, ...publishers[dataset], files };
}

function retailFiles({ from }: Wanted): PlannedFile[] {
  const place = from === null ? uci : from.isFolder ? within(from.place, 'online+retail+ii.zip') : from.place;
  const extension = path.extname(nameOf(place)).toLowerCase() || '.zip';
  return [planned(place, `online-retail-ii${extension}`)];
}

function amazonFiles(wanted: Wanted, listings: Readonly<Record<string, readonly Shard[]>>): PlannedFile[] {
  const { category, part, from } = wanted;
  if (from !== null && !from.isFolder) return [oneOfAmazon(from.place, category)];
  if (part !== null) return shards(wanted, part, listings);
  return [
    ['review_categories/', `${category}.jsonl.gz`],
    ['meta_categories/', `meta_${category}.jsonl.gz`],
  ].map(([folder, name]) => planned(from === null ? `${lab}${folder}${name}` : within(from.place, name!), name!));
}

function shards(
  { category, from }: Wanted,
  part: number,
  listings: Readonly<Record<string, readonly Shard[]>>,
): PlannedFile[] {
  const [reviews = '', products = ''] = shardFolders(category);
  const all = listings[reviews] ?? [];
  const chosen = all[part - 1];
  if (chosen === undefined) {
    throw new TillbookError('BAD_PARAMETER', `there is no part ${part} of ${category}`, {
      hint: all.length === 0 ? 'no part is listed there' : `its reviews come in ${all.length} parts, counted from 1`,
    });
  }
  return [chosen, ...(listings[products] ?? [])].map(({ path: name, bytes, sha256 }) => ({
    ...planned(
      from !== null && !isUrl(from.place)
        ? path.join(from.place, name)
        : `${from?.place ?? hub}${repository}/resolve/main/${name}`,
      name,
    ),
    bytes,
    sha256,
  }));
}

function oneOfAmazon(place: string, category: string): PlannedFile {
  const name = nameOf(place);
  if (name === `${category}.jsonl.gz` || name === `meta_${category}.jsonl.gz`) return planned(place, name);
  const folder = shardFolders(category).find((one) => place.includes(`/${one}/`) || place.includes(`\\${one}\\`));
  if (folder !== undefined && /^full-\d{5}-of-\d{5}\.parquet$/.test(name)) return planned(place, `${folder}/${name}`);
  throw new TillbookError('BAD_PARAMETER', `${name} is no file of ${category}`, {
    hint: `a mirror's file is ${category}.jsonl.gz, meta_${category}.jsonl.gz or ${shardFolders(category)[0]}/full-00000-of-00001.parquet; an address that ends in / is taken for the folder of them all`,
  });
}

function planned(from: string, target: string): PlannedFile {
  return { from, target, form: formOf(target), bytes: null, sha256: null };
}

const forms: Readonly<Record<string, FileForm>> = {
  '.zip': 'zip',
  '.xlsx': 'zip',
  '.gz': 'gzip',
  '.parquet': 'parquet',
  '.csv': 'text',
};

function formOf(target: string): FileForm {
  const form = forms[path.extname(target)];
  if (form !== undefined) return form;
  throw new TillbookError('BAD_PARAMETER', `a file "${path.extname(target)}" is none that this dataset comes in`, {
    hint: 'known: .zip, .xlsx, .csv, .csv.gz, .parquet',
  });
}

function shardFolders(category: string): [string, string] {
  return [`raw_review_${category}`, `raw_meta_${category}`];
}

function knownCategory(category: string | undefined): string {
  if (category === undefined) {
    throw new TillbookError('BAD_PARAMETER', 'amazon-reviews-2023 needs a category', {
      hint: `--category with one of: ${amazonCategories.join(', ')}`,
    });
  }
  const spelt = category.trim().replace(/[\s_]+/g, '_');
  const known = amazonCategories.find((name) => name.toLowerCase() === spelt.toLowerCase());
  if (known !== undefined) return known;
  throw new TillbookError('BAD_PARAMETER', `there is no category "${category}" in amazon-reviews-2023`, {
    hint: `did you mean ${closest(spelt, [...amazonCategories])}?`,
  });
}

function within(folder: string, name: string): string {
  return isUrl(folder) ? `${folder}${name}` : path.join(folder, name);
}

function nameOf(place: string): string {
  return isUrl(place) ? decodeURIComponent(path.posix.basename(new URL(place).pathname)) : path.basename(place);
}

function endsWithSlash(url: string): boolean {
  return new URL(url).pathname.endsWith('/');
}
