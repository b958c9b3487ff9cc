import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { mime } from '../../../src/base/mime.js';
import { renderReport } from '../../../src/runner/report/render-report.js';
import {
  codeCell,
  failedRun,
  figure,
  hostile,
  markdownCell,
  notebook,
  record,
  richNotebook,
  shown,
} from './fixture.js';

const scatter = figure([{ x: [1, 2], y: [1, 3] }], { title: 'Sales' });
const heatmap = figure([
  {
    type: 'heatmap',
    z: [
      [1, 2],
      [3, 4],
    ],
  },
]);

test('untrusted text stands as text, and nothing that acts is left', () => {
  const html = renderReport({ notebook: richNotebook(), record: record() });
  const scripts = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
  expect(scripts.filter((tag) => !/^<script( type="application\/(json|gzip)"[^>]*)?>$/.test(tag))).toEqual([]);
  expect(html).not.toContain('<script>window.hacked');
  expect(html).toContain('&lt;script&gt;window.hacked');
  const markup = html.replaceAll(/<script[\s\S]*?<\/script>/g, '');
  expect(markup).not.toMatch(/<[^>]*\son\w+=/);
  expect(markup).not.toMatch(/(?:href|src)="javascript:/);
  expect(markup).not.toMatch(/<(?:iframe|form|input|object|embed)/);
  expect(markup).not.toMatch(/src="http/);
  expect(markup).toContain('<a href="https://example.com/pixel.png" rel="noopener noreferrer" class="remote-image">');
});

test('the policy names each inline script by its hash and nothing more', () => {
  const html = renderReport({ notebook: notebook(codeCell('show()', [scatter])), record: record() });
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)![1]!;
  const inline = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text!);
  const allowed = [...policy.matchAll(/'sha256-([^']+)'/g)].map(([, hash]) => hash);
  const hashes = inline.map((text) => createHash('sha256').update(text).digest('base64'));
  expect(allowed).toEqual(expect.arrayContaining(hashes));
  expect(allowed).toHaveLength(inline.length + 1);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/);
});

test('Plotly is there once however many charts, in the smallest bundle, and not at all without a chart', () => {
  const size = (...outputs: Parameters<typeof codeCell>[1] & object) =>
    renderReport({ notebook: notebook(codeCell('show()', outputs)), record: record() });
  const bundles = (html: string) => [...html.matchAll(/data-bundle="([^"]+)"/g)].map(([, name]) => name);
  expect(bundles(size())).toEqual([]);
  expect(size()).not.toContain('DecompressionStream');
  expect(size().length).toBeLessThan(60_000);
  expect(bundles(size(scatter, scatter, scatter))).toEqual(['plotly.js-basic-dist-min']);
  expect(size(scatter).length).toBeLessThan(600_000);
  expect(bundles(size(scatter, heatmap))).toEqual(['plotly.js-strict-dist-min']);
});

test('a map is told, not drawn, because it would ask the network', () => {
  const html = renderReport({
    notebook: notebook(
      codeCell('show()', [figure([{ type: 'choropleth', locations: ['FRA', 'GBR'], z: [1, 2] }], { title: 'Where' })]),
    ),
    record: record(),
  });
  expect(html).not.toContain('data-bundle');
  expect(html).toContain('asks the network for nothing');
  expect(html).toContain('FRA');
});

test('each chart has a label, a description and its data', () => {
  const html = renderReport({ notebook: notebook(codeCell('show()', [scatter, scatter])), record: record() });
  expect(html.match(/role="img" aria-label="Sales"/g)).toHaveLength(2);
  expect(html.match(/Sales rise from 1 to 3\./g)).toHaveLength(2);
  expect(html.match(/<summary>Data<\/summary>/g)).toHaveLength(2);
});

test('a failure is told on top, linked to its cell, which is open; the cells after it are marked', () => {
  const html = renderReport(failedRun());
  expect(html).toMatch(/role="alert"><strong>This run failed in <a href="#cell-3">cell 3<\/a>/);
  expect(html).toContain('no dataset &quot;nowhere&quot; &lt;i&gt;');
  expect(html).toContain('one of: auto, online-retail-ii, sample');
  expect(html).toMatch(/<section class="cell code-cell failed" id="cell-3">\s*<details class="code" open>/);
  expect(html).toContain('Cell 5 was not run');
  expect(html.match(/was not run/g)).toHaveLength(1);
});

test('an interrupted run says so, and marks what it did not reach', () => {
  const { notebook } = failedRun();
  const html = renderReport({
    notebook,
    record: record({ status: 'interrupted', failure: null, cells: { code: 3, run: 1 } }),
  });
  expect(html).toContain('This run was interrupted');
  expect(html).toContain('Cell 5 was not run');
});

