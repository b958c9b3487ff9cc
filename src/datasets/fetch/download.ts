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
        await part.discard();
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
  const { client, signal } = context;
  const before = part.here();
  const total = before.total ?? file.bytes;
  const isTooLong = total !== null && before.bytes > total;
  const isNameless = ifRange(before) === null && file.sha256 === null;
  if (before.bytes > 0 && (isTooLong || (isNameless && before.bytes !== total))) await part.discard();
  if (before.bytes > 0 && before.bytes === total && part.here().bytes > 0) return checked(file, part);

  let answer: Answer;
  try {
    answer = await client.get(file.from, rangeHeaders(part), signal);
  } catch (error) {
    return again(file, error, context);
  }
  const bytes = part.here().bytes;
  const step = nextStep(answer.status, answer.headers, part.here(), Date.now());
  if (step.step !== 'write') await answer.body.return(undefined);
  switch (step.step) {
    case 'stop':
      throw notGiven(file, step.reason, context.ways);
    case 'again':
      return { again: step.reason, after: step.after };
    case 'discard':
      await part.discard();
      return { again: step.reason };
    case 'whole':
      return checked(file, part);
    case 'write': {
      const state: PartState = { url: publicUrl(file.from), sha256: file.sha256, ...step.said };
      const stated = file.bytes ?? answer.linked.bytes;
      const promised = step.said.total ?? stated;
      if (stated !== null && promised !== stated) {
        await answer.body.return(undefined);
        return { wrong: `it has ${promised} bytes, and the publisher states ${stated}` };
      }
      await checkSpace(part.path, promised === null ? 0 : promised - step.at);
      const next = { ...state, total: promised, linkedSha256: answer.linked.sha256 };
      await (step.at === 0 ? part.restart(next) : part.keep(next));
      return receive(file, part, answer, { ...context, had: bytes });
    }
  }
}

/** Writes what comes to the part, and checks it once it is all here. */
async function receive(
  file: PlannedFile,
  part: PartFile,
  { body }: Answer,
  context: DownloadContext & { readonly had: number },
): Promise<Ended> {
  const { reporter, had } = context;
  const { total, bytes } = part.here();
  reporter.started(file.target, bytes, total);
  try {
    for await (const chunk of body) {
      const isFirst = part.here().bytes < headLength;
      await part.write(chunk);
      const now = part.here().bytes;
      if (isFirst && now >= headLength) {
        const wrong = wrongHead(file.form, await part.head(headLength));
        if (wrong !== null) {
          await part.discard();
          throw wrongBytes(file, wrong);
        }
      }
      if (total !== null && now > total) return { wrong: `more than the ${total} bytes that were announced came` };
      reporter.progressed(now);
    }
  } catch (error) {
    return again(file, error, context, part.here().bytes > had);
  }
  const now = part.here().bytes;
  if (total !== null && now < total) {
    return { again: `only ${now} of ${total} bytes came`, progressed: now > had };
  }
  return checked(file, part);
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
  file: PlannedFile,
  error: unknown,
  { signal, ways }: DownloadContext,
  progressed = false,
): { again: string; progressed: boolean; cause: unknown } {
  if (error instanceof TillbookError) throw error;
  if (signal.aborted) throw signal.reason instanceof TillbookError ? signal.reason : interrupted(error);
  const { reason, isFinal } = brokenConnection(error);
  if (isFinal) throw unreachable(file, reason, ways, error);
  return { again: reason, progressed, cause: error };
}
