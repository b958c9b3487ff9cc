import { escapeHtml } from '../../base/html.js';
import { type MetricData, mime, type TableData } from '../../base/mime.js';
import { type MimeBundle, type Output, sourceText } from '../notebook.js';
import { ansiHtml } from './ansi.js';
import { renderedChart } from './chart.js';
import { figureOf, isRecord, type ReportFigure } from './figure.js';
import { renderedMarkdown } from './markdown.js';
import { renderedMetrics } from './metrics.js';
import { sanitisedHtml } from './sanitised-html.js';
import { renderedTable } from './table.js';

/** What a page gathers while its outputs are rendered. */
export interface PageState {
  readonly figures: ReportFigure[];
  readonly headingIds: Set<string>;
}

/** All outputs of a cell as HTML; metrics that follow one another share a row. */
export function renderedOutputs(outputs: readonly Output[], page: PageState): string {
  const parts: string[] = [];
  let metrics: MetricData[] = [];
  const flush = () => {
    if (metrics.length > 0) parts.push(renderedMetrics(metrics));
    metrics = [];
  };
  for (const output of outputs) {
    const metric = metricOf(output);
    if (metric) metrics.push(metric);
    else if (!isInputs(output)) {
      flush();
      parts.push(renderedOutput(output, page));
    }
  }
  flush();
  return parts.filter((part) => part !== '').join('\n');
}

/** Whether an output is nothing but metrics or the inputs of the run, so that its neighbours belong to one row. */
export function metricOf(output: Output): MetricData | undefined {
  if (!('data' in output)) return undefined;
  const value = json(output.data[mime.metric]);
  return isRecord(value) && typeof value.name === 'string' ? (value as unknown as MetricData) : undefined;
}

function isInputs(output: Output): boolean {
  return 'data' in output && mime.inputs in output.data;
}

function renderedOutput(output: Output, page: PageState): string {
  if (output.output_type === 'stream') return stream(sourceText(output.text), output.name);
  if (output.output_type === 'error') {
    const trace = output.traceback.join('\n');
    return `<pre class="stream error-output" tabindex="0">${ansiHtml(trace.trim() || `${output.ename}: ${output.evalue}`)}</pre>`;
  }
  return renderedBundle(output.data, page);
}

function stream(text: string, name: string): string {
  const label = name === 'stderr' ? '<span class="stream-label">stderr</span>' : '';
  if (text.trim() === '') return '';
  return `<div class="stream ${name === 'stderr' ? 'stderr' : 'stdout'}">${label}<pre tabindex="0">${ansiHtml(text.replace(/\n$/, ''))}</pre></div>`;
}

function renderedBundle(data: MimeBundle, page: PageState): string {
  const plain = text(data['text/plain']);
  const figure = figureOf(json(data[mime.figure]));
  if (figure) {
    page.figures.push(figure);
    return renderedChart(figure, plain, page.figures.length);
  }
  const table = tableOf(json(data[mime.table]));
  if (table) return renderedTable(table);
  if (data['text/html'] !== undefined) return htmlOutput(text(data['text/html']));
  if (data['image/svg+xml'] !== undefined) {
    return image(`data:image/svg+xml;base64,${Buffer.from(text(data['image/svg+xml'])).toString('base64')}`, plain);
  }
  for (const type of ['image/png', 'image/jpeg', 'image/gif', 'image/webp']) {
    if (data[type] !== undefined)
      return image(`data:${type};base64,${text(data[type]).replaceAll(/[^\w+/=]/g, '')}`, plain);
  }
  if (data['text/markdown'] !== undefined) {
    return `<div class="prose">${renderedMarkdown(text(data['text/markdown']), { taken: page.headingIds }).html}</div>`;
  }
  if (data['text/latex'] !== undefined)
    return `<pre class="stream latex" tabindex="0">${escapeHtml(text(data['text/latex']))}</pre>`;
  if (data['application/json'] !== undefined) {
    return `<pre class="stream json" tabindex="0">${escapeHtml(JSON.stringify(json(data['application/json']), null, 2))}</pre>`;
  }
  return plain === '' ? '' : stream(plain, 'stdout');
}

function htmlOutput(html: string): string {
  return `<div class="html-output scroll" role="group" aria-label="HTML output" tabindex="0">${sanitisedHtml(html)}</div>`;
}

function image(source: string, description: string): string {
  const alternative =
    /^<[\w.]+ .*>$/.test(description) || description === '' ? 'Picture made by this cell' : description;
  return `<figure class="picture"><img src="${source}" alt="${escapeHtml(alternative)}"></figure>`;
}

function tableOf(value: unknown): TableData | undefined {
  if (!isRecord(value) || !Array.isArray(value.columns) || !Array.isArray(value.rows)) return undefined;
  if (!value.columns.every((column) => isRecord(column) && typeof column.name === 'string')) return undefined;
  if (!value.rows.every(Array.isArray)) return undefined;
  const caption = typeof value.caption === 'string' ? value.caption : '';
  const totalRows = typeof value.totalRows === 'number' ? value.totalRows : value.rows.length;
  return { caption, columns: value.columns as TableData['columns'], rows: value.rows as TableData['rows'], totalRows };
}

/** MIME text is a string or a list of lines. */
function text(value: unknown): string {
  if (Array.isArray(value)) return value.join('');
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

/** JSON MIME types are values, or text where a kernel sent text. */
function json(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
