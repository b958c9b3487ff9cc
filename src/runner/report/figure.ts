/** A Plotly figure as it comes out of a notebook: nothing about its values is known. */
export interface ReportFigure {
  readonly data: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly layout: Readonly<Record<string, unknown>>;
}

/** The figure in an output, or undefined where its shape is not one. */
export function figureOf(value: unknown): ReportFigure | undefined {
  if (!isRecord(value) || !Array.isArray(value.data) || !value.data.every(isRecord)) return undefined;
  return { data: value.data, layout: isRecord(value.layout) ? value.layout : {} };
}

/** The type of each trace; Plotly's default is scatter. */
export function traceTypes(figure: ReportFigure): string[] {
  return figure.data.map((trace) => (typeof trace.type === 'string' ? trace.type : 'scatter'));
}

/** The text of a title, which Plotly takes as a string or as `{text}`. */
export function titleText(holder: unknown): string {
  const title = isRecord(holder) ? holder.title : undefined;
  if (typeof title === 'string') return title;
  return isRecord(title) && typeof title.text === 'string' ? title.text : '';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
