import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** What must come of a damaged file. */
export type Outcome =
  /** It comes in with so many records, counted by whoever wrote them; `notes` states what was lost or changed. */
  | {
      readonly rows: number;
      readonly kept?: number;
      readonly amount?: string;
      readonly description?: string;
      readonly notes?: RegExp;
    }
  /** It is refused by an error that names the file and says this. */
  | { readonly refused: RegExp };

export interface Damaged {
  readonly what: string;
  /** The file's name, default `a.csv`. */
  readonly name?: string;
  readonly content: string | Buffer;
  readonly outcome: Outcome;
}

export const header = 'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country';
export const line = (
  change: Partial<
    Record<'order' | 'code' | 'text' | 'quantity' | 'date' | 'price' | 'customer' | 'country', string>
  > = {},
) => {
  const {
    order = '536365',
    code = '85123A',
    text = 'a mug',
    quantity = '6',
    date = '2010-12-01 08:26:00',
    price = '2.55',
    customer = '17850',
    country = 'United Kingdom',
  } = change;
  return [order, code, text, quantity, date, price, customer, country].join(',');
};
const csv = (...lines: string[]) => [header, ...lines, ''].join('\n');
const good = line();
const many = (count: number) => Array.from({ length: count }, (_, i) => line({ order: String(500000 + i) }));
const whole = csv(good, good);
const imported = (rows: number, more: Omit<Extract<Outcome, { rows: number }>, 'rows'> = {}): Outcome => ({
  rows,
  ...more,
});
const refused = (message: RegExp): Outcome => ({ refused: message });
const bytes = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding);
const swapped = (text: string) => bytes(text, 'utf16le').swap16();
const pack = (text: string) => gzipSync(text);
const scrambled = csv(
  ...Array.from({ length: 40_000 }, (_, i) =>
    line({ order: String(100000 + ((i * 7919) % 900001)), price: `${(i * 31) % 97}.5` }),
  ),
);

