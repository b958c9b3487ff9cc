import { expect, test } from 'vitest';
import { escapeHtml } from '../../../src/base/html.js';
import { ansiHtml } from '../../../src/runner/report/ansi.js';
import { safeFigure } from '../../../src/runner/report/figure-text.js';
import { embeddedJson, humanised } from '../../../src/runner/report/html.js';
import { renderedMarkdown } from '../../../src/runner/report/markdown.js';
import { sanitisedHtml } from '../../../src/runner/report/sanitised-html.js';

test('embedded JSON cannot end its element and reads back the same', () => {
  const value = { a: '</script><script>', b: '<!--' };
  expect(embeddedJson(value)).not.toContain('<');
  expect(JSON.parse(embeddedJson(value))).toEqual(value);
  expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
});

test('a figure keeps the marks of its own words, and data speak no HTML', () => {
  const figure = safeFigure({
    data: [
      {
        y: ['<b>x</b>', '<a href="https://e.com">y</a>', 'one<br>two'],
        customdata: [['<img src=x>', 3]],
        hovertemplate: '<b>%{y}</b><br>%{x}<extra></extra>',
        name: '<a href="javascript:alert(1)">z</a>',
      },
    ],
    layout: {
      title: { text: 'A<br><sub>b</sub><script>' },
      annotations: [{ text: '<i>n</i><span style="color:#666">s</span><span onclick="x">t</span>' }],
    },
  });
  expect(figure.data[0]).toEqual({
    y: ['&lt;b>x&lt;/b>', '&lt;a href="https://e.com">y&lt;/a>', 'one<br>two'],
    customdata: [['&lt;img src=x>', 3]],
    hovertemplate: '<b>%{y}</b><br>%{x}<extra></extra>',
    name: '&lt;a href="javascript:alert(1)">z&lt;/a>',
  });
  expect(figure.layout.title.text).toBe('A<br><sub>b</sub>&lt;script>');
  expect(figure.layout.annotations[0]!.text).toBe(
    '<i>n</i><span style="color:#666">s</span>&lt;span onclick="x">t</span>',
  );
});

test('ANSI colours become classes, markup and links in them stay text', () => {
  expect(ansiHtml('\u001b[31mred <b>\u001b[0m')).toBe('<span class="ansi-red-fg">red &lt;b&gt;</span>');
  expect(ansiHtml('\u001b]8;;javascript:alert(1)\u0007x\u001b]8;;\u0007')).not.toContain('href');
});

test.each([
  ['<script>alert(1)</script>', ''],
  ['<style>body{display:none}</style>x', 'x'],
  ['<p onclick="a()" style="position:fixed;text-align:right">x</p>', '<p style="text-align:right">x</p>'],
  ['<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'],
  ['<a href="data:text/html,x">x</a>', '<a rel="noopener noreferrer">x</a>'],
  ['<svg onload=a()><circle/></svg>', ''],
  ['<iframe src="https://e.com"></iframe>', ''],
  ['<img src="//e.com/x.png" alt="p">', '<a rel="noopener noreferrer" class="remote-image">image: p</a>'],
  ['<p id="main">x</p>', '<p>x</p>'],
])('HTML of a cell: %s', (given, expected) => {
  expect(sanitisedHtml(given)).toBe(expected);
});

test('Markdown: what is not allowed shows as text, attachments become data', () => {
  const html = (text: string) => renderedMarkdown(text).html;
  expect(html('a <script>x</script>')).toContain('&lt;script&gt;x&lt;/script&gt;');
  expect(html('[x](javascript:alert(1))')).not.toContain('<a');
  expect(html('[x](https://e.com)')).toContain('<a href="https://e.com" rel="noopener noreferrer">');
  const attached = renderedMarkdown('![p](attachment:a.png)', { attachments: { 'a.png': { 'image/png': 'iVBO\n' } } });
  expect(attached.html).toContain('<img alt="p" src="data:image/png;base64,iVBO" />');
});

test.each([
  ['ukShareOfNet', 'UK share of net'],
  ['top_5-share', 'Top 5 share'],
  ['averageOrderValue', 'Average order value'],
  ['top25Share', 'Top 25 share'],
])('%s reads as %s', (name, expected) => {
  expect(humanised(name)).toBe(expected);
});
