import { retryAfter } from './timings.js';

/** What is on disk of a file, and what was said of it. */
export interface Partial {
  readonly bytes: number;
  /** Bytes of the whole file; null while nobody has said so. */
  readonly total: number | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** What an answer says of the file. */
export interface Said {
  readonly total: number | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** What to do with an answer. */
export type NextStep =
  | { readonly step: 'write'; readonly at: number; readonly said: Said }
  /** All bytes are here already. */
  | { readonly step: 'whole' }
  /** Forget what is here and ask again. */
  | { readonly step: 'discard'; readonly reason: string }
  | { readonly step: 'again'; readonly reason: string; readonly after: number | null }
  | { readonly step: 'stop'; readonly reason: string };

/**
 * Decides from status and headers alone. Bytes are joined to earlier ones only where the answer states that it goes on
 * exactly there, of the same total, with the same ETag and date.
 */
export function nextStep(
  status: number,
  headers: Readonly<Record<string, string | undefined>>,
  here: Partial,
  now: number,
): NextStep {
  const etag = headers.etag ?? null;
  const lastModified = headers['last-modified'] ?? null;
  if (status === 200) {
    return { step: 'write', at: 0, said: { total: whole(headers['content-length']), etag, lastModified } };
  }
  if (status === 206) {
    const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers['content-range'] ?? '');
    if (range === null || Number(range[1]) !== here.bytes) {
      return { step: 'discard', reason: `a part was asked for and another came (${headers['content-range']})` };
    }
    const total = whole(range[3]);
    const isChanged =
      differs(here.etag, etag) || differs(here.lastModified, lastModified) || differs(here.total, total);
    if (isChanged) return { step: 'discard', reason: 'the file has changed at its source' };
    return { step: 'write', at: here.bytes, said: { total: total ?? here.total, etag, lastModified } };
  }
  if (status === 416) {
    const total = whole(/^bytes \*\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1]);
    if (here.bytes > 0 && total === here.bytes && !differs(here.total, total)) return { step: 'whole' };
    return { step: 'discard', reason: 'the file has changed at its source' };
  }
  const reason = `the answer is ${status}`;
  const isPassing = [408, 425, 429].includes(status) || status >= 500;
  return isPassing
    ? { step: 'again', reason, after: retryAfter(headers['retry-after'], now) }
    : { step: 'stop', reason };
}

/** The header `If-Range` for what is here: a strong ETag, else the date; null where there is neither. */
export function ifRange({ etag, lastModified }: Pick<Partial, 'etag' | 'lastModified'>): string | null {
  return etag !== null && !etag.startsWith('W/') ? etag : lastModified;
}

function differs<T>(before: T | null, after: T | null): boolean {
  return before !== null && after !== null && before !== after;
}

function whole(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
