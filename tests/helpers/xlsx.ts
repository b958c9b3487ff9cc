import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ZipPart, zipBytes } from './zip.js';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNs = 'http://schemas.openxmlformats.org/package/2006/relationships';

export interface SheetText {
  readonly name: string;
  /** What stands inside `<sheetData>`, or the whole part if it begins with `<?xml` or is bytes. */
  readonly rows: string | Buffer;
  /** What follows `</sheetData>`. */
  readonly after?: string;
  readonly state?: string;
}

export interface WorkbookText {
  readonly sheets: readonly SheetText[];
  /** What stands inside `<sst>`, or bytes. */
  readonly shared?: string | Buffer;
  /** Number format codes of the cell styles from 1 on: style 0 is General. */
  readonly formats?: readonly string[];
  readonly date1904?: boolean;
}

/** The parts of an xlsx, to be zipped as they are or damaged before. */
export function workbookParts({ sheets, shared, formats = [], date1904 = false }: WorkbookText): ZipPart[] {
  const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const list = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${attribute(name)}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
  );
  const link = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`;
  const links = [
    ...sheets.map((_, i) => link(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
    link('rIdStyles', 'styles', 'styles.xml'),
    ...(shared === undefined ? [] : [link('rIdStrings', 'sharedStrings', '/xl/sharedStrings.xml')]),
  ];
  const codes = formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${attribute(code)}"/>`);
  const styles = ['<xf numFmtId="0"/>', ...formats.map((_, i) => `<xf numFmtId="${164 + i}" applyNumberFormat="1"/>`)];
  return [
    {
      name: '[Content_Types].xml',
      data:
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
        sheets
          .map(
            (_, i) =>
              `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
          )
          .join('') +
        '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>' +
        (shared === undefined
          ? ''
          : '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>') +
        '</Types>',
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${packageNs}">${link('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="${packageNs}">${links.join('')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="${main}" xmlns:r="${types}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/styles.xml',
      data: `<styleSheet xmlns="${main}"><numFmts count="${codes.length}">${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
    },
    ...(shared === undefined
      ? []
      : [
          {
            name: 'xl/sharedStrings.xml',
            data:
              typeof shared === 'string' && !shared.startsWith('<?xml')
                ? `<sst xmlns="${main}">${shared}</sst>`
                : shared,
          },
        ]),
    ...sheets.map(({ rows, after = '' }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      data:
        typeof rows === 'string' && !rows.startsWith('<?xml')
          ? `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${after}</worksheet>`
          : rows,
    })),
  ];
}

export const workbookBytes = (text: WorkbookText) => zipBytes(workbookParts(text));

/** A folder that is gone after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tillbook-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Writes bytes to a file that is gone after the test. */
export function written(name: string, bytes: Buffer): string {
  const file = join(folder(), name);
  writeFileSync(file, bytes);
  return file;
}
