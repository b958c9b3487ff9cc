import sax from 'sax';

/** What stands around a sheet's rows, or around shared strings. */
export interface SheetFrame {
  /** Takes bytes before the rows; true once the tag that opens them was the last of them. */
  head(bytes: Buffer): boolean;
  /** Takes bytes after the rows, from the tag that closes them. */
  tail(bytes: Buffer): void;
  /** Says that no bytes follow. */
  end(): void;
  /** Prefixes bound to the spreadsheet's namespace where the rows begin, that of the rows first. */
  prefixes(): readonly string[];
  /** True if the sheet has rows at all, and false for `<sheetData/>`. */
  hasRows(): boolean;
  /** References of merged cells, the first hundred, and their number. */
  readonly merged: { count: number; readonly first: string[] };
}

const namespaces = [
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
];

/**
 * Reads what stands around the rows with a strict XML parser: it is little, and says whether the sheet is whole. Bytes
 * are taken as Latin-1, which moves nothing; no text is needed from here.
 *
 * @param kind the root's name.
 * @throws RangeError where the XML is not well-formed, or its root another.
 */
export function sheetFrame(kind: 'worksheet' | 'sst' = 'worksheet'): SheetFrame {
  // Rows stand one level deep, shared strings in the root itself.
  const [container, level] = kind === 'sst' ? ['sst', 1] : ['sheetData', 2];
  const parser = sax.parser(true, { xmlns: true, position: false });
  const merged = { count: 0, first: [] as string[] };
  let begun = false;
  let empty = false;
  let known: string[] = [];
  let depth = 0;

  parser.onerror = (error) => {
    throw new RangeError(error.message.split('\n')[0]);
  };
  parser.ondoctype = () => {
    throw new RangeError('a declaration (<!…), which no workbook has');
  };
  parser.onopentag = (tag) => {
    const { local, uri, isSelfClosing, ns, prefix } = tag as sax.QualifiedTag;
    const ours = namespaces.includes(uri) || uri === '';
    if (depth++ === 0 && !(local === kind && ours)) throw new RangeError(`<${tag.name}> where <${kind}> should be`);
    if (depth === level && local === container && ours) {
      if (begun) throw new RangeError(`a second <${container}>`);
      begun = true;
      empty = isSelfClosing;
      known = bound(ns, uri, prefix);
    }
    if (local === 'mergeCell' && ours) {
      if (merged.count++ < 100) merged.first.push(String((tag.attributes.ref as sax.QualifiedAttribute)?.value ?? '?'));
    }
  };
  parser.onclosetag = () => {
    depth--;
  };

  return {
    merged,
    head(bytes) {
      parser.write(bytes.toString('latin1', 0, bytes.length));
      return begun;
    },
    tail(bytes) {
      parser.write(bytes.toString('latin1', 0, bytes.length));
    },
    end() {
      parser.close();
      if (!begun) throw new RangeError(`no <${container}>`);
    },
    prefixes: () => known,
    hasRows: () => !empty,
  };
}

/** In sax a tag's namespaces inherit from those of the tag around it. */
function bound(ns: Readonly<Record<string, string>>, uri: string, own: string): string[] {
  const all: string[] = [own];
  for (const prefix in ns) if (prefix !== own && ns[prefix] === uri) all.push(prefix);
  if (uri === '' && !all.includes('')) all.push('');
  return all;
}
