import { csvText } from '../../base/csv.js';
import { escapeHtml } from '../../base/html.js';
import type { Cell, Notebook } from '../notebook.js';
import type { RunRecord } from '../record.js';
import { renderedBanners } from './banners.js';
import { chartLayout } from './browser/chart-layout.js';
import { charts } from './browser/charts.js';
import { codeSwitch } from './browser/code-switch.js';
import { contentsFollow } from './browser/contents-follow.js';
import { tables } from './browser/tables.js';
import { type CellState, renderedCodeCell, renderedMarkdownCell } from './cell.js';
import { isDrawn } from './chart.js';
import { renderedContents } from './contents.js';
import { isRecord, traceTypes } from './figure.js';
import { inlineScript } from './inline-script.js';
import type { Heading } from './markdown.js';
import { renderedMethod } from './method.js';
import type { PageState } from './output.js';
import { renderedPage } from './page.js';
import { parameterMeanings } from './parameter-meanings.js';
import { plotlyBundle } from './plotly-bundle.js';
import { renderedRunSummary } from './run-summary.js';
import { outputStyles } from './styles/output.js';
import { reportStyles } from './styles/report.js';

/**
 * An executed notebook as one HTML file that opens from disk and asks the network for nothing.
 *
 * It depends on its arguments alone: the same notebook and record give the same text.
 *
 * @param options.code false leaves the source out of the file, for readers who want the findings.
 */
export function renderReport(options: { notebook: Notebook; record: RunRecord; code?: boolean }): string {
  const { notebook, record, code = true } = options;
  const page: PageState = { figures: [], headingIds: new Set(['main', 'method']) };
  const headings: Heading[] = [];
  const cells = numberedCells(notebook, record).map(({ cell, number, state }) => {
    if (cell.cell_type === 'code')
      return renderedCodeCell(cell, { number, state, code, language: language(notebook) }, page);
    if (cell.cell_type !== 'markdown') return '';
    const markdown = renderedMarkdownCell(cell, record.title, page);
    headings.push(...markdown.headings);
    return markdown.html;
  });
  const content = cells.filter((html) => html !== '').join('\n');
  const bundle = plotlyBundle(page.figures.filter(isDrawn).flatMap(traceTypes));
  const contents = renderedContents([...headings, { level: 2, id: 'method', text: 'How this report was made' }]);
  const body = `<div class="frame${contents ? '' : ' no-contents'}">
${contents}
<main id="main" tabindex="-1">
${renderedBanners(record)}
<header class="title-block">
<h1>${escapeHtml(record.title)}</h1>
${renderedRunSummary(record, parameterMeanings(notebook))}
</header>
${content}
${renderedMethod(record)}
</main>
</div>
<footer class="foot">Made with Tillbook${record.versions.tillbook ? ` ${escapeHtml(record.versions.tillbook)}` : ''}</footer>
${bundle ? `<script type="application/gzip" id="plotly-packed" data-bundle="${bundle.name}">${bundle.packed}</script>` : ''}`;
  return renderedPage({
    title: record.title,
    description: `Report of the notebook ${record.name}`,
    styles: [outputStyles, reportStyles],
    tools: tools(record, code && /<details class="code"/.test(content)),
    body,
    scripts: [
      inlineScript(codeSwitch),
      inlineScript(csvText, tables),
      inlineScript(contentsFollow),
      ...(bundle ? [inlineScript(chartLayout, charts)] : []),
    ],
    lateScripts: bundle ? [bundle.source] : [],
  });
}

interface NumberedCell {
  readonly cell: Cell;
  readonly number: number | null;
  readonly state: CellState;
}

function numberedCells(notebook: Notebook, { failure, status }: RunRecord): NumberedCell[] {
  const culprit = failure?.cell;
  const known = notebook.cells.some((cell) => cell.id === culprit?.id);
  let written = 0;
  let stopped = false;
  return notebook.cells.map((cell) => {
    const injected = cell.metadata.tags?.includes('injected-parameters') ?? false;
    if (!injected) written += 1;
    const failed = culprit ? (known ? cell.id === culprit.id : !injected && written === culprit.number) : false;
    const number = failed ? (culprit?.number ?? null) : injected ? null : written;
    const untouched = (cell.execution_count ?? null) === null && (cell.outputs ?? []).length === 0;
    const skipped = untouched && (stopped || (status !== 'ok' && !culprit));
    if (failed) stopped = true;
    return { cell, number, state: failed ? 'failed' : skipped ? 'not run' : 'ran' };
  });
}

function language({ metadata }: Notebook): string {
  const { language_info, kernelspec } = metadata;
  const name = isRecord(language_info) ? language_info.name : isRecord(kernelspec) ? kernelspec.language : undefined;
  return typeof name === 'string' ? name.toLowerCase() : 'typescript';
}

function tools({ synthetic, status }: RunRecord, hasCode: boolean): string {
  const chips = [
    synthetic ? '<span class="chip loud">Synthetic sample</span>' : '',
    status === 'ok' ? '' : `<span class="chip bad">${status === 'failed' ? 'Failed' : 'Interrupted'}</span>`,
  ].join('');
  const code =
    '<button type="button" class="tool needs-js" id="code-switch" aria-pressed="false"><span aria-hidden="true">{ }</span> <span class="tool-word">Show code</span></button>';
  return `${chips}${hasCode ? code : ''}`;
}
