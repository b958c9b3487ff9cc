import { escapeHtml } from '../../base/html.js';
import { type Cell, type Output, sourceText } from '../notebook.js';
import { highlighted } from './highlight.js';
import { type Attachments, type Heading, renderedMarkdown } from './markdown.js';
import { type PageState, renderedOutputs } from './output.js';

/** What became of a code cell. */
export type CellState = 'ran' | 'failed' | 'not run';

export interface CodeCellOptions {
  /** Of all cells of the notebook as written, from 1; null for a cell that the runner put in. */
  readonly number: number | null;
  readonly state: CellState;
  readonly language: string;
  /** Whether the page shows code at all. */
  readonly code: boolean;
}

/** A code cell: its source folded (open where it failed), and its outputs as its tags want them. */
export function renderedCodeCell(cell: Cell, options: CodeCellOptions, page: PageState): string {
  const tags = new Set(cell.metadata.tags ?? []);
  const failed = options.state === 'failed';
  if (tags.has('remove-cell') && !failed) return '';
  const outputs = tags.has('remove-output') && !failed ? [] : (cell.outputs ?? []);
  const source = sourceText(cell.source);
  const withCode = options.code && source.trim() !== '' && (failed || !tags.has('remove-input'));
  const parts = [withCode ? code(source, options) : '', mark(options), outputBlock(outputs, tags, page, failed)];
  const content = parts.filter((part) => part !== '').join('\n');
  if (content === '') return '';
  const id = options.number === null ? '' : ` id="cell-${options.number}"`;
  return `<section class="cell code-cell${failed ? ' failed' : ''}${options.state === 'not run' ? ' not-run' : ''}"${id}>\n${content}\n</section>`;
}

function code(source: string, { number, state, language }: CodeCellOptions): string {
  const label = number === null ? 'Code put in by the run' : `Code of cell ${number}`;
  const lines = source.trimEnd().split('\n').length;
  return `<details class="code"${state === 'failed' ? ' open' : ''}><summary>${label}<span class="note"> · ${lines} ${lines === 1 ? 'line' : 'lines'}</span></summary>
<pre tabindex="0"><code class="hljs language-${escapeHtml(language)}">${highlighted(source.trimEnd(), language)}</code></pre></details>`;
}

function mark({ number, state }: CodeCellOptions): string {
  if (state === 'failed') return `<p class="cell-mark bad">✕ Cell ${number} failed here</p>`;
  return state === 'not run' ? `<p class="cell-mark">○ Cell ${number ?? ''} was not run</p>` : '';
}

function outputBlock(outputs: readonly Output[], tags: ReadonlySet<string>, page: PageState, failed: boolean): string {
  const html = renderedOutputs(outputs, page);
  if (html === '') return '';
  const block = `<div class="outputs">\n${html}\n</div>`;
  return tags.has('hide-output') && !failed
    ? `<details class="code"><summary>Output</summary>${block}</details>`
    : block;
}

/** A Markdown cell and the headings in it; a first heading that repeats the page's title is left out. */
export function renderedMarkdownCell(
  cell: Cell,
  title: string,
  page: PageState,
): { html: string; headings: Heading[] } {
  if (cell.metadata.tags?.includes('remove-cell')) return { html: '', headings: [] };
  const source = withoutTitle(sourceText(cell.source), title);
  if (source.trim() === '') return { html: '', headings: [] };
  const attachments = (cell.attachments ?? {}) as Attachments;
  const { html, headings } = renderedMarkdown(source, { attachments, taken: page.headingIds });
  return { html: `<section class="cell prose">\n${html}</section>`, headings };
}

function withoutTitle(source: string, title: string): string {
  const [first = '', ...rest] = source.trimStart().split('\n');
  return first.replace(/^#\s+/, '').trim() === title.trim() && first.startsWith('# ') ? rest.join('\n') : source;
}
