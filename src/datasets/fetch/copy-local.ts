import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { TillbookError } from '../../base/errors.js';
import { sha256 } from '../../engine/checksum.js';
import { wrongForm } from './check-bytes.js';
import { checkSpace } from './check-space.js';
import { interrupted, notGiven, wrongBytes } from './failures.js';
import type { PlannedFile } from './fetch-plan.js';
import type { FetchReporter } from './fetch-reporter.js';
import type { PartFile } from './part-file.js';

/**
 * Copies a file of this machine into a part, and checks it as if it had been loaded.
 *
 * @returns SHA-256 of the copy.
 * @throws TillbookError DATA_MISSING, BAD_INPUT, CANNOT_WRITE, INTERRUPTED.
 */
export async function copyLocal(
  file: PlannedFile,
  part: PartFile,
  { reporter, ways, signal }: { reporter: FetchReporter; ways: string; signal: AbortSignal },
): Promise<string> {
  const about: Stats | null = await stat(file.from).catch(() => null);
  if (about === null || !about.isFile()) throw notGiven(file, 'there is no such file', ways);
  checkSpace(part.path, about.size);
  part.restart({ url: file.from, sha256: file.sha256, total: about.size, etag: null, lastModified: null });
  reporter.started(file.target, 0, about.size);
  try {
    for await (const chunk of createReadStream(file.from, { highWaterMark: 1 << 20, signal })) {
      part.write(chunk as Buffer);
      reporter.progressed(part.here().bytes);
    }
  } catch (error) {
    if (error instanceof TillbookError) throw error;
    if (signal.aborted) throw signal.reason instanceof TillbookError ? signal.reason : interrupted(error);
    throw notGiven(file, (error as Error).message, ways);
  }
  const sum = await sha256(part.path);
  const isOther = file.sha256 !== null && file.sha256 !== sum;
  const wrong = isOther
    ? `its SHA-256 is ${sum}, and the publisher states ${file.sha256}`
    : await wrongForm(file.form, part.path);
  if (wrong === null) return sum;
  part.discard();
  throw wrongBytes(file, wrong);
}
