import path from 'node:path';
import { rows } from '../../base/columns.js';
import type { Engine } from '../../engine/engine.js';
import { lineColumn, type OwnTable } from './own-table.js';
import { quotedName, textLiteral } from './sql-text.js';

/**
 * A Parquet file as text, a row's number as its line; times come out as ISO text.
 *
 * @throws TillbookError QUERY_FAILED where the engine cannot read it.
 */
export async function readParquet(engine: Engine, source: string): Promise<OwnTable> {
  const from = `read_parquet(${textLiteral(source)}, file_row_number = true)`;
  const [size] = rows<{ records: number }>(
    await engine.query(`select num_rows as records from parquet_file_metadata(${textLiteral(source)})`),
  );
  const described = rows<{ column_name: string }>(
    await engine.query(`describe select * from read_parquet(${textLiteral(source)})`),
  );
  const columns = described.map(({ column_name }) => column_name);
  const texts = columns.map((name) => `cast(${quotedName(name)} as varchar) as ${quotedName(name)}`);
  const asText = `(select file_row_number + 1 as ${lineColumn}, ${texts.join(', ')} from ${from})`;
  return {
    file: path.basename(source),
    path: source,
    from: asText,
    columns,
    records: size!.records,
    rejected: [],
    notes: [],
    async texts(lines) {
      const found = rows<{ line: number; text: string }>(
        await engine.query(`select ${lineColumn} as line, left(cast(to_json(t) as varchar), 10000) as text from ${asText} as t
          where ${lineColumn} in (${[...lines].join(', ') || 'null'})`),
      );
      return new Map(found.map(({ line, text }) => [line, text]));
    },
  };
}
