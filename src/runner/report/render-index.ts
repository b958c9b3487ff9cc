import { escapeHtml } from '../../base/html.js';
import type { RunRecord } from '../record.js';
import { humanised } from './html.js';
import { metricValue } from './metrics.js';
import { renderedPage } from './page.js';
import { dataLine } from './run-summary.js';
import { statusLabel } from './status.js';
import { indexStyles } from './styles/index-page.js';
import { formattedSeconds, formattedTime } from './time-format.js';

/** The list of reports beside it, as one HTML file: status, time, data and first figures of each, in the order given. */
export function renderIndex(records: readonly RunRecord[]): string {
  const failed = records.filter((record) => record.status !== 'ok');
  const count = `${records.length} ${records.length === 1 ? 'report' : 'reports'}`;
  const state = failed.length === 0 ? 'all complete' : `${failed.length} not complete`;
  const jumps = failed
    .map((record) => `<a href="#report-${escapeHtml(record.name)}">${escapeHtml(record.title)}</a>`)
    .join(', ');
  const body = `<main id="main" class="index" tabindex="-1">
${failed.length > 0 ? `<div class="banner failed" role="alert"><strong>${failed.length} of ${count} did not complete:</strong> ${jumps}</div>` : ''}
${records.some((record) => record.synthetic) ? '<div class="banner synthetic" role="note"><strong>Synthetic sample: figures marked so are made up.</strong> They come from Tillbook’s generator and say nothing about any shop.</div>' : ''}
<header class="title-block"><h1>Reports</h1><p class="lede">${records.length === 0 ? 'No notebook was run.' : `${count}, ${state}`}</p></header>
<ol class="cards">
${records.map(card).join('\n')}
</ol>
</main>
<footer class="foot">Made with Tillbook</footer>`;
  return renderedPage({
    title: 'Reports · Tillbook',
    description: `${count}, ${state}`,
    styles: [indexStyles],
    tools: '',
    body,
    scripts: [],
  });
}

function card(record: RunRecord): string {
  const { name, title, status, seconds, startedAt, failure } = record;
  const file = `${encodeURIComponent(name)}.html`;
  const cell = failure?.cell;
  const where = cell ? `<a href="${file}#cell-${cell.number}">Cell ${cell.number}</a>: ` : '';
  const problem = failure ? `<p class="problem">${where}${escapeHtml(firstLine(failure.message))}</p>` : '';
  return `<li class="card ${status}" id="report-${escapeHtml(name)}">
<div class="card-head"><h2><a href="${file}">${escapeHtml(title)}</a></h2>${statusLabel(status)}</div>
<p class="card-facts"><time datetime="${escapeHtml(startedAt)}">${formattedTime(startedAt)}</time> · ${formattedSeconds(seconds)} · ${dataLine(record)}</p>
${problem}${headline(record)}
</li>`;
}

function headline({ metrics }: RunRecord): string {
  const first = Object.entries(metrics).slice(0, 3);
  if (first.length === 0) return '';
  const tiles = first.map(
    ([name, metric]) => `<div><dt>${escapeHtml(humanised(name))}</dt><dd>${metricValue(metric)}</dd></div>`,
  );
  return `<dl class="headline">${tiles.join('')}</dl>`;
}

function firstLine(message: string): string {
  const [line = ''] = message.split('\n');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
