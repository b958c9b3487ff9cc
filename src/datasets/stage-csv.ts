import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { TillbookError } from '../base/errors.js';

/** Text packs to a tenth or so; what grows more than this is no table. */
const mostExpansion = 250;
const freeBytes = 1 << 28;

/**
 * Writes what a file holds as plain UTF-8 into the temporary folder, line by line the same: gzip unpacked, UTF-16 decoded,
 * line ends made one kind. Whoever calls removes the copy.
 *
 * @throws TillbookError BAD_INPUT where packed data end early, are damaged or grow beyond all measure.
 */
export async function stagedCsv(
  file: string,
  kind: 'gzip' | 'utf-16le' | 'utf-16be' | 'line ends',
  delimiter = ',',
): Promise<string> {
  const copy = path.join(tmpdir(), `tillbook-${process.pid}-${randomUUID()}.csv`);
  const { size } = await stat(file);
  const step = kind === 'gzip' ? createGunzip() : kind === 'line ends' ? lineFeeds(delimiter) : decoded(kind);
  try {
    await pipeline(
      createReadStream(file, { highWaterMark: 1 << 20 }),
      step,
      bounded(file, Math.max(freeBytes, mostExpansion * size)),
      createWriteStream(copy),
    );
    return copy;
  } catch (cause) {
    await rm(copy, { force: true });
    if (cause instanceof TillbookError) throw cause;
    throw new TillbookError('BAD_INPUT', `${file} cannot be unpacked: ${(cause as Error).message}`, {
      hint: 'it was cut off or damaged on the way: fetch or pack it again',
      cause,
    });
  }
}

function bounded(file: string, limit: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (bytes <= limit) return done(null, chunk);
      done(
        new TillbookError('BAD_INPUT', `${file} unpacks to more than ${mostExpansion} times its size`, {
          hint: 'this is no table: look where the file comes from',
        }),
      );
    },
  });
}

function decoded(encoding: 'utf-16le' | 'utf-16be'): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    transform: (chunk: Buffer, _, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
}

/** CR LF outside of quotes becomes LF; a CR that stands alone stays, and the reader will refuse it. */
function lineFeeds(delimiter: string): Transform {
  const mark = delimiter.charCodeAt(0);
  let quoted = false;
  let begins = true;
  let held = false;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const out = Buffer.alloc(chunk.length + 1);
      let length = 0;
      for (const byte of chunk) {
        if (held && byte !== 10) out[length++] = 13;
        held = byte === 13 && !quoted;
        if (held) continue;
        const closes: boolean = byte === 34 && quoted;
        if (byte === 34) quoted = !quoted && begins;
        // A quote right behind the closing one is a doubled one: it opens again.
        begins = byte === mark || byte === 10 || closes;
        out[length++] = byte;
      }
      done(null, out.subarray(0, length));
    },
    flush: (done) => done(null, held ? '\r' : ''),
  });
}
