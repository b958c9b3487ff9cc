import { mime } from '../../../src/base/mime.js';
import type { Cell, Notebook, Output } from '../../../src/runner/notebook.js';
import type { RunRecord } from '../../../src/runner/record.js';

export const hostile = '<script>window.hacked = 1</script>';

let made = 0;

export function codeCell(source: string, outputs: Output[] = [], tags: string[] = [], executed = true): Cell {
  made += 1;
  return {
    cell_type: 'code',
    id: `code-${made}`,
    metadata: { tags },
    source,
    outputs,
    execution_count: executed ? made : null,
  };
}

export function markdownCell(source: string): Cell {
  made += 1;
  return { cell_type: 'markdown', id: `text-${made}`, metadata: {}, source };
}

export function shown(data: Record<string, unknown>): Output {
  return { output_type: 'display_data', data, metadata: {} };
}

export function figure(
  data: unknown[],
  layout: Record<string, unknown> = {},
  description = 'Sales rise from 1 to 3.',
): Output {
  return shown({ [mime.figure]: { data, layout }, 'text/plain': description });
}

export function notebook(...cells: Cell[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: 'tillbook', language: 'typescript' }, language_info: { name: 'typescript' } },
    cells,
  };
}

export function record(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    name: '01-explore-retail',
    title: 'Two years of a gift shop',
    status: 'ok',
    exitCode: 0,
    failure: null,
    startedAt: '2026-11-23T18:59:04.123Z',
    seconds: 12.34,
    cells: { code: 12, run: 12 },
    parameters: { dataset: 'auto', engine: 'duckdb', topN: 10, basis: 'identified-sales' },
    dataset: 'Online Retail II',
    synthetic: false,
    inputs: [
      {
        dataset: 'Online Retail II',
        synthetic: false,
        file: 'online-retail-ii-2009-2010.parquet',
        bytes: 4_213_000,
        sha256: 'a'.repeat(64),
      },
      {
        dataset: 'Online Retail II',
        synthetic: false,
        file: 'online-retail-ii-2010-2011.parquet',
        bytes: 4_511_000,
        sha256: 'b'.repeat(64),
      },
    ],
    metrics: {
      revenue: { value: 17_431_551.178, unit: 'GBP', base: 'identified sales' },
      ukShareOfNet: { value: 0.8482, unit: '%', base: 'everything net' },
      orders: { value: 36_969, unit: null, base: 'identified sales' },
      customers: { value: 5878, unit: null, base: null },
    },
    versions: { tillbook: '0.1.0', node: '20.20.2', duckdb: '1.5.6', plotly: '4.1.1' },
    ...changes,
  };
}

const months = Array.from(
  { length: 25 },
  (_, i) => `${2009 + Math.floor((i + 11) / 12)}-${String(((i + 11) % 12) + 1).padStart(2, '0')}-01`,
);
const revenue = months.map((_, i) => Math.round(500_000 + 300_000 * Math.sin(i / 2) + 12_345 * i));
const countries = ['United Kingdom', 'EIRE', 'Netherlands', 'Germany', 'France', 'Australia', 'Spain', 'Switzerland'];