/** Texts: how they are written and packed. */
const texts: Damaged[] = [
  { what: 'a byte order mark', content: `\ufeff${whole}`, outcome: imported(2) },
  { what: 'two byte order marks', content: `\ufeff\ufeff${whole}`, outcome: imported(2) },
  {
    what: 'UTF-16 little-endian with a mark',
    content: bytes(`\ufeff${whole}`, 'utf16le'),
    outcome: imported(2, { description: 'a mug' }),
  },
  {
    what: 'UTF-16 big-endian with a mark',
    content: swapped(`\ufeff${whole}`),
    outcome: imported(2, { description: 'a mug' }),
  },
  { what: 'UTF-16 without a mark', content: bytes(whole, 'utf16le'), outcome: imported(2) },
  { what: 'UTF-16 cut in a letter', content: bytes(`\ufeff${whole}`, 'utf16le').subarray(0, -5), outcome: imported(2) },
  {
    what: 'a bad line in UTF-16 keeps its number',
    content: bytes(`\ufeff${csv(good, line({ quantity: 'six' }))}`, 'utf16le'),
    outcome: refused(/line 3, column "Quantity": "six"/),
  },
  {
    what: 'a Latin-1 pound sign',
    content: bytes(csv(good, line({ text: 'mug £5' }), good), 'latin1'),
    outcome: refused(/Line: 3.*(unicode|utf-8)/i),
  },
  {
    what: 'a Latin-1 pound sign far down',
    content: bytes(csv(...many(30_000), line({ text: 'mug £5' })), 'latin1'),
    outcome: refused(/Line: 30002.*(unicode|utf-8)/i),
  },
  { what: 'a NUL in a text', content: csv(good, line({ text: 'a m\0ug' })), outcome: imported(2) },
  {
    what: 'a NUL in a quantity',
    content: csv(good, line({ quantity: '6\0' })),
    outcome: refused(/line 3, column "Quantity"/),
  },
  {
    what: 'a block of NULs at the end (a disk that was full)',
    content: csv(good, good) + '\0'.repeat(4096),
    outcome: refused(/Line: 4/),
  },
  { what: 'CR LF', content: whole.replaceAll('\n', '\r\n'), outcome: imported(2) },
  { what: 'CR alone', content: whole.replaceAll('\n', '\r'), outcome: imported(2) },
  {
    what: 'a bad line after CR alone',
    content: csv(good, good, line({ price: 'x' })).replaceAll('\n', '\r'),
    outcome: refused(/line 4, column "Price"/),
  },
  {
    what: 'mixed line ends: CR LF, then LF',
    content: `${header}\r\n${good}\r\n${good}\n${good}\r\n`,
    outcome: imported(3),
  },
  { what: 'mixed line ends: LF, then CR LF', content: `${header}\n${good}\n${good}\r\n`, outcome: imported(2) },
  {
    what: 'mixed line ends far down',
    content: `${csv(...many(50_000))}${good}\r\n${good}\n`,
    outcome: imported(50_002),
  },
  {
    what: 'a bad line among mixed line ends',
    content: `${header}\r\n${good}\n${good}\r\n${line({ quantity: '1.5' })}\n`,
    outcome: refused(/line 4, column "Quantity": "1.5"/),
  },
  {
    what: 'a CR alone in a text of an LF file',
    content: csv(good, line({ text: 'a\rmug' })),
    outcome: refused(/a\.csv/),
  },
  { what: 'a quoted CR in a text', content: csv(good, line({ text: '"a\rmug"' })), outcome: imported(2) },
  {
    what: 'quoted line ends',
    content: csv(line({ text: '"a\nmug\r\nof ""three"" lines"' }), good),
    outcome: imported(2),
  },
  { what: 'no line end at the end', content: `${header}\n${good}\n${good}`, outcome: imported(2) },
  { what: 'blank lines between and after', content: `${header}\n\n${good}\n\n\n${good}\n\n`, outcome: imported(2) },
  { what: 'a line of blanks', content: csv(good, '   ', good), outcome: refused(/Line: 3/) },
  { what: 'an end-of-file mark (Ctrl-Z) on a line of its own', content: `${whole}\x1a`, outcome: refused(/Line: 4/) },
  { what: 'an unclosed quote', content: csv(good, line({ text: '"a mug' }), good, good), outcome: refused(/Line: 3/) },
  {
    what: 'an unclosed quote in the last line',
    content: `${csv(good)}${line({ country: '"United Kingdom' })}`,
    outcome: refused(/Line: 3.*unterminated/s),
  },
  {
    what: 'an unclosed quote in 50,000 lines',
    content: csv(good, line({ text: '"a mug' }), ...many(50_000)),
    outcome: refused(/a\.csv/),
  },
  { what: 'text behind a closing quote', content: csv(good, line({ text: '"a" mug' })), outcome: refused(/Line: 3/) },
  { what: 'a quote inside a text', content: csv(good, line({ text: '12" mug' })), outcome: imported(2) },
  {
    what: 'a quote inside a text, then a bad line',
    content: csv(line({ text: '12" mug' }), good, line({ price: 'x' })),
    outcome: refused(/line 4, column "Price"/),
  },
  {
    what: 'backslashes',
    content: csv(good, line({ text: 'c:\\mug\\' })),
    outcome: imported(2, { description: 'c:\\mug\\' }),
  },
  { what: 'lines that begin with #', content: csv(line({ order: '#1' }), good), outcome: imported(2) },
  { what: 'a comment line', content: csv(good, '# exported by hand', good), outcome: refused(/Line: 3/) },
  { what: 'semicolons', content: whole.replaceAll(',', ';'), outcome: imported(2) },
  {
    what: 'semicolons with decimal commas',
    content: whole.replaceAll(',', ';').replaceAll('2.55', '2,55'),
    outcome: refused(/line 2, column "Price": "2,55"/),
  },
  { what: 'tabs', content: whole.replaceAll(',', '\t'), outcome: imported(2) },
  { what: 'bars', content: whole.replaceAll(',', '|'), outcome: imported(2) },
  { what: 'a line with a field more', content: csv(good, `${good},x`), outcome: refused(/Line: 3/) },
  { what: 'a line with fields less', content: csv(good, '1,2,3', good), outcome: refused(/Line: 3/) },
  { what: 'a line cut at the end', content: csv(good, good).slice(0, -30), outcome: refused(/Line: 3/) },
  {
    what: 'a line of 3 MB',
    content: csv(good, line({ text: 'x'.repeat(3_000_000) })),
    outcome: refused(/line 3 is longer than 2 MB/),
  },
  {
    what: 'truncated gzip',
    name: 'a.csv.gz',
    content: pack(scrambled).subarray(0, 90_000),
    outcome: refused(/cannot be unpacked: unexpected end/),
  },
  {
    what: 'truncated gzip under the name of a CSV',
    content: pack(scrambled).subarray(0, -9),
    outcome: refused(/cannot be unpacked/),
  },
  {
    what: 'gzip with a wrong checksum',
    name: 'a.csv.gz',
    content: damagedAt(pack(scrambled), -6),
    outcome: refused(/cannot be unpacked/),
  },
  { what: 'whole gzip under the name of a CSV', content: pack(scrambled), outcome: imported(40_000) },
  {
    what: 'two gzip members in one file',
    name: 'a.csv.gz',
    content: Buffer.concat([pack(csv(good)), pack(`${good}\n`)]),
    outcome: imported(2),
  },
  {
    what: 'a bad line in gzip keeps its number',
    name: 'a.csv.gz',
    content: pack(csv(good, good, line({ quantity: 'x' }))),
    outcome: refused(/line 4, column "Quantity"/),
  },
  {
    what: 'Zstandard',
    name: 'a.csv.zst',
    content: Buffer.from('28b52ffd00', 'hex'),
    outcome: refused(/Zstandard/),
  },
  { what: 'a zip', content: bytes('PK\u0003\u0004 and so on', 'latin1'), outcome: refused(/zip/) },
  { what: 'nothing', content: '', outcome: refused(/empty \(0 bytes\)/) },
  { what: 'a header alone', content: `${header}\n`, outcome: refused(/holds a header and no line/) },
  { what: 'a header without a line end', content: header, outcome: refused(/holds a header and no line/) },
  { what: 'blank lines alone', content: '\n\n\n', outcome: refused(/no line of text/) },
  { what: 'a byte order mark alone', content: '\ufeff', outcome: refused(/no line of text/) },
  { what: 'random bytes', content: randomBytes(20_000), outcome: refused(/a\.csv/) },
  {
    what: 'HTML',
    content: '<!doctype html><html><body>404, not found</body></html>\n',
    outcome: refused(/no column "Invoice"/),
  },
  {
    what: 'JSON lines',
    content: '{"Invoice": 1, "Price": 2}\n{"Invoice": 2, "Price": 3}\n',
    outcome: refused(/a\.csv is JSON/),
  },
];

