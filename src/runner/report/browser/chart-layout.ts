/** Colours of the page, as its style sheet has them at this moment. */
export interface ChartPalette {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly strong: string;
  readonly surface: string;
  readonly font: string;
  readonly colorway: readonly string[];
}

type Layout = Record<string, unknown>;

export interface ChartFigure {
  readonly data: ReadonlyArray<Record<string, unknown>>;
  readonly layout: Layout;
}

/**
 * A figure's layout as the page draws it: paper, text, grid and hover boxes take the page's colours, and axes make room for
 * their labels. What the traces say of themselves stays, and so do colours in annotations and shapes unless they are grey.
 * The title is left out, because the page prints it as a caption. On a narrow page long names of bars are cut.
 */
export function chartLayout({ data, layout }: ChartFigure, palette: ChartPalette, narrow: boolean): Layout {
  const isObject = (value: unknown): value is Layout =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const without = (value: unknown, keys: string[]): Layout =>
    Object.fromEntries(Object.entries(isObject(value) ? value : {}).filter(([key]) => !keys.includes(key)));
  const uncoloured = (value: unknown): Layout | undefined =>
    isObject(value) ? without(value, ['color', 'family']) : undefined;
  const isGrey = (colour: unknown) => {
    if (typeof colour !== 'string') return false;
    if (/^(black|white|gr[ae]y|dimgr[ae]y|darkgr[ae]y|silver)$/i.test(colour)) return true;
    const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
    const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
    const parts =
      (long ?? short)?.slice(1).map((part) => Number.parseInt(long ? part : part + part, 16)) ??
      colour.match(/\d+/g)?.slice(0, 3).map(Number);
    return parts?.length === 3 && Math.max(...parts) - Math.min(...parts) < 24;
  };
  const titled = (title: unknown) => (isObject(title) ? { ...title, font: uncoloured(title.font) } : { text: title });
  const axis = (value: Layout): Layout => ({
    ...without(value, ['gridcolor', 'linecolor', 'zerolinecolor', 'tickcolor', 'color', 'spikecolor']),
    ...(value.tickfont ? { tickfont: uncoloured(value.tickfont) } : {}),
    ...(value.title ? { title: titled(value.title) } : {}),
  });
  const axisTheme = {
    automargin: true,
    gridcolor: palette.line,
    linecolor: palette.strong,
    zerolinecolor: palette.strong,
    tickcolor: palette.strong,
    ticklabelstandoff: 5,
    title: { standoff: 12, font: { color: palette.soft, size: 13 } },
    tickfont: { color: palette.soft },
  };
  const annotation = (value: Layout): Layout => {
    const font = isObject(value.font) ? value.font : {};
    const plain = isGrey(font.color) ? { ...value, font: { ...font, color: palette.soft } } : value;
    return isGrey(value.arrowcolor) || value.arrowcolor === undefined ? { ...plain, arrowcolor: palette.soft } : plain;
  };
  const shape = (value: Layout): Layout => {
    const line = isObject(value.line) ? value.line : {};
    return isGrey(line.color) || line.color === undefined
      ? { ...value, line: { ...line, color: palette.strong } }
      : value;
  };
  const each = (value: unknown, change: (item: Layout) => Layout) =>
    Array.isArray(value) ? { list: value.map((item) => (isObject(item) ? change(item) : item)) } : undefined;

  const given = without(layout, ['title', 'width', 'height', 'autosize', 'paper_bgcolor', 'plot_bgcolor', 'modebar']);
  for (const [key, value] of Object.entries(given))
    if (/^[xy]axis\d*$/.test(key) && isObject(value)) given[key] = axis(value);
  const names = data.flatMap((trace) => (trace.orientation === 'h' && Array.isArray(trace.y) ? trace.y : []));
  const long = names.filter((name): name is string => typeof name === 'string' && name.length > 18);
  const { tickprefix = '', ticksuffix = '' } = isObject(given.yaxis) ? given.yaxis : {};
  const shortened = Object.fromEntries(
    long.map((name) => [`${tickprefix}${name}${ticksuffix}`, `${name.slice(0, 16).trimEnd()}…`]),
  );
  const annotations = each(given.annotations, annotation)?.list;
  const shapes = each(given.shapes, shape)?.list;
  const template = isObject(given.template) ? given.template : {};
  const templateLayout = isObject(template.layout) ? template.layout : {};
  const margin = isObject(given.margin) ? given.margin : {};
  const legend = isObject(given.legend) ? given.legend : {};
  const above = { orientation: 'h', x: 0, xanchor: 'left', y: 1.02, yanchor: 'bottom' };
  const placed = !narrow && ['x', 'y', 'orientation'].some((key) => key in legend);
  return {
    ...given,
    ...(annotations ? { annotations } : {}),
    ...(shapes ? { shapes } : {}),
    template: {
      ...template,
      layout: {
        ...templateLayout,
        colorway: templateLayout.colorway ?? palette.colorway,
        xaxis: { ...axis(isObject(templateLayout.xaxis) ? templateLayout.xaxis : {}), ...axisTheme },
        yaxis: {
          ...axis(isObject(templateLayout.yaxis) ? templateLayout.yaxis : {}),
          ...axisTheme,
          ...(narrow && long.length > 0 ? { labelalias: shortened } : {}),
        },
      },
    },
    autosize: true,
    uirevision: 'page',
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { size: 13, ...without(given.font, ['color', 'family']), color: palette.ink, family: palette.font },
    margin: {
      l: 56,
      r: 16,
      b: 44,
      ...margin,
      t: 28,
      ...(narrow ? { l: 12, r: Math.min(Number(margin.r ?? 12), 56) } : {}),
    },
    hoverlabel: {
      ...without(given.hoverlabel, ['bgcolor', 'bordercolor', 'font']),
      bgcolor: palette.surface,
      bordercolor: palette.strong,
      font: { color: palette.ink, family: palette.font, size: 13 },
    },
    legend: {
      ...without(legend, ['bgcolor', 'bordercolor', 'font']),
      bgcolor: 'rgba(0,0,0,0)',
      ...(placed ? {} : above),
    },
    modebar: { bgcolor: 'rgba(0,0,0,0)', color: palette.soft, activecolor: palette.ink, orientation: 'h' },
  };
}
