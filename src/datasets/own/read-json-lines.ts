import path from 'node:path';
import { rows } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import type { Engine } from '../../engine/engine.js';
import { distinctNames } from './csv-layout.js';
import { lineColumn, type OwnTable, type Rejected } from './own-table.js';
import { mostRejected, recordTexts, tooMany } from './read-csv.js';
import { quotedName, textLiteral } from './sql-text.js';
import { longestRecord, NotUtf8, stagedFile, walkText } from './stage-text.js';
import type { TextEncoding } from './text-encoding.js';

/** Stands in no JSON: control characters are escaped in it. */
const separator = 0x1f;
const lineShape = { delimiter: 0, width: 0 };

/**
 * Takes JSON lines apart: the columns are the names that any of the objects has, in the order in which they come;
 * lists and objects inside stay JSON text.
 *
 * @param staged where to write the lines for the engine.
 * @throws TillbookError BAD_INPUT.
 */
export async function readJsonLines(engine: Engine, source: string, staged: string): Promise<OwnTable> {
  const known = await stage(source, staged, null).catch((error: unknown) => {
    if (error instanceof NotUtf8) return stage(source, staged, 'windows-1252');
    throw error;
  });
  const file = path.basename(source);
  const { rejected, records, encoding } = known;
  const lines = `(select ${lineColumn}, line from read_csv(${textLiteral(staged)}, auto_detect = false, header = false,
    delim = ${textLiteral(String.fromCharCode(separator))}, quote = '', escape = '', new_line = '\\n',
    max_line_size = ${longestRecord + 64}, buffer_size = ${4 * longestRecord},
    columns = {'${lineColumn}': 'bigint', 'line': 'varchar'})) as lines`;
  const isObject = "case when json_valid(line) then json_type(line) = 'OBJECT' else false end";
  const wrong = rows<{ line: number; text: string }>(
    await engine.query(
      `select ${lineColumn} as line, left(line, 10000) as text from ${lines} where not ${isObject} order by 1 limit ${mostRejected + 1}`,
    ),
  );
  for (const { line, text } of wrong) {
    rejected.push({ file, line, column: null, reason: 'it is not a JSON object', raw: text });
  }
  if (rejected.length > mostRejected) throw tooMany(file, rejected);
  const keys = rows<{ key: string }>(
    await engine.query(
      `select key, min(place) as place from (
        select unnest(json_keys(line)) as key, ${lineColumn} * 1000 + generate_subscripts(json_keys(line), 1) as place
        from ${lines} where ${isObject}) as keys group by key order by place, key`,
    ),
  ).map(({ key }) => key);
  if (keys.length === 0) {
    throw new TillbookError('BAD_INPUT', `${file} holds no JSON object`, {
      hint: 'one object in each line is expected',
    });
  }
  const notes = encoding === 'utf-8' ? [] : [`the text is ${encoding}, not UTF-8, and was read as such`];
  if (known.blank > 0) notes.push(`${known.blank} blank lines passed over`);
  const columns = distinctNames(keys, notes);
  const pointers = keys.map((key) => textLiteral(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)).join(', ');
  return {
    file,
    path: source,
    from: `(select ${lineColumn}, ${columns.map((name, i) => `found[${i + 1}] as ${quotedName(name)}`).join(', ')}
      from (select ${lineColumn}, json_extract_string(line, [${pointers}]) as found from ${lines} where ${isObject}) as objects)`,
    columns,
    records,
    rejected,
    notes,
    texts: (wanted) => recordTexts(source, lineShape, encoding, wanted),
  };
}

async function stage(source: string, staged: string, given: TextEncoding | null) {
  const file = path.basename(source);
  const out = stagedFile(staged);
  const rejected: Rejected[] = [];
  let records = 0;
  const { encoding, blank } = await walkText(source, lineShape, given, ({ line, bytes, fault }) => {
    records++;
    const wrong = fault ?? (bytes.includes(separator) || bytes.includes(13) ? 'it is not a JSON object' : null);
    if (wrong === null) return out.put(line, separator, bytes);
    rejected.push({ file, line, column: null, reason: wrong, raw: bytes.toString('utf8', 0, 10_000) });
    if (rejected.length > mostRejected) throw tooMany(file, rejected);
  });
  await out.close();
  return { encoding, blank, records, rejected };
}
