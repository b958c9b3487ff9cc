/** The elements that the scanners know; `sheetData` is also what holds shared strings. */
export const element = {
  unknown: 0,
  unfinished: -1,
  row: 1,
  cell: 2,
  value: 3,
  formula: 4,
  inline: 5,
  text: 6,
  sheetData: 7,
  extension: 8,
  item: 9,
} as const;

const locals: Readonly<Record<string, number>> = {
  row: element.row,
  c: element.cell,
  v: element.value,
  f: element.formula,
  is: element.inline,
  t: element.text,
  si: element.item,
  sst: element.sheetData,
  sheetData: element.sheetData,
  extLst: element.extension,
  phoneticPr: element.extension,
};

/** Tells which element's name stands at a byte. */
export type NameReader = (bytes: Buffer, from: number, end: number) => number;

const delimits = (byte: number) => byte <= 32 || byte === 62 || byte === 47;

/**
 * Makes a reader of element names.
 *
 * @param prefixes those bound to the spreadsheet's namespace, the most used first; '' is the default namespace.
 */
export function nameReader(prefixes: readonly string[]): NameReader {
  const usual = Buffer.from(prefixes[0] ? `${prefixes[0]}:` : '');
  const length = usual.length;

  return (bytes, from, end) => {
    for (let i = 0; i < length; i++) if (bytes[from + i] !== usual[i]) return slow(bytes, from, end);
    const at = from + length;
    if (at + 3 >= end) return slow(bytes, from, end);
    const first = bytes[at]!;
    if (delimits(bytes[at + 1]!)) {
      if (first === 99) return element.cell;
      if (first === 118) return element.value;
      if (first === 116) return element.text;
      if (first === 102) return element.formula;
    } else if (delimits(bytes[at + 2]!)) {
      if (first === 105 && bytes[at + 1] === 115) return element.inline;
    } else if (first === 114 && bytes[at + 1] === 111 && bytes[at + 2] === 119 && delimits(bytes[at + 3]!)) {
      return element.row;
    }
    return slow(bytes, from, end);
  };

  function slow(bytes: Buffer, from: number, end: number): number {
    let stop = from;
    while (stop < end && !delimits(bytes[stop]!)) stop++;
    if (stop >= end) return element.unfinished;
    const name = bytes.toString('latin1', from, stop);
    const colon = name.indexOf(':');
    if (!prefixes.includes(colon < 0 ? '' : name.slice(0, colon))) return element.unknown;
    const local = name.slice(colon + 1);
    return Object.hasOwn(locals, local) ? locals[local]! : element.unknown;
  }
}
