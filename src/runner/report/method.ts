import { escapeHtml } from '../../base/html.js';
import type { RunRecord } from '../record.js';
import { formattedBytes, formattedSeconds, formattedTime } from './time-format.js';

/** The end of a report: what it was made from and with, so that somebody else can make it again. */
export function renderedMethod(record: RunRecord): string {
  const versions = Object.entries(record.versions).map(
    ([name, version]) => `<li>${escapeHtml(name)} <span class="note">${escapeHtml(version)}</span></li>`,
  );
  const run = `Notebook <code>${escapeHtml(record.name)}</code>, run on ${formattedTime(record.startedAt)} in ${formattedSeconds(record.seconds)}.`;
  return `<section class="method" aria-labelledby="method">
<h2 id="method" tabindex="-1">How this report was made</h2>
<p>${run} Every figure above was computed by that run.</p>
${inputs(record)}
${versions.length > 0 ? `<h3>Versions</h3><ul class="versions">${versions.join('')}</ul>` : ''}
</section>`;
}

function inputs({ inputs: list, synthetic }: RunRecord): string {
  if (list.length === 0) return '';
  const rows = list.map(
    (input) =>
      `<tr><td>${escapeHtml(input.file)}</td><td>${escapeHtml(input.dataset)}${input.synthetic ? ' (synthetic)' : ''}</td><td class="num">${formattedBytes(input.bytes)}</td><td><code title="${escapeHtml(input.sha256)}">${escapeHtml(input.sha256.slice(0, 12))}</code></td></tr>`,
  );
  return `<h3>Data${synthetic ? ' (synthetic sample)' : ''}</h3>
<div class="scroll" role="group" aria-label="Data that were read" tabindex="0"><table><thead><tr><th scope="col">File</th><th scope="col">Dataset</th><th scope="col" class="num">Size</th><th scope="col">SHA-256</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
