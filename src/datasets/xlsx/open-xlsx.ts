import path from 'node:path';
import { TillbookError } from '../../base/errors.js';
import { unpackForReading } from '../zip/unpack-entry.js';
import { openZip, type ZipArchive, type ZipLimits, type ZipSource } from '../zip/zip-archive.js';
import { readWorkbook, type SheetPart, type Workbook } from './workbook.js';

/** An xlsx that is open, on its own or inside a zip. */
export interface OpenXlsx {
  readonly label: string;
  readonly source: ZipSource;
  readonly zip: ZipArchive;
  readonly workbook: Workbook;
  close(): Promise<void>;
}

/**
 * Opens an xlsx file, or the one xlsx in a zip, which is unpacked into memory up to 128 MiB and else into a temporary
 * file that `close` removes.
 *
 * @throws TillbookError BAD_INPUT: no zip, no xlsx in it, several, broken, or a bomb.
 */
export async function openXlsx(file: string, limits: ZipLimits = {}): Promise<OpenXlsx> {
  const label = path.basename(file);
  const outer = await openZip(file, label, limits);
  const inner = outer.entries.filter(({ name }) => /\.xlsx$/i.test(name) && !/(^|\/)(__MACOSX\/|\._|~\$)/.test(name));
  if (outer.find('[Content_Types].xml') || inner.length === 0) return opened(label, file, outer, async () => {});
  try {
    const [entry] = inner;
    if (inner.length > 1) {
      const names = inner.map(({ name }) => name).join(', ');
      throw new TillbookError('BAD_INPUT', `${label} holds ${inner.length} workbooks: ${names}`, {
        hint: 'unpack it and name one',
      });
    }
    const { source, remove } = await unpackForReading(outer, entry!);
    const name = `${label}, ${entry!.name}`;
    try {
      return await opened(name, source, await openZip(source, name, limits), remove);
    } catch (error) {
      await remove();
      throw error;
    }
  } finally {
    outer.close();
  }
}

async function opened(
  label: string,
  source: ZipSource,
  zip: ZipArchive,
  remove: () => Promise<void>,
): Promise<OpenXlsx> {
  try {
    const workbook = await readWorkbook(zip, label);
    return {
      label,
      source,
      zip,
      workbook,
      async close() {
        zip.close();
        await remove();
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/**
 * The sheets to read: those named, else all that are not hidden.
 *
 * @throws TillbookError BAD_INPUT for a name that is not there, listing those that are.
 */
export function chosenSheets({ label, workbook }: OpenXlsx, names: readonly string[] | undefined): SheetPart[] {
  const { sheets } = workbook;
  const found = names?.map((name) => sheets.find((sheet) => sheet.name === name) ?? name);
  const missing = found?.filter((sheet) => typeof sheet === 'string');
  const chosen = (found as SheetPart[] | undefined) ?? sheets.filter(({ hidden }) => !hidden);
  if ((missing?.length ?? 0) === 0 && chosen.length > 0) return chosen;
  const all = sheets.map(({ name, hidden }) => `"${name}"${hidden ? ' (hidden)' : ''}`).join(', ') || 'none';
  throw new TillbookError(
    'BAD_INPUT',
    missing?.length ? `${label} has no sheet "${missing.join('", "')}"` : `${label} has no visible sheet with cells`,
    { hint: `its sheets: ${all}` },
  );
}
