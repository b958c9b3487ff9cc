import { TextDecoder } from 'node:util';
import sax from 'sax';
import { TillbookError } from '../../base/errors.js';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The text that bytes between two tags stand for: entities replaced, line ends made `\n`, and Office's own `_x000D_`
 * undone.
 *
 * @throws RangeError for an entity that XML does not define, or bytes that are not UTF-8.
 */
export function decodeText(bytes: Buffer, start: number, end: number): string {
  const raw = bytes.toString('utf8', start, end);
  if (raw.includes('\ufffd')) strictUtf8(bytes, start, end);
  return decodeEscapes(raw);
}

/** `decodeText` of text that is decoded from its bytes already. */
export function decodeEscapes(raw: string): string {
  let text = raw;
  if (text.includes('\r')) text = text.replaceAll(/\r\n?/g, '\n');
  if (text.includes('&')) text = text.replaceAll(/&([^;]*);?/g, entity);
  return officeEscapes(text);
}

/** Undoes `_xHHHH_`, by which Office writes what XML cannot hold. */
export function officeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/**
 * The text of a string item that is more than one plain `<t>`: its runs one after the other, phonetic runs left out,
 * CDATA and comments understood.
 *
 * @param xml one element, such as `<is>…</is>` or `<v>…</v>`; a `v` is text itself, the others hold it in `t`.
 * @throws Error of the XML parser where it is not well-formed.
 */
export function elementText(xml: string): string {
  const parser = sax.parser(true, { position: false });
  const path: string[] = [];
  let text = '';
  const add = (piece: string) => {
    if (path.includes('rPh')) return;
    if (path.at(-1) === 't' || (path.length === 1 && path[0] === 'v')) text += piece;
  };
  parser.onopentag = ({ name }) => path.push(name.slice(name.indexOf(':') + 1));
  parser.onclosetag = () => path.pop();
  parser.ontext = add;
  parser.oncdata = add;
  parser.onerror = (error) => {
    throw new RangeError(error.message.split('\n')[0]);
  };
  parser.write(xml.replaceAll(/\r\n?/g, '\n')).close();
  return officeEscapes(text);
}

function entity(whole: string, name: string): string {
  if (!whole.endsWith(';')) throw new RangeError('an & that begins no entity');
  const code = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name);
  const point = code ? Number.parseInt(code[1] ?? code[2]!, code[1] === undefined ? 10 : 16) : -1;
  if (point >= 0 && point <= 0x10ffff) return String.fromCodePoint(point);
  const known = Object.hasOwn(entities, name) ? entities[name] : undefined;
  if (known === undefined) throw new RangeError(`the entity &${name.slice(0, 20)};, which XML does not define`);
  return known;
}

function strictUtf8(bytes: Buffer, start: number, end: number): void {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end));
  } catch {
    throw new RangeError('bytes that are not UTF-8');
  }
}

/**
 * A part of a workbook as UTF-8 without a byte order mark, whatever its encoding: UTF-8 and UTF-16 by mark or by
 * content, others by their declaration.
 *
 * @param place what messages call the part.
 */
export async function* utf8Chunks(chunks: AsyncIterable<Buffer>, place: string): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let begun = false;
  try {
    for await (const chunk of chunks) {
      let bytes = chunk;
      if (!begun) {
        const encoding = encodingOf(chunk, place);
        if (encoding !== 'utf-8') decoder = new TextDecoder(encoding, { fatal: true });
        else if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) bytes = chunk.subarray(3);
        begun = true;
      }
      yield decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
    }
    if (decoder) yield Buffer.from(decoder.decode());
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new TillbookError('BAD_INPUT', `${place} is not in the encoding that it declares`, {
      hint: 'export it again',
      cause,
    });
  }
}

function encodingOf(head: Buffer, place: string): string {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0x3c && head[1] === 0)) return 'utf-16le';
  if ((head[0] === 0xfe && head[1] === 0xff) || (head[0] === 0 && head[1] === 0x3c)) return 'utf-16be';
  const declared = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(
    head.toString('latin1', 0, 256),
  )?.[1];
  if (declared === undefined || /^(utf-?8|us-ascii)$/i.test(declared)) return 'utf-8';
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    throw new TillbookError('BAD_INPUT', `${place} is in an unknown encoding, "${declared}"`, {
      hint: 'save it from a spreadsheet program as xlsx again',
    });
  }
}
