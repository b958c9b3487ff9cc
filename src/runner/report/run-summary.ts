import { escapeHtml } from '../../base/html.js';
import { formattedNumber } from '../../base/number-format.js';
import type { RunRecord } from '../record.js';
import { statusLabel } from './status.js';
import { formattedBytes, formattedSeconds, formattedTime } from './time-format.js';

/** Status, time, duration, data and parameters of a run, in a few lines under the title. */
export function renderedRunSummary(record: RunRecord, meanings: ReadonlyMap<string, string>): string {
  const { code, run } = record.cells;
  const facts: Array<[string, string]> = [
    ['Run', statusLabel(record.status)],
    ['When', `<time datetime="${escapeHtml(record.startedAt)}">${formattedTime(record.startedAt)}</time>`],
    ['Took', `${formattedSeconds(record.seconds)} · ${run === code ? `${code}` : `${run} of ${code}`} cells`],
    ['Data', dataLine(record)],
  ];
  const list = facts.map(([name, html]) => `<div><dt>${name}</dt><dd>${html}</dd></div>`).join('');
  return `<dl class="facts">${list}</dl>\n${parameters(record, meanings)}`;
}

/** What the run read, in words. */
export function dataLine({ dataset, synthetic, inputs }: RunRecord): string {
  const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
  const files =
    inputs.length > 0 ? ` · ${inputs.length} ${inputs.length === 1 ? 'file' : 'files'}, ${formattedBytes(bytes)}` : '';
  const name = dataset ?? inputs[0]?.dataset;
  if (name === undefined && !synthetic) return 'none read';
  return `${escapeHtml(name ?? 'sample')}${synthetic ? ' <span class="chip">synthetic</span>' : ''}${files}`;
}

function parameters({ parameters }: RunRecord, meanings: ReadonlyMap<string, string>): string {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return '';
  const rows = entries.map(
    ([name, value]) =>
      `<tr><th scope="row"><code>${escapeHtml(name)}</code></th><td>${parameterValue(value)}</td><td class="meaning">${escapeHtml(meanings.get(name) ?? '')}</td></tr>`,
  );
  return `<details class="parameters" open><summary>${entries.length} ${entries.length === 1 ? 'parameter' : 'parameters'}</summary>
<div class="scroll" role="group" aria-label="Parameters" tabindex="0"><table><thead><tr><th scope="col">Name</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}

function parameterValue(value: string | number | boolean | null): string {
  if (typeof value === 'number') return Number.isInteger(value) ? formattedNumber(value) : String(value);
  return escapeHtml(value === '' ? '“”' : String(value));
}
