/**
 * Colours after Okabe and Ito (2008), told apart by the colour-blind, in the order in which charts take them; each has
 * a contrast of 3:1 or more against the light and the dark page, as WCAG 1.4.11 asks.
 */
export const palette = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8a6d00'] as const;

/** Ink for what is incomplete or set aside. */
export const muted = '#8a8f98';

/** What every chart's layout has in common; paper and text colours belong to the page that draws it. */
export function baseLayout(title: string, subtitle: string): Record<string, unknown> {
  return {
    title: { text: `${title}<br><sub>${subtitle}</sub>`, x: 0, xref: 'paper', xanchor: 'left', font: { size: 17 } },
    margin: { l: 60, r: 24, t: 72, b: 48 },
    hoverlabel: { align: 'left' },
    showlegend: false,
    height: 420,
  };
}
