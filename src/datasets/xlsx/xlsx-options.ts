import type { ZipLimits } from '../zip/zip-archive.js';

/** Which part of a workbook is read, and how. */
export interface XlsxOptions {
  /** Sheets by name; default: all that are not hidden. */
  readonly sheets?: readonly string[] | undefined;
  /** The row with the names of columns; default: the first of each sheet that holds anything. */
  readonly headerRow?: number | undefined;
  /** Threads for sheets (default: one for each core, none for a small workbook). The result is the same. */
  readonly workers?: number | undefined;
  readonly limits?: ZipLimits | undefined;
}
