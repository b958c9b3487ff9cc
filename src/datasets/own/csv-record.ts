/** What was found at the beginning of a record; the same object is filled again and again. */
export interface FoundRecord {
  /** `more`: the bytes end inside the record. `broken`: its quotes do not pair; `end` and `next` are of its first line. */
  state: 'whole' | 'more' | 'broken';
  /** Behind the last byte of the record, without its line end. */
  end: number;
  /** Where the next record begins. */
  next: number;
  fields: number;
  /** Line ends inside it. */
  breaks: number;
  hasQuotes: boolean;
  /** Quotes that RFC 4180 does not know: inside a field without quotes, or blanks behind the closing one. */
  isOdd: boolean;
  hasNul: boolean;
  /** Bytes beyond ASCII. */
  hasHigh: boolean;
  /** Holds nothing but delimiters and blanks. */
  isBlank: boolean;
  reason: string;
}

/** A record to hand to `findRecord`. */
export function emptyRecord(): FoundRecord {
  return {
    state: 'more',
    end: 0,
    next: 0,
    fields: 0,
    breaks: 0,
    hasQuotes: false,
    isOdd: false,
    hasNul: false,
    hasHigh: false,
    isBlank: true,
    reason: '',
  };
}

const newline = 10;
const carriage = 13;
const quote = 34;
const blank = 32;

/**
 * Finds the end of the record of delimited text that begins at `start`: fields may stand in double quotes, doubled
 * inside, and then hold line ends; lines end with LF, CR LF or CR. Cost: one look at each byte.
 *
 * @param isLast whether nothing follows these bytes.
 */
export function findRecord(
  bytes: Uint8Array,
  start: number,
  delimiter: number,
  isLast: boolean,
  found: FoundRecord,
): void {
  const size = bytes.length;
  let fields = 1;
  let breaks = 0;
  let hasQuotes = false;
  let isOdd = false;
  let hasNul = false;
  let high = 0;
  let isBlank = true;
  let begins = true;
  let i = start;
  found.reason = '';
  scan: for (; i < size; i++) {
    const byte = bytes[i]!;
    if (byte === delimiter) {
      fields++;
      begins = true;
      continue;
    }
    if (byte === newline || byte === carriage) break;
    if (byte === quote) {
      hasQuotes = true;
      isBlank = false;
      if (!begins) {
        isOdd = true;
        continue;
      }
      begins = false;
      for (i++; ; i++) {
        if (i >= size) {
          if (!isLast) break scan;
          brokenLine(bytes, start, found, 'a quote is opened and not closed');
          return;
        }
        const inside = bytes[i]!;
        high |= inside;
        if (inside === 0) hasNul = true;
        else if (inside === newline) breaks++;
        else if (inside === carriage && bytes[i + 1] !== newline) breaks++;
        if (inside !== quote) continue;
        if (i + 1 >= size && !isLast) break scan;
        if (bytes[i + 1] !== quote) break;
        i++;
      }
      let after = i + 1;
      while (after < size && bytes[after] === blank) after++;
      if (after >= size && !isLast) break;
      const follows = after < size ? bytes[after]! : newline;
      if (follows !== delimiter && follows !== newline && follows !== carriage) {
        brokenLine(bytes, start, found, 'text stands behind a closing quote');
        return;
      }
      if (after > i + 1) isOdd = true;
      i = after - 1;
      continue;
    }
    high |= byte;
    if (byte === 0) hasNul = true;
    if (byte !== blank) isBlank = false;
    begins = false;
  }
  const endsOpen = i >= size || (bytes[i] === carriage && i + 1 >= size);
  if (endsOpen && !isLast) {
    found.state = 'more';
    return;
  }
  found.state = 'whole';
  found.end = Math.min(i, size);
  found.next = i >= size ? size : bytes[i] === carriage && bytes[i + 1] === newline ? i + 2 : i + 1;
  found.fields = fields;
  found.breaks = breaks;
  found.hasQuotes = hasQuotes;
  found.isOdd = isOdd;
  found.hasNul = hasNul;
  found.hasHigh = high > 127;
  found.isBlank = isBlank;
}

/** Takes only the first line of a record whose quotes do not pair, so that one bad line costs no other. */
export function brokenLine(bytes: Uint8Array, start: number, found: FoundRecord, reason: string): void {
  let end = start;
  while (end < bytes.length && bytes[end] !== newline && bytes[end] !== carriage) end++;
  found.state = 'broken';
  found.reason = reason;
  found.end = end;
  found.next = Math.min(bytes.length, bytes[end] === carriage && bytes[end + 1] === newline ? end + 2 : end + 1);
  found.fields = 0;
  found.breaks = 0;
}

/** The fields of a record, unquoted. */
export function recordFields(record: string, delimiter: string): string[] {
  const fields: string[] = [];
  for (let i = 0; ; ) {
    if (record[i] === '"') {
      let end = i + 1;
      for (; ; end++) {
        if (end >= record.length) break;
        if (record[end] !== '"') continue;
        if (record[end + 1] !== '"') break;
        end++;
      }
      fields.push(record.slice(i + 1, end).replaceAll('""', '"'));
      i = record.indexOf(delimiter, end);
    } else {
      const end = record.indexOf(delimiter, i);
      fields.push(record.slice(i, end < 0 ? undefined : end));
      i = end;
    }
    if (i < 0) return fields;
    i++;
  }
}
