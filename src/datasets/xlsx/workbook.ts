import path from 'node:path';
import { TillbookError } from '../../base/errors.js';
import type { ZipArchive, ZipEntry } from '../zip/zip-archive.js';
import { builtinFormatClass, formatClass } from './number-format.js';
import { elements, type XmlElement } from './xml-elements.js';

/** A worksheet and where it stands in the zip. */
export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: ZipEntry;
}

/** What a workbook holds, before a cell is read. */
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  /** Sheets without cells, such as charts. */
  readonly otherSheets: readonly string[];
  readonly date1904: boolean;
  /** For each cell style 0 (number), 1 (date) or 2 (time). */
  readonly styles: Uint8Array;
  readonly sharedStrings: ZipEntry | undefined;
}

const maxPartBytes = 2 ** 26;

/**
 * Reads what an xlsx says of itself: sheets in their order, the date system, and which styles are dates.
 *
 * @param label what messages call the file.
 * @throws TillbookError BAD_INPUT where a part is missing or broken, or the zip is no xlsx.
 */
export async function readWorkbook(zip: ZipArchive, label: string): Promise<Workbook> {
  const main = (await relations(zip, label, '')).find(({ type }) => type === 'officeDocument');
  const workbookPart = main && zip.find(main.target);
  if (!main || !workbookPart || !/xml$/i.test(main.target)) throw notXlsx(zip, label, main?.target);
  const found = await partElements(zip, label, workbookPart);
  if (found[0]?.name !== 'workbook') throw notXlsx(zip, label, main.target);
  const links = await relations(zip, label, main.target);

  const date1904 = found.some(
    ({ name, attributes }) => name === 'workbookPr' && /^(1|true|on)$/.test(attributes.date1904 ?? ''),
  );
  const sheets: SheetPart[] = [];
  const otherSheets: string[] = [];
  for (const { name: element, attributes } of found) {
    if (element !== 'sheet') continue;
    const name = attributes.name ?? '';
    const link = links.find(({ id }) => id === attributes.id);
    if (!link) throw broken(label, `the sheet "${name}" stands nowhere in the workbook`);
    if (link.type !== 'worksheet') {
      otherSheets.push(name);
      continue;
    }
    const part = zip.find(link.target);
    if (!part) throw broken(label, `the sheet "${name}" is missing: there is no ${link.target}`);
    sheets.push({ name, hidden: /hidden/i.test(attributes.state ?? ''), part });
  }
  const linked = (type: string) => {
    const link = links.find((one) => one.type === type);
    if (link === undefined) return undefined;
    const part = zip.find(link.target);
    if (!part) throw broken(label, `${link.target} is missing`);
    return part;
  };
  const stylesPart = linked('styles');
  const styles = stylesPart ? styleClasses(await partElements(zip, label, stylesPart)) : new Uint8Array(1);
  return { sheets, otherSheets, date1904, styles, sharedStrings: linked('sharedStrings') };
}

interface Relation {
  readonly id: string;
  /** The last word of its type, which is the same in both kinds of Open XML. */
  readonly type: string;
  readonly target: string;
}

/** What a part points to; targets are made paths inside the zip. */
async function relations(zip: ZipArchive, label: string, part: string): Promise<Relation[]> {
  const { dir, base } = path.posix.parse(part);
  const entry = zip.find(path.posix.join(dir, '_rels', `${base}.rels`));
  if (!entry) return [];
  return (await partElements(zip, label, entry)).flatMap(({ name, attributes }) => {
    if (name !== 'Relationship' || attributes.TargetMode === 'External') return [];
    const target = path.posix.resolve('/', dir, attributes.Target ?? '').slice(1);
    return [{ id: attributes.Id ?? '', type: path.posix.basename(attributes.Type ?? ''), target }];
  });
}

async function partElements(zip: ZipArchive, label: string, part: ZipEntry): Promise<XmlElement[]> {
  if (part.bytes > maxPartBytes) throw broken(label, `${part.name} is larger than ${maxPartBytes} bytes`);
  return elements(zip.read(part), `${label}, ${part.name}`);
}

function styleClasses(found: readonly XmlElement[]): Uint8Array {
  const codes = new Map<number, string>();
  const classes: number[] = [];
  for (const { name, path: at, attributes } of found) {
    const id = Number(attributes.numFmtId ?? 0);
    if (name === 'numFmt' && attributes.formatCode !== undefined) codes.set(id, attributes.formatCode);
    if (name !== 'xf' || at !== 'styleSheet/cellXfs') continue;
    const code = codes.get(id);
    classes.push(['number', 'date', 'time'].indexOf(code === undefined ? builtinFormatClass(id) : formatClass(code)));
  }
  return Uint8Array.from(classes);
}

function notXlsx(zip: ZipArchive, label: string, target: string | undefined): TillbookError {
  const { entries } = zip;
  const binary = target?.endsWith('.bin') || zip.find('xl/workbook.bin') !== undefined;
  const open = zip.find('content.xml') !== undefined;
  const what = binary ? 'is a binary workbook (xlsb)' : open ? 'is an OpenDocument file' : 'is a zip but no xlsx';
  const names = entries.slice(0, 5).map(({ name }) => name);
  return new TillbookError('BAD_INPUT', `${label} ${what}`, {
    hint:
      binary || open
        ? 'save it as xlsx or CSV'
        : `it holds ${names.join(', ')}${entries.length > 5 ? ' and more' : ''}`,
  });
}

function broken(label: string, what: string): TillbookError {
  return new TillbookError('BAD_INPUT', `${label}: ${what}`, { hint: 'fetch or export it again' });
}