test('a synthetic sample has a banner, a chip and the word in its data line', () => {
  const html = renderReport({ notebook: richNotebook(), record: record({ synthetic: true }) });
  expect(html).toContain('Synthetic sample: these figures are made up.');
  expect(html.match(/class="chip loud">Synthetic sample/g)).toHaveLength(1);
  expect(renderReport({ notebook: richNotebook(), record: record() })).not.toContain('Synthetic sample');
});

test('without code no source is in the file', () => {
  const html = renderReport({ notebook: richNotebook(), record: record(), code: false });
  expect(html).not.toContain('scanDataset');
  expect(html).not.toContain('id="code-switch"');
});

test("Jupyter's tags hide what they say", () => {
  const text = (words: string) => [{ output_type: 'stream' as const, name: 'stdout' as const, text: words }];
  const html = renderReport({
    notebook: notebook(
      codeCell('sourceA', text('outA'), ['remove-cell']),
      codeCell('sourceB', text('outB'), ['remove-input']),
      codeCell('sourceC', text('outC'), ['remove-output']),
      codeCell('sourceD', text('outD'), ['hide-input']),
    ),
    record: record(),
  });
  const there = ['sourceA', 'outA', 'sourceB', 'outB', 'sourceC', 'outC', 'sourceD', 'outD'].filter((word) =>
    html.includes(word),
  );
  expect(there).toEqual(['outB', 'sourceC', 'sourceD', 'outD']);
});

test('the contents list follows the headings, and headings of the same name have ids of their own', () => {
  const html = renderReport({
    notebook: notebook(markdownCell('# Title\n\n## One\n\n### Deep\n\n## Same'), markdownCell('## Same')),
    record: record({ title: 'Title' }),
  });
  const list = /<nav class="contents"[\s\S]*?<\/nav>/.exec(html)![0];
  expect([...list.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)).toEqual([
    's-one',
    's-deep',
    's-same',
    's-same-2',
    'method',
  ]);
  expect(list).toContain('<a href="#s-one">One</a><ol><li><a href="#s-deep">Deep</a></li></ol></li><li>');
  expect(html.match(/<h1/g)).toHaveLength(1);
});

test('parameters stand with their meanings, metrics that follow one another in one row', () => {
  const html = renderReport({ notebook: richNotebook(), record: record() });
  expect(html).toContain('<code>topN</code></th><td>10</td><td class="meaning">how many products to list</td>');
  expect(html.match(/<dl class="tiles">/g)).toHaveLength(1);
  expect(html).toContain('84.82<span class="unit"> %</span>');
});

test('the same arguments give the same report, and the arguments stay as they were', () => {
  const given = { notebook: richNotebook(), record: record() };
  const before = JSON.stringify(given);
  expect(renderReport(given)).toBe(renderReport(given));
  expect(JSON.stringify(given)).toBe(before);
});

test('outputs of other kernels and of wrong shape do not stop a report', () => {
  const html = renderReport({
    notebook: notebook(
      codeCell('', [
        shown({ [mime.figure]: 'not a figure', 'text/plain': 'fallback one' }),
        shown({ [mime.figure]: JSON.stringify({ data: [{ x: [1], y: [2] }] }), 'text/plain': 'sent as text' }),
        shown({ [mime.table]: { columns: 'none' }, 'text/plain': 'fallback two' }),
        shown({
          'application/vnd.jupyter.widget-view+json': { model_id: 'x' },
          'text/plain': ['IntSlider(', 'value=3)'],
        }),
        shown({ 'image/png': 'iVBORw0KGgo=\n' }),
        shown({}),
      ]),
    ),
    record: record({ title: hostile }),
  });
  for (const words of [
    'fallback one',
    'fallback two',
    'IntSlider(value=3)',
    'data:image/png;base64,iVBORw0KGgo=',
    'sent as text',
  ]) {
    expect(html).toContain(words);
  }
  expect(html).toContain('<title>&lt;script&gt;');
});

test('a base that all metrics of a row have is said once', () => {
  const metric = (name: string, base: string) => shown({ [mime.metric]: { name, value: 1, unit: null, base } });
  const html = (...bases: string[]) =>
    renderReport({
      notebook: notebook(
        codeCell(
          '',
          bases.map((base, i) => metric(`m${i}`, base)),
        ),
      ),
      record: record(),
    });
  expect(html('all lines', 'all lines').match(/all lines/g)).toHaveLength(1);
  expect(html('all lines', 'some').match(/class="base"/g)).toHaveLength(2);
});

test('a table says of what it is under its name', () => {
  const table = { caption: 'Countries; net <all>', columns: [], rows: [], totalRows: 0 };
  const html = renderReport({ notebook: notebook(codeCell('', [shown({ [mime.table]: table })])), record: record() });
  expect(html).toContain('<figcaption>Countries<span class="caption-base">net &lt;all&gt;</span></figcaption>');
});
