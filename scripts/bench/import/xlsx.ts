// Ours of the benchmark "import": a workbook to Parquet. It fails where a row is missing.
import { mkdirSync } from 'node:fs';
import { xlsxToParquet } from '#src/index.js';

const [file, rows] = process.argv.slice(2) as [string, string];
const out = `${file}.tables`;
mkdirSync(out, { recursive: true });
const { tables } = await xlsxToParquet(file, out);
const found = tables.reduce((sum, table) => sum + table.rows, 0);
if (found !== Number(rows)) throw new Error(`${found} rows of ${rows}`);
