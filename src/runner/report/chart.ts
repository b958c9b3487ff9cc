import { escapeHtml } from '../../base/html.js';
import { chartTable } from './chart-table.js';
import { type ReportFigure, titleText, traceTypes } from './figure.js';
import { figureLines, safeFigure } from './figure-text.js';
import { embeddedJson } from './html.js';
import { needsNetwork } from './plotly-bundle.js';
import { renderedTable } from './table.js';

/**
 * A figure as HTML: its title as a caption, a canvas that the page's script draws on, the description and the data on
 * demand. A map, which Plotly cannot draw offline, is given by its description and its data alone.
 */
export function renderedChart(figure: ReportFigure, description: string, number: number): string {
  const [title = `Chart ${number}`, ...subtitle] = figureLines(titleText(figure.layout));
  const about = description.trim() || summary(figure, title);
  const drawn = isDrawn(figure);
  const table = chartTable(figure, `${title}: data`);
  return `<figure class="chart" id="chart-${number}">
<figcaption><span class="chart-title">${escapeHtml(title)}</span>${subtitle.map((line) => `<span class="chart-subtitle">${escapeHtml(line)}</span>`).join('')}</figcaption>
${drawn ? canvas(figure, title, number) : '<p class="chart-missing">A map needs shapes from the network, and this page asks the network for nothing: the description and the data stand below.</p>'}
<div class="chart-more">
<details class="chart-text"${drawn ? '' : ' open'}><summary>Text alternative</summary><p id="chart-${number}-text">${escapeHtml(about)}</p></details>
${table ? `<details class="chart-data"${drawn ? '' : ' open'}><summary>Data</summary>${renderedTable(table)}</details>` : ''}
</div>
</figure>`;
}

/** Whether the page draws this figure, and so needs Plotly. */
export function isDrawn(figure: ReportFigure): boolean {
  return !traceTypes(figure).some(needsNetwork);
}

function canvas(figure: ReportFigure, title: string, number: number): string {
  const { height } = figure.layout;
  const pixels = typeof height === 'number' && height > 0 && height < 5000 ? Math.round(height) : 420;
  return `<div class="chart-canvas" role="img" aria-label="${escapeHtml(title)}" aria-describedby="chart-${number}-text" data-chart="${number}" style="height:${pixels}px"></div>
<script type="application/json" id="figure-${number}">${embeddedJson(safeFigure(withoutRemoteImages(figure)))}</script>
<noscript><p class="chart-missing">This chart is drawn by JavaScript, which is off. Its description and data stand below.</p></noscript>`;
}

function withoutRemoteImages(figure: ReportFigure): ReportFigure {
  const { images, ...layout } = figure.layout;
  if (!Array.isArray(images)) return figure;
  const local = images.filter((image) => /^data:image\//.test(String((image as { source?: unknown } | null)?.source)));
  return { ...figure, layout: { ...layout, images: local } };
}

function summary(figure: ReportFigure, title: string): string {
  const kinds = [...new Set(traceTypes(figure))].join(' and ');
  const names = figure.data.flatMap((trace) => (typeof trace.name === 'string' ? figureLines(trace.name) : []));
  return `${title}: a ${kinds} chart${names.length > 0 ? ` of ${names.join(', ')}` : ''}. Its figures are in the table of its data.`;
}
