/** A Plotly figure as a value: what a chart function returns, a cell shows and a report draws. */
export interface Figure {
  readonly data: ReadonlyArray<Record<string, unknown>>;
  readonly layout: Record<string, unknown>;
  /** What the chart shows, with its figures, for whoever cannot see it. */
  readonly description: string;
}