/** Headers. */
const headers: Damaged[] = [
  { what: 'no header', content: `${good}\n${good}\n`, outcome: refused(/no column "Invoice"/) },
  {
    what: 'a missing column',
    content: csv(good).replace(',Country', '').replace(',United Kingdom', ''),
    outcome: refused(/no column "Country"/),
  },
  {
    what: 'the same header twice',
    content: `${header},Price\n${good},9\n`,
    outcome: refused(/two columns for the same: "Price_2"/),
  },
  {
    what: 'two names for the price',
    content: `${header},UnitPrice\n${good},9\n`,
    outcome: refused(/two columns for the same: "UnitPrice"/),
  },
  { what: 'another column twice', content: `x,${header},x,\n1,${good},2,3\n`, outcome: imported(1) },
  {
    what: 'a header in the middle again (two files stacked)',
    content: csv(good, header, good),
    outcome: refused(/line 3, column/),
  },
  { what: 'two lines above the header', content: `Report of 2011\n\n${whole}`, outcome: imported(2) },
  {
    what: 'lines above the header with a quote and commas',
    content: `Report, of "2011\nby, me\n${whole}`,
    outcome: imported(2),
  },
  {
    what: 'a bad line under lines above the header',
    content: `Report of 2011\n\n${csv(good, line({ quantity: 'six' }))}`,
    outcome: refused(/line 5, column "Quantity"/),
  },
  {
    what: 'a short line under lines above the header',
    content: `Report of 2011\n${csv(good, '1,2')}`,
    outcome: refused(/Line: 4/),
  },
  {
    what: 'a quoted header',
    content: `${header
      .split(',')
      .map((name) => `"${name}"`)
      .join(',')}\n${good}\n`,
    outcome: imported(1),
  },
  {
    what: 'a header of 100,000 fields',
    content: `${'x,'.repeat(100_000)}\n${good}\n`,
    outcome: refused(/line 1 has more than/),
  },
  {
    what: 'a header with fields less than the lines',
    content: `${header}\n${good},x,y\n`,
    outcome: refused(/Line: 2/),
  },
];

