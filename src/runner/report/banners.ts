import { escapeHtml } from '../../base/html.js';
import type { RunRecord } from '../record.js';

/** What a reader must know before anything else: made-up data, a run that failed or was stopped. */
export function renderedBanners(record: RunRecord): string {
  return [failureBanner(record), record.synthetic ? syntheticBanner : ''].filter(Boolean).join('\n');
}

const syntheticBanner = `<div class="banner synthetic" role="note"><strong>Synthetic sample: these figures are made up.</strong>
<p>The data come from Tillbook’s generator, not from a shop. They have the shape of real transactions and say nothing about any business. Run the notebook on real files before anything is decided on it.</p></div>`;

function failureBanner({ status, failure, cells }: RunRecord): string {
  if (status === 'ok' && !failure) return '';
  const word = status === 'interrupted' ? 'This run was interrupted' : 'This run failed';
  const where = failure?.cell ? ` in <a href="#cell-${failure.cell.number}">cell ${failure.cell.number}</a>` : '';
  const message = failure ? `<pre>${escapeHtml(failure.message)}</pre>` : '';
  const hint = failure?.hint ? `<p class="hint"><strong>What to do:</strong> ${escapeHtml(failure.hint)}</p>` : '';
  const code = failure ? ` <code>${escapeHtml(failure.code)}</code>` : '';
  return `<div class="banner failed" role="alert"><strong>${word}${where}.</strong>${code}
${message}${hint}<p>${cells.run} of ${cells.code} code cells ran; what stands below is incomplete.</p></div>`;
}
