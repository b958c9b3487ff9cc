import type { Concentration } from '../analyses/concentration.js';
import { count, percent } from '../base/format.js';
import { emptyFigure } from './empty-figure.js';
import type { Figure } from './figure.js';
import { baseLayout, muted, palette } from './theme.js';

/** The Pareto curve: what share of the revenue the largest customers make, with the top groups marked. */
export function paretoChart(result: Concentration): Figure {
  const title = 'How few customers make how much of the revenue';
  if (result.customers === 0 || result.revenue <= 0) return emptyFigure(title, result.base.text);
  const note = `${result.base.text}; ${count(result.customers)} customers`;
  const x = [0, ...result.curve.map((point) => point.count / result.customers)];
  const y = [0, ...result.curve.map((point) => point.sum / result.revenue)];
  const top = result.top.filter((group) => group.top <= result.customers);
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: [0, 1],
        y: [0, 1],
        line: { color: muted, dash: 'dot', width: 1 },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'lines',
        x,
        y,
        line: { color: palette[0], width: 3 },
        hovertemplate: 'the largest %{x:.2%} of customers make %{y:.2%}<extra></extra>',
      },
      {
        type: 'scatter',
        mode: 'markers+text',
        x: top.map((group) => group.top / result.customers),
        y: top.map((group) => group.share),
        text: top.map((group) => `top ${group.top}: ${percent(group.share)}`),
        textposition: 'middle right',
        marker: { color: palette[1], size: 9 },
        hovertemplate: '%{text}<extra></extra>',
      },
    ],
    layout: {
      ...baseLayout(title, note),
      xaxis: { title: { text: 'share of customers, largest first' }, tickformat: '.0%', range: [-0.01, 1] },
      yaxis: { title: { text: 'share of revenue' }, tickformat: '.0%', rangemode: 'tozero', automargin: true },
    },
    description: `${title}; ${note}. ${top
      .map((group) => `The top ${group.top} make ${percent(group.share)}`)
      .join(
        '; ',
      )}.${result.customersFor80 === null ? '' : ` 80 % of the revenue comes from the largest ${percent(result.customersFor80)} of customers.`}`,
  };
}
