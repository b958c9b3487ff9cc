import { TillbookError } from '../../base/errors.js';
import { brokenConnection } from './broken-connection.js';
import { interrupted, notGiven, unreachable, waysOn, wrongBytes } from './failures.js';
import { isUrl, listingsFor, type PlannedFile, type Wanted } from './fetch-plan.js';
import type { Answer, HttpClient } from './http-client.js';
import { nextStep } from './next-step.js';
import { type Attempt, type Patience, persist } from './persist.js';
import { publishers } from './publishers.js';
import { localShards, type Shard, shardListing } from './shard-listing.js';

/** A list of files is short; more is something else. */
const mostBytes = 8_000_000;
const nothing = { bytes: 0, total: null, etag: null, lastModified: null };

/**
 * Reads the lists that a plan needs, from the publisher or from folders of this machine.
 *
 * @throws TillbookError ENGINE_UNAVAILABLE, DATA_MISSING, BAD_INPUT, INTERRUPTED.
 */
export async function readListings(
  wanted: Wanted,
  context: Patience & { readonly client: HttpClient },
): Promise<Record<string, Shard[]>> {
  const lists: Record<string, Shard[]> = {};
  for (const [folder, place] of Object.entries(listingsFor(wanted))) {
    lists[folder] = isUrl(place)
      ? shardListing(await readText(wanted, folder, place, context), place)
      : await localShards(place);
  }
  return lists;
}

function readText(
  { dataset }: Wanted,
  target: string,
  from: string,
  context: Patience & { readonly client: HttpClient },
): Promise<string> {
  const { client, signal } = context;
  const ways = waysOn({ dataset, page: publishers[dataset].page }, `data/${target}`);
  const file: PlannedFile = { from, target, form: 'text', bytes: null, sha256: null };
  const attempt = async (): Promise<Attempt<string>> => {
    try {
      const chunks: Buffer[] = [];
      let bytes = 0;
      let early: Attempt<string> | null = null;
      const answer = ({ status, headers }: Answer): boolean => {
        const step = nextStep(status, headers, nothing, Date.now());
        if (step.step === 'stop') throw notGiven(file, step.reason, ways);
        if (step.step === 'again') early = { again: step.reason, after: step.after };
        return early === null;
      };
      const data = (chunk: Buffer): void => {
        bytes += chunk.length;
        if (bytes > mostBytes) throw wrongBytes(file, `a list of more than ${mostBytes} bytes`);
        chunks.push(chunk);
      };
      await client.get(from, {}, { answer, data }, signal);
      return early ?? { done: Buffer.concat(chunks).toString('utf8') };
    } catch (error) {
      if (error instanceof TillbookError) throw error;
      if (signal.aborted) throw interrupted(error);
      const { reason, isFinal } = brokenConnection(error);
      if (isFinal) throw unreachable(file, reason, ways, error);
      return { again: reason, cause: error };
    }
  };
  return persist(attempt, context, (reason, cause) => unreachable(file, reason, ways, cause));
}
