import type { MetricData } from '../../base/mime.js';
import { escapeHtml, humanised } from './html.js';
import { formattedNumber } from './number-format.js';

/** Metrics that follow one another, as one row of tiles. */
export function renderedMetrics(metrics: readonly MetricData[]): string {
  return `<dl class="tiles">${metrics.map(tile).join('')}</dl>`;
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
