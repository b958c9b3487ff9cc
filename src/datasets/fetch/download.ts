import { TillbookError } from '../../base/errors.js';
import { sha256 } from '../../engine/checksum.js';
import { brokenConnection } from './broken-connection.js';
import { headLength, wrongForm, wrongHead } from './check-bytes.js';
import { checkSpace } from './check-space.js';
import { interrupted, notGiven, unreachable, wrongBytes } from './failures.js';
import type { PlannedFile } from './fetch-plan.js';
import type { FetchReporter } from './fetch-reporter.js';
import type { Answer, HttpClient } from './http-client.js';
import { ifRange, nextStep } from './next-step.js';
import type { PartFile, PartState } from './part-file.js';
import { type Attempt, type Patience, persist } from './persist.js';
import { publicUrl } from './public-url.js';

export interface DownloadContext extends Patience {
  readonly client: HttpClient;
  readonly reporter: FetchReporter;
  /** What a person can do where the host cannot be had. */
  readonly ways: string;
}

/** Bytes that came whole and wrong are fetched anew once: a second time it is not chance. */
const mostWrong = 2;

/**
 * Brings a part to its end and checks it: size and checksum where somebody states them, the form of the file always.
 *
 * @returns SHA-256 of what is in the part now.
 * @throws TillbookError ENGINE_UNAVAILABLE, DATA_MISSING, BAD_INPUT, CANNOT_WRITE, INTERRUPTED.
 */
export async function download(file: PlannedFile, part: PartFile, context: DownloadContext): Promise<string> {
  let wrong = 0;
  try {
    return await persist(
      async () => {
        const result = await attempt(file, part, context);
        if (!('wrong' in result)) return result;
        part.discard();
        wrong += 1;
        if (wrong >= mostWrong) throw wrongBytes(file, result.wrong);
        return { again: result.wrong };
      },
      context,
      (reason, cause) => unreachable(file, reason + kept(part), context.ways, cause),
    );
  } catch (error) {
    if (context.signal.aborted && !(error instanceof TillbookError)) throw interrupted(error);
    throw error;
  }
}

function kept(part: PartFile): string {
  const { bytes } = part.here();
  return bytes === 0 ? '' : `; ${bytes.toLocaleString('en-GB')} bytes of it are here, and the next run goes on there`;
}

type Ended = Attempt<string> | { readonly wrong: string };

async function attempt(file: PlannedFile, part: PartFile, context: DownloadContext): Promise<Ended> {
  const had = part.here().bytes;
  const total = part.here().total ?? file.bytes;
  if (had > 0 && had === total) return checked(file, part);
  const isNameless = ifRange(part.here()) === null && file.sha256 === null;
  if (had > 0 && (isNameless || (total !== null && had > total))) part.discard();

  let ended: Ended | 'whole' | null = null;
  try {
    await context.client.get(
      file.from,
      rangeHeaders(part),
      {
        answer(answer) {
          ended = begin(file, part, answer, context);
          return ended === null;
        },
        data: (chunk) => take(file, part, chunk, context),
      },
      context.signal,
    );
  } catch (error) {
    return again(error, file, context, part.here().bytes > had);
  }
  // The compiler does not see that the receiver sets it.
  const early = ended as Ended | 'whole' | null;
  if (early !== null && early !== 'whole') return early;
  const now = part.here();
  if (now.total !== null && now.bytes < now.total) {
    return { again: `only ${now.bytes} of ${now.total} bytes came`, progressed: now.bytes > had };
  }
  if (now.total !== null && now.bytes > now.total) {
    return { wrong: `more than the ${now.total} bytes that were announced came` };
  }
  return checked(file, part);
}

/** Reads the head of an answer and makes the part ready; null where the body is wanted. */
function begin(file: PlannedFile, part: PartFile, answer: Answer, { ways, reporter }: DownloadContext) {
  const step = nextStep(answer.status, answer.headers, part.here(), Date.now());
  switch (step.step) {
    case 'stop':
      throw notGiven(file, step.reason, ways);
    case 'again':
      return { again: step.reason, after: step.after };
    case 'discard':
      part.discard();
      return { again: step.reason };
    case 'whole':
      return 'whole';
    case 'write': {
      const stated = file.bytes ?? answer.linked.bytes;
      const total = step.said.total ?? stated;
      if (stated !== null && total !== stated) {
        return { wrong: `it has ${total} bytes, and the publisher states ${stated}` };
      }
      checkSpace(part.path, total === null ? 0 : total - step.at);
      const said = { ...step.said, total, linkedSha256: answer.linked.sha256 };
      const state: PartState = { url: publicUrl(file.from), sha256: file.sha256, ...said };
      if (step.at === 0) part.restart(state);
      else part.keep(state);
      reporter.started(file.target, step.at, total);
      return null;
    }
  }
}

function take(file: PlannedFile, part: PartFile, chunk: Buffer, { reporter }: DownloadContext): void {
  const before = part.here().bytes;
  part.write(chunk);
  const { bytes } = part.here();
  if (before < headLength && bytes >= headLength) {
    const wrong = wrongHead(file.form, part.head(headLength));
    if (wrong !== null) {
      part.discard();
      throw wrongBytes(file, wrong);
    }
  }
  reporter.progressed(bytes);
}

function rangeHeaders(part: PartFile): Record<string, string> {
  const here = part.here();
  if (here.bytes === 0) return {};
  const condition = ifRange(here);
  return { range: `bytes=${here.bytes}-`, ...(condition !== null && { 'if-range': condition }) };
}

async function checked(file: PlannedFile, part: PartFile): Promise<Ended> {
  const sum = await sha256(part.path);
  const stated = file.sha256 ?? part.here().state?.linkedSha256 ?? null;
  if (stated !== null) {
    return sum === stated ? { done: sum } : { wrong: `its SHA-256 is ${sum}, and the publisher states ${stated}` };
  }
  const wrong = await wrongForm(file.form, part.path);
  return wrong === null ? { done: sum } : { wrong };
}

function again(
  error: unknown,
  file: PlannedFile,
  { signal, ways }: DownloadContext,
  progressed: boolean,
): { again: string; progressed: boolean; cause: unknown } {
  if (error instanceof TillbookError) throw error;
  if (signal.aborted) throw interrupted(error);
  const { reason, isFinal } = brokenConnection(error);
  if (isFinal) throw unreachable(file, reason, ways, error);
  return { again: reason, progressed, cause: error };
}
