import type { Figure } from './figure.js';
import { baseLayout } from './theme.js';

/** A chart of nothing says so, instead of showing an empty frame. */
export function emptyFigure(title: string, subtitle: string): Figure {
  return {
    data: [],
    layout: {
      ...baseLayout(title, subtitle),
      height: 200,
      xaxis: { visible: false },
      yaxis: { visible: false },
      annotations: [
        {
          text: 'Nothing to draw: no line falls into this base.',
          showarrow: false,
          xref: 'paper',
          yref: 'paper',
          x: 0.5,
          y: 0.5,
        },
      ],
    },
    description: `${title}; ${subtitle}. Nothing to draw: no line falls into this base.`,
  };
}
