import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import yauzl from 'yauzl';
import { TillbookError } from '../../base/errors.js';

/** A zip's place: the path of a file, or its bytes in memory. */
export type ZipSource = string | SharedArrayBuffer;

/** What a zip may come to before it is refused as a bomb. */
export interface ZipLimits {
  /** Bytes of one entry when unpacked (default 8 GiB). */
  readonly maxEntryBytes?: number;
  /** Unpacked bytes for one packed byte (default 200), counted from 16 MiB on; a sheet of sales has 9. */
  readonly maxRatio?: number;
  /** Entries (default 10,000). */
  readonly maxEntries?: number;
}

export interface ZipEntry {
  /** Path inside the zip, with `/`. */
  readonly name: string;
  readonly packedBytes: number;
  readonly bytes: number;
}

/** An open zip. Every refusal is BAD_INPUT and names the zip and the entry. */
export interface ZipArchive {
  /** Files, without folders, in the zip's order. */
  readonly entries: readonly ZipEntry[];
  /** The entry of that name, case aside as the Open Packaging Conventions have it; undefined if there is none. */
  find(name: string): ZipEntry | undefined;
  /**
   * The bytes of an entry, unpacked, as a stream in chunks of up to 256 KiB. Its length, its checksum and its ratio are
   * checked; the last chunk is out before a wrong checksum is known.
   */
  read(entry: ZipEntry): AsyncGenerator<Buffer>;
  close(): void;
}

const graceBytes = 2 ** 24;

/**
 * Opens a zip without unpacking it.
 *
 * Refused: names that climb out or are absolute, two entries of one name, entries whose bytes overlap, encryption,
 * other methods than stored and deflated, and what passes a limit.
 *
 * @param label what messages call the zip.
 */
export async function openZip(source: ZipSource, label: string, limits: ZipLimits = {}): Promise<ZipArchive> {
  const { maxEntryBytes = 2 ** 33, maxRatio = 200, maxEntries = 10_000 } = limits;
  const refuse = (what: string, hint: string, cause?: unknown) =>
    new TillbookError('BAD_INPUT', `${label}: ${what}`, { hint, cause });
  const again = 'fetch or export it again';

  const zip = await open(source).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') {
      throw new TillbookError('DATA_MISSING', `cannot open ${source}: no such file`, { hint: 'check the path', cause });
    }
    throw refuse(`cannot be read as a zip: ${cause.message}`, `it may be cut off: ${again}`, cause);
  });
  const found = new Map<string, yauzl.Entry>();
  const entries: ZipEntry[] = [];
  try {
    if (zip.entryCount > maxEntries) {
      throw refuse(`holds ${zip.entryCount} entries, more than ${maxEntries}`, 'unpack what you need from it');
    }
    for await (const entry of zip.eachEntry()) {
      const { fileName: name, compressedSize: packedBytes, uncompressedSize: bytes } = entry;
      if (name.endsWith('/')) continue;
      const key = name.toLowerCase();
      if (found.has(key)) throw refuse(`holds two entries of the name ${name}`, again);
      found.set(key, entry);
      entries.push({ name, packedBytes, bytes });
    }
    const clash = overlapping([...found.values()]);
    if (clash) throw refuse(`the entries ${clash.join(' and ')} share bytes, as a zip bomb does`, again);
  } catch (error) {
    zip.close();
    if (error instanceof TillbookError) throw error;
    const { message } = error as Error;
    throw refuse(`its list of entries cannot be read: ${message}`, again, error);
  }

  async function* read({ name }: ZipEntry): AsyncGenerator<Buffer> {
    const entry = found.get(name.toLowerCase())!;
    if (entry.isEncrypted()) throw refuse(`${name} is encrypted`, 'save it without a password');
    const method = entry.compressionMethod;
    if (method !== 0 && method !== 8) {
      throw refuse(`${name} is packed with method ${method}; stored (0) and deflated (8) can be read`, 'pack it again');
    }
    const bomb = (bytes: number) => {
      if (bytes > maxEntryBytes) return `more than ${maxEntryBytes} bytes unpacked`;
      const most = Math.max(graceBytes, entry.compressedSize * maxRatio);
      return bytes > most ? `more than ${maxRatio} bytes unpacked for each packed one` : undefined;
    };
    const bombed = (why: string) =>
      refuse(`${name} comes to ${why}, as a zip bomb does`, 'raise the limit if you trust it');
    const declared = bomb(entry.uncompressedSize);
    if (declared) throw bombed(declared);

    let bytes = 0;
    let checksum = 0;
    try {
      for await (const chunk of await unpacked(zip, entry)) {
        bytes += chunk.length;
        const why = bomb(bytes);
        if (why) throw bombed(why);
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    } catch (error) {
      if (error instanceof TillbookError) throw error;
      throw refuse(`${name} breaks off after ${bytes} bytes: ${(error as Error).message}`, again, error);
    }
    if (bytes !== entry.uncompressedSize) {
      throw refuse(`${name} has ${bytes} bytes where ${entry.uncompressedSize} are declared`, again);
    }
    if (checksum !== entry.crc32) throw refuse(`${name} has not the checksum that the zip declares`, again);
  }

  return {
    entries,
    find: (name) => entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase()),
    read,
    close: () => zip.close(),
  };
}

function open(source: ZipSource): Promise<yauzl.ZipFile> {
  return typeof source === 'string'
    ? yauzl.openPromise(source, { autoClose: false })
    : yauzl.fromBufferPromise(Buffer.from(source), { autoClose: false });
}

/** yauzl's own stream unpacks 16 KiB at a time and does so at a quarter of the speed. */
async function unpacked(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<AsyncIterable<Buffer>> {
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  if (entry.compressionMethod === 0) return packed;
  const inflate = createInflateRaw({ chunkSize: 2 ** 18 });
  // An error on either side ends the other; the reader of `inflate` sees it.
  pipeline(packed, inflate, () => {});
  return inflate;
}

function overlapping(entries: readonly yauzl.Entry[]): [string, string] | undefined {
  const placed = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  for (const [i, entry] of placed.entries()) {
    const next = placed[i + 1];
    const headerBytes = 30 + entry.fileNameLength;
    const end = entry.relativeOffsetOfLocalHeader + headerBytes + entry.compressedSize;
    if (next && end > next.relativeOffsetOfLocalHeader) return [entry.fileName, next.fileName];
  }
  return undefined;
}
