import { escapeHtml } from '../../base/html.js';
import type { MetricData } from '../../base/mime.js';
import { formattedNumber } from '../../base/number-format.js';
import { humanised } from './html.js';

/** Metrics that follow one another, as one row of tiles; a base that all of them have is said once, under the row. */
export function renderedMetrics(metrics: readonly MetricData[]): string {
  const base = metrics[0]?.base ?? null;
  const shared = metrics.length > 1 && base !== null && metrics.every((metric) => metric.base === base);
  if (!shared) return `<dl class="tiles">${metrics.map(tile).join('')}</dl>`;
  const tiles = metrics.map((metric) => tile({ ...metric, base: null })).join('');
  return `<div><dl class="tiles">${tiles}</dl><p class="tiles-base">Base: ${escapeHtml(base)}</p></div>`;
}

function tile(metric: MetricData): string {
  const base = metric.base ? `<dd class="base">${escapeHtml(metric.base)}</dd>` : '';
  return `<div class="tile"><dt>${escapeHtml(humanised(metric.name))}</dt><dd class="value">${metricValue(metric)}</dd>${base}</div>`;
}

/** A metric's value with its unit in small print. */
export function metricValue({ value, unit }: Pick<MetricData, 'value' | 'unit'>): string {
  const suffix = unit ? `<span class="unit"> ${escapeHtml(unit)}</span>` : '';
  if (value === null) return '–';
  if (typeof value === 'number') return `${formattedNumber(value, { unit })}${suffix}`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return `${escapeHtml(value)}${suffix}`;
}
