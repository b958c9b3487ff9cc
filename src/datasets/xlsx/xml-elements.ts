import sax from 'sax';
import { TillbookError } from '../../base/errors.js';
import { utf8Chunks } from './xml-text.js';

/** An element of a small XML part, as its start tag has it; prefixes are left out. */
export interface XmlElement {
  readonly name: string;
  /** The names of the elements around it, joined by `/`. */
  readonly path: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * The elements of a small XML part in their order.
 *
 * @param place what messages call the part.
 * @throws TillbookError BAD_INPUT where it is not well-formed.
 */
export async function elements(chunks: AsyncIterable<Buffer>, place: string): Promise<XmlElement[]> {
  const pieces: Buffer[] = [];
  for await (const piece of utf8Chunks(chunks, place)) pieces.push(piece);
  const parser = sax.parser(true, { position: false });
  const found: XmlElement[] = [];
  const path: string[] = [];
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.onopentag = ({ name, attributes }) => {
    const named = Object.entries(attributes).filter(([key]) => !key.startsWith('xmlns'));
    found.push({
      name: local(name),
      path: path.join('/'),
      attributes: Object.fromEntries(named.map(([key, value]) => [local(key), String(value)])),
    });
    path.push(local(name));
  };
  parser.onclosetag = () => path.pop();
  const refuse = (what: string) => {
    throw new TillbookError('BAD_INPUT', `${place} is not well-formed XML: ${what}`, {
      hint: 'fetch or export it again',
    });
  };
  parser.onerror = (error) => refuse(error.message.split('\n')[0]!);
  parser.ondoctype = () => refuse('a document type, which no workbook has');
  parser.write(Buffer.concat(pieces).toString('utf8')).close();
  return found;
}
