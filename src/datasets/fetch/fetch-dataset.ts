import { statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { TillbookError } from '../../base/errors.js';
import { copyLocal } from './copy-local.js';
import { download } from './download.js';
import { cannotWrite, waysOn } from './failures.js';
import { type FetchPlan, type FetchRequest, fetchPlan, isUrl, type PlannedFile, wantedFetch } from './fetch-plan.js';
import { type FetchReporter, silentReporter } from './fetch-reporter.js';
import { holdTarget } from './hold-target.js';
import { type HttpClient, httpClient, type Proxies } from './http-client.js';
import { openPart, removeLeftovers, removePart } from './part-file.js';
import { publicUrl } from './public-url.js';
import { readListings } from './read-listings.js';
import { settle, settled } from './settle.js';
import { readSourceRecord, type SourceRecord } from './source-record.js';
import { defaultTimings, type FetchTimings } from './timings.js';

export interface FetchOptions {
  /** The data folder; made if it is not there. */
  readonly folder: string;
  readonly proxies: Proxies;
  readonly timings?: FetchTimings;
  readonly reporter?: FetchReporter;
  readonly signal?: AbortSignal;
  /** In [0, 1), for the jitter of pauses. */
  readonly random?: () => number;
}

/** A file that is here, whole. */
export interface FetchedFile extends SourceRecord {
  readonly file: string;
  /** It was here before: nothing was asked of anybody. */
  readonly wasHere: boolean;
}

/**
 * Fetches a dataset as its publisher ships it into a folder: resumes what an earlier run began, retries, checks, and
 * gives a file its name only when it is whole and on the disk. What is here already is checked and left.
 *
 * @throws TillbookError ENGINE_UNAVAILABLE (host not reached), DATA_MISSING (not given), BAD_INPUT (wrong bytes),
 *   CANNOT_WRITE (disk, or another fetch at work), BAD_PARAMETER, INTERRUPTED.
 */
export async function fetchDataset(request: FetchRequest, options: FetchOptions): Promise<FetchedFile[]> {
  const { folder, proxies, timings = defaultTimings, signal = new AbortController().signal } = options;
  const client = httpClient(proxies, timings.idle);
  const context = {
    client,
    timings,
    signal,
    folder,
    reporter: options.reporter ?? silentReporter,
    random: options.random ?? Math.random,
  };
  try {
    const wanted = wantedFetch(request, isFolder);
    const plan = fetchPlan(wanted, await readListings(wanted, patient(context)));
    const fetched: FetchedFile[] = [];
    for (const file of plan.files) fetched.push(await fetchFile(plan, file, context));
    return fetched;
  } finally {
    await client.close();
  }
}

interface Context {
  readonly client: HttpClient;
  readonly timings: FetchTimings;
  readonly signal: AbortSignal;
  readonly folder: string;
  readonly reporter: FetchReporter;
  readonly random: () => number;
}

async function fetchFile(plan: FetchPlan, file: PlannedFile, context: Context): Promise<FetchedFile> {
  const target = path.join(context.folder, file.target);
  await mkdir(path.dirname(target), { recursive: true }).catch((error) => {
    throw cannotWrite(target, error);
  });
  const lost = new AbortController();
  const release = await holdTarget(target, context.timings.staleLock, () =>
    lost.abort(cannotWrite(target, new Error('another process took it over'))),
  );
  try {
    await removeLeftovers(target);
    const here = await present(file, target);
    if (here !== null) {
      context.reporter.note(`${file.target} is here already, and whole`);
      return { ...here, file: target, wasHere: true };
    }
    const signal = AbortSignal.any([context.signal, lost.signal]);
    const record = await bring(plan, file, target, patient({ ...context, signal }));
    context.reporter.finished(file.target, record.bytes);
    return { ...record, file: target, wasHere: false };
  } finally {
    await release();
  }
}

type Patient = ReturnType<typeof patient>;

function patient<T extends Omit<Context, 'folder'>>(context: T) {
  return {
    ...context,
    onPause: (reason: string, milliseconds: number) =>
      context.reporter.note(`${reason}; next attempt in ${(milliseconds / 1000).toFixed(1)} s`),
  };
}

async function bring(plan: FetchPlan, file: PlannedFile, target: string, context: Patient): Promise<SourceRecord> {
  const url = isUrl(file.from) ? publicUrl(file.from) : file.from;
  if (url === target) {
    throw new TillbookError('BAD_PARAMETER', `${target} cannot be fetched from itself`, {
      hint: 'name another --from',
    });
  }
  const part = await openPart(target, { url, sha256: file.sha256 });
  try {
    const ways = waysOn(plan, target);
    const sum = await (isUrl(file.from) ? download : copyLocal)(file, part, { ...context, ways });
    const { bytes, etag, lastModified, state } = part.here();
    const isStated = (file.sha256 ?? state?.linkedSha256 ?? null) !== null;
    const record = recordFor(plan, url, { bytes, sum, isStated, etag, lastModified });
    await settle(target, part, record);
    return record;
  } finally {
    part.close();
    if (part.here().bytes === 0) await removePart(target);
  }
}

/** The record of a file that is here and is what is wanted; a file that nobody knows anything of is not written over. */
async function present(file: PlannedFile, target: string): Promise<SourceRecord | null> {
  const record = await settled(target);
  if (record !== null) return file.sha256 === null || file.sha256 === record.sha256 ? record : null;
  const isThere = (await stat(target).catch(() => null)) !== null;
  if (!isThere || (await readSourceRecord(target)) !== null) return null;
  throw new TillbookError('CANNOT_WRITE', `${target} is there already, and was not fetched by Tillbook`, {
    hint: 'use it as it is, or move it away and run the same command again',
  });
}

function recordFor(
  { dataset, title, page, licence, citation }: FetchPlan,
  url: string,
  came: { bytes: number; sum: string; isStated: boolean; etag: string | null; lastModified: string | null },
): SourceRecord {
  const { bytes, sum, isStated, etag, lastModified } = came;
  return {
    dataset,
    title,
    url,
    page,
    fetchedAt: new Date().toISOString(),
    bytes,
    sha256: sum,
    checksumStatedBy: isStated ? 'publisher' : 'nobody',
    etag,
    lastModified,
    licence,
    citation,
  };
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
}
