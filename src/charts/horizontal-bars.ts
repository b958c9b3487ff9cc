import { emptyFigure } from './empty-figure.js';
import type { Figure } from './figure.js';
import { baseLayout, palette } from './theme.js';

export interface Bars {
  readonly title: string;
  /** Lines under the title; the base is one of them. */
  readonly subtitle: ReadonlyArray<string | undefined>;
  readonly unit: string;
  /** From the top down. */
  readonly bars: ReadonlyArray<{ readonly label: string; readonly value: number; readonly text: string }>;
}

/** Ranked horizontal bars with their values at their ends. */
export function horizontalBars({ title, subtitle, unit, bars }: Bars): Figure {
  const lines = subtitle.filter((line) => line !== undefined);
  if (bars.length === 0) return emptyFigure(title, lines.join('; '));
  const layout = baseLayout(title, lines.join('<br>'));
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        y: bars.map((bar) => bar.label),
        x: bars.map((bar) => bar.value),
        text: bars.map((bar) => bar.text),
        textposition: 'outside',
        cliponaxis: false,
        hovertemplate: '%{y}: %{text}<extra></extra>',
        marker: { color: palette[0] },
      },
    ],
    layout: {
      ...layout,
      height: 130 + 26 * bars.length,
      margin: { l: 60, r: 96, t: 64 + 18 * lines.length, b: 44 },
      xaxis: { title: { text: unit }, zeroline: true, rangemode: 'tozero' },
      yaxis: { autorange: 'reversed', automargin: true, type: 'category', ticksuffix: '  ' },
    },
    description: `${title}; ${lines.join('; ')}. ${bars.map((bar) => `${bar.label}: ${bar.text}`).join('; ')}.`,
  };
}