/** A notebook with everything that a report shows, and things that somebody might want it to do. */
export function richNotebook(): Notebook {
  return notebook(
    markdownCell(
      '# Two years of a gift shop\n\nA wholesaler of gifts sells to **5,878 known customers** in 40 countries. This report counts what they bought, ' +
        'who they are, and how much of the revenue hangs on a few. Figures are in pounds sterling; the base of each percentage is stated.\n\n' +
        '> Cancellations are not orders, and guests have no name to count.',
    ),
    codeCell(
      "const dataset: string = 'auto'; // where the transactions come from\nconst engine: string = 'duckdb'; // what runs the SQL\nconst topN: number = 10; // how many products to list",
      [],
      ['parameters'],
    ),
    codeCell(
      "import { openEngine, scanDataset, totals, show } from '../src';\n\nconst shop = await scanDataset(dataset, { engine });\nawait show(await totals(shop)); // everything below is of this relation",
      [
        shown({ [mime.inputs]: record().inputs, 'text/plain': 'read: two files' }),
        shown({ [mime.metric]: { name: 'revenue', value: 17_431_551.178, unit: 'GBP', base: 'identified sales' } }),
        shown({ [mime.metric]: { name: 'orders', value: 36_969, unit: null, base: 'identified sales' } }),
        shown({ [mime.metric]: { name: 'averageOrderValue', value: 471.52, unit: 'GBP', base: 'per order' } }),
        shown({
          [mime.metric]: { name: 'ukShareOfNet', value: 0.8482, unit: '%', base: 'everything net, guests included' },
        }),
      ],
    ),
    markdownCell('## Where the money comes from\n\n### By month\n\nDecember 2011 is cut off after nine days.'),
    codeCell("await show(monthBars(sales, { currency: 'GBP' }));", [
      figure(
        [
          {
            type: 'bar',
            x: months,
            y: revenue,
            marker: { color: months.map((_, i) => (i === 24 ? '#8a8f98' : '#0072b2')) },
          },
        ],
        {
          title: { text: 'Revenue by month<br><sub>identified sales; grey: part of a month (2011-12)</sub>', x: 0 },
          xaxis: { type: 'date', tickformat: '%b %Y', dtick: 'M3' },
          yaxis: { title: { text: 'GBP' }, rangemode: 'tozero' },
          height: 380,
        },
        'Revenue by month; identified sales. It peaks every November.',
      ),
    ]),
    markdownCell('### By country\n\nThe table counts an order once. Click a header to sort.'),
    codeCell('await show(countryTable);', [
      shown({
        [mime.table]: {
          caption: 'Revenue, orders and customers by country',
          columns: [
            { name: 'country', type: 'text' },
            { name: 'revenue', type: 'number', unit: 'GBP', digits: 2 },
            { name: 'share', type: 'number', unit: '%', digits: 2 },
            { name: 'orders', type: 'number' },
            { name: 'average order value', type: 'number', unit: 'GBP', digits: 2 },
          ],
          rows: countries.map((country, i) => [
            country,
            14_723_147.521 / (i * 9 + 1),
            0.8446 / (i * 9 + 1),
            33_541 - i * 4000,
            i === 3 ? null : 400 + i,
          ]),
          totalRows: 40,
        },
        'text/html': '<table></table>',
      }),
      figure(
        [
          { type: 'scatter', mode: 'lines+markers', name: '2010', x: [1, 2, 3, 4], y: [0.1, 0.3, 0.2, 0.5] },
          { type: 'scatter', mode: 'lines+markers', name: '2011', x: [1, 2, 3, 4], y: [0.2, 0.25, 0.4, 0.45] },
        ],
        {
          title: 'Share of the largest customers',
          yaxis: { tickformat: '.0%', title: 'share' },
          xaxis: { title: 'quarter' },
          annotations: [{ x: 3, y: 0.4, text: 'Christmas orders', font: { color: '#444' } }],
        },
      ),
    ]),
    markdownCell(
      `## Untrusted words\n\nA description: ${hostile} and [a link](javascript:alert(1)), ![a picture](https://example.com/pixel.png), <img src=x onerror="window.hacked=2"> <b onclick="window.hacked=3">bold</b>.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n\`\`\`ts\nconst x: number = 1; // one\n\`\`\``,
    ),
    codeCell('console.log(product.description);', [
      { output_type: 'stream', name: 'stdout', text: ['plain \u001b[31mred\u001b[0m ', `${hostile}\n`] },
      { output_type: 'stream', name: 'stderr', text: 'a warning: 3 lines skipped\n' },
      shown({
        [mime.table]: {
          caption: `Products ${hostile}`,
          columns: [
            { name: hostile, type: 'text' },
            { name: 'units', type: 'number' },
          ],
          rows: [
            [hostile, 3],
            ['=HYPERLINK("http://evil")', -1.5],
            ['<b>bold</b>', null],
          ],
          totalRows: 3,
        },
      }),
      figure(
        [
          {
            type: 'bar',
            orientation: 'h',
            y: [hostile, '<a href="javascript:window.hacked=4">click</a>', '<b>bold</b> bag'],
            x: [3, 2, 1],
            text: [hostile, '<img src=x onerror=window.hacked=5>', 'ok'],
            hovertemplate: '%{y}<br>%{x}<extra></extra>',
          },
        ],
        { title: { text: `Products ${hostile}` }, images: [{ source: 'https://example.com/logo.png' }] },
        `Hostile: ${hostile}`,
      ),
      shown({
        'text/html': `<table class="dataframe"><tr><th>x</th></tr><tr><td style="position:fixed;text-align:right">1</td></tr></table>${hostile}<img src="https://example.com/p.png"><iframe src="https://example.com"></iframe><form action="https://example.com"><input></form><a href="javascript:alert(1)">x</a>`,
      }),
      shown({
        'image/svg+xml':
          '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20" onload="window.hacked=6"><script>window.hacked=7</script><rect width="60" height="20" fill="teal"/></svg>',
        'text/plain': '<Figure size 60x20>',
      }),
      shown({ 'application/json': { a: [1, 2], b: hostile } }),
      shown({ 'text/latex': `$x^2$ ${hostile}` }),
      shown({ 'text/plain': hostile }),
    ]),
  );
}

/** A notebook that fails in its third cell, and the record of its run. */
export function failedRun(): { notebook: Notebook; record: RunRecord } {
  const source = "const shop = await scanDataset('nowhere');";
  const error: Output = {
    output_type: 'error',
    ename: 'TillbookError',
    evalue: 'no dataset "nowhere"',
    traceback: ['\u001b[31mTillbookError\u001b[0m: no dataset "nowhere" <b>'],
  };
  const failing = codeCell(source, [error]);
  return {
    notebook: notebook(
      markdownCell('# It fails'),
      codeCell('const dataset: string = "nowhere"; // the data', [], ['parameters']),
      codeCell('const dataset = "nowhere";', [], ['injected-parameters']),
      failing,
      markdownCell('## After it'),
      codeCell('await show(shop);', [], [], false),
    ),
    record: record({
      title: 'It fails',
      status: 'failed',
      exitCode: 3,
      cells: { code: 3, run: 1 },
      failure: {
        code: 'DATA_MISSING',
        message: 'no dataset "nowhere" <i>',
        hint: 'one of: auto, online-retail-ii, sample',
        cell: { number: 3, id: failing.id, tags: [], source },
      },
    }),
  };
}
