import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { lock } from 'proper-lockfile';
import { TillbookError } from '../../base/errors.js';
import { checkSize, sampleVersion } from './retail-sample.js';
import { type SampleStamp, sizes, stampName, writeSample } from './write-sample.js';

/** The sample on disk. */
export interface SampleFiles {
  readonly files: readonly string[];
  /** Parquet: customer_id, segment, country. */
  readonly truth: string;
  readonly stamp: SampleStamp;
}

export const defaultSample = { rows: 200_000, seed: 1 } as const;

/**
 * The sample of a folder; made first where there is none, or one of another generator, size or seed. Of processes that
 * ask at once, one makes it and the others wait.
 *
 * @throws TillbookError CANNOT_WRITE, BAD_PARAMETER.
 */
export async function ensureSample(
  folder: string,
  wanted: { readonly rows: number; readonly seed: number } = defaultSample,
): Promise<SampleFiles> {
  checkSize(wanted);
  const found = await stampOf(folder, wanted);
  if (found) return placed(folder, found);
  const release = await hold(folder);
  try {
    const made = (await stampOf(folder, wanted)) ?? (await remake(folder, wanted));
    return placed(folder, made);
  } finally {
    await release();
  }
}

async function remake(folder: string, wanted: { rows: number; seed: number }): Promise<SampleStamp> {
  for (const name of await readdir(folder)) {
    const maker = /\.([0-9]+)\.part$/.exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker))) await rm(path.join(folder, name), { force: true });
  }
  return writeSample(folder, wanted);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Waits for the lock, ten minutes at most; that of a killed process counts for ten seconds. Generating holds up the
 * timer that renews it, so on a busy machine it may be lost: then two processes write the same bytes, each whole.
 */
export async function hold(folder: string): Promise<() => Promise<void>> {
  try {
    await mkdir(folder, { recursive: true });
    const release = await lock(folder, {
      stale: 10_000,
      update: 2_000,
      retries: { retries: 1200, factor: 1, minTimeout: 500, maxTimeout: 500 },
      onCompromised: () => {},
    });
    return () => release().catch(() => {});
  } catch (cause) {
    throw new TillbookError('CANNOT_WRITE', `cannot make the sample in ${folder}: ${(cause as Error).message}`, {
      hint: 'make the folder writable, or name another',
      cause,
    });
  }
}

/** The stamp of a folder, if it is of what is wanted and every file has the size that it states. */
async function stampOf(
  folder: string,
  wanted?: { readonly rows: number; readonly seed: number },
): Promise<SampleStamp | undefined> {
  try {
    const stamp = JSON.parse(await readFile(path.join(folder, stampName), 'utf8')) as SampleStamp;
    const found = await sizes(folder, [...stamp.files, stamp.truth]);
    const whole = Object.entries(stamp.bytes).every(([name, bytes]) => found[name] === bytes);
    const { rows, seed } = wanted ?? stamp;
    const isWanted = wanted === undefined || stamp.version === sampleVersion;
    return whole && isWanted && stamp.rows === rows && stamp.seed === seed ? stamp : undefined;
  } catch {
    return undefined;
  }
}

/** The sample of a folder, of whatever size, seed and generator; undefined if there is none that is whole. */
export async function sampleAt(folder: string): Promise<SampleFiles | undefined> {
  const stamp = await stampOf(folder);
  return stamp && placed(folder, stamp);
}

function placed(folder: string, stamp: SampleStamp): SampleFiles {
  return { files: stamp.files.map((name) => path.join(folder, name)), truth: path.join(folder, stamp.truth), stamp };
}
