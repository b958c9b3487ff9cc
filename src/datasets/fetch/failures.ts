import path from 'node:path';
import { TillbookError } from '../../base/errors.js';
import type { FetchPlan, PlannedFile } from './fetch-plan.js';
import { publicUrl } from './public-url.js';

/** The two ways to go on where a publisher cannot be had. */
export function waysOn({ dataset, page }: Pick<FetchPlan, 'dataset' | 'page'>, target: string): string {
  return `fetch it from a mirror or a copy: tillbook data fetch ${dataset} … --from URL|FILE; or load it by hand from ${page} and put it at ${target}`;
}

/** The host does not answer, or does not answer well, however often it is asked. */
export function unreachable(file: PlannedFile, reason: string, ways: string, cause?: unknown): TillbookError {
  return new TillbookError('ENGINE_UNAVAILABLE', `${publicUrl(file.from)} cannot be fetched: ${reason}`, {
    hint: ways,
    cause,
  });
}

/** The host answers, and does not give the file. */
export function notGiven(file: PlannedFile, reason: string, ways: string): TillbookError {
  return new TillbookError('DATA_MISSING', `${publicUrl(file.from)} is not to be had: ${reason}`, { hint: ways });
}

/** What came is not what was asked for. */
export function wrongBytes(file: PlannedFile, reason: string): TillbookError {
  return new TillbookError('BAD_INPUT', `what came from ${publicUrl(file.from)} is wrong: ${reason}`, {
    hint: `nothing of it was kept, and ${file.target} is as it was: try again later, or another mirror with --from`,
  });
}

/** A system error while writing, in words. */
export function cannotWrite(file: string, error: unknown): TillbookError {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : (code ?? message);
  return new TillbookError('CANNOT_WRITE', `${file} cannot be written: ${why}`, {
    hint: `make room in ${path.dirname(file)} and run the same command again: it goes on where it stopped`,
    cause: error,
  });
}

export function interrupted(cause?: unknown): TillbookError {
  return new TillbookError('INTERRUPTED', 'the fetch was interrupted', {
    hint: 'run the same command again: it goes on where it stopped',
    cause,
  });
}