const valueCase = (what: string, change: Parameters<typeof line>[0], outcome: Outcome): Damaged => ({
  what,
  content: csv(good, line(change), good),
  outcome,
});
/** Values. */
const values: Damaged[] = [
  valueCase('a decimal comma', { price: '"2,55"' }, refused(/line 3, column "Price": "2,55"/)),
  valueCase('a thousands separator in a price', { price: '"1,234.50"' }, refused(/line 3, column "Price"/)),
  valueCase('a thousands separator in a quantity', { quantity: '"1,000"' }, refused(/line 3, column "Quantity"/)),
  valueCase('an underscore between digits of a quantity', { quantity: '1_000' }, refused(/line 3, column "Quantity"/)),
  valueCase('an underscore between digits of a price', { price: '1_0.5' }, refused(/line 3, column "Price"/)),
  valueCase('a pound sign in UTF-8', { price: '£2.55' }, refused(/line 3, column "Price"/)),
  valueCase('a quantity of 1e308', { quantity: '1e308' }, refused(/line 3, column "Quantity"/)),
  valueCase('a quantity of 1e400', { quantity: '1e400' }, refused(/line 3, column "Quantity"/)),
  valueCase('a quantity of NaN', { quantity: 'NaN' }, refused(/line 3, column "Quantity"/)),
  valueCase('a quantity of inf', { quantity: 'inf' }, refused(/line 3, column "Quantity"/)),
  valueCase('a price of inf', { price: 'inf' }, refused(/line 3, column "Price"/)),
  valueCase('a price of -Infinity', { price: '-Infinity' }, refused(/line 3, column "Price"/)),
  valueCase('a price of 1e308', { price: '1e308' }, refused(/line 3, column "Price"/)),
  valueCase('a price of 1e-308', { price: '1e-308' }, imported(3, { notes: /1 price .*more than four decimals/ })),
  valueCase('a price in hexadecimal', { price: '0x1F' }, refused(/line 3, column "Price"/)),
  valueCase(
    'a price of seven decimals',
    { price: '2.5512345' },
    imported(3, { notes: /1 price .*more than four decimals/, amount: '45.9072' }),
  ),
  valueCase('an error of a spreadsheet', { price: '#DIV/0!' }, refused(/line 3, column "Price": "#DIV\/0!"/)),
  valueCase('a formula', { quantity: '=1+1' }, refused(/line 3, column "Quantity"/)),
  valueCase('a date of 1900', { date: '1900-01-01 00:00:00' }, imported(3, { notes: /1900/ })),
  valueCase('a date of 9999', { date: '9999-12-31 23:59:59' }, imported(3, { notes: /9999/ })),
  valueCase('a date beyond 9999', { date: '290000-01-01 00:00:00' }, refused(/line 3, column "InvoiceDate"/)),
  valueCase('a date before Christ', { date: '0044-03-15 (BC) 00:00:00' }, refused(/line 3, column "InvoiceDate"/)),
  valueCase('30 February', { date: '2011-02-30 10:00:00' }, refused(/line 3, column "InvoiceDate"/)),
  valueCase(
    'a serial number of a spreadsheet for a date',
    { date: '40513.35' },
    refused(/line 3, column "InvoiceDate"/),
  ),
  valueCase('a half surrogate of UTF-8 escapes', { text: 'a \\ud800 mug' }, imported(3)),
  valueCase('a country of 1 MB', { country: 'x'.repeat(1_000_000) }, imported(3)),
  valueCase('an invoice of blanks', { order: '   ' }, refused(/line 3, column "Invoice"/)),
];

function damagedAt(buffer: Buffer, at: number): Buffer {
  const copy = Buffer.from(buffer);
  copy[copy.length + at]! ^= 0xff;
  return copy;
}

/** Every damaged text; what needs Parquet or much room is written by the test itself. */
export const cases: readonly Damaged[] = [...texts, ...headers, ...values];
