import type { TableColumn, TableData } from '../../base/mime.js';
import { isRecord, type ReportFigure, titleText } from './figure.js';
import { figureLines } from './figure-text.js';
import { type Datum, figureValues } from './figure-values.js';

type Trace = ReportFigure['data'][number];

interface Series {
  readonly name: string;
  readonly keys: Datum[];
  readonly values: Datum[];
  readonly text: Datum[] | undefined;
}

const mostRows = 1000;

/**
 * What a figure draws, as a table: one row per category and one column per series where the series share their
 * categories, else one row per point. Traces that only guide the eye (`hoverinfo: 'skip'`) are left out; undefined where
 * nothing can be listed.
 */
export function chartTable(figure: ReportFigure, caption: string): TableData | undefined {
  const traces = figure.data.filter((trace) => trace.hoverinfo !== 'skip' && trace.visible !== false);
  const series = traces.flatMap((trace, index) => seriesOf(trace, index) ?? []);
  if (series.length === 0) return traces.length === 1 ? anyColumns(traces[0]!, caption) : undefined;
  const sideways = traces.some((trace) => trace.orientation === 'h');
  const [keyAxis, valueAxis] = sideways ? ['yaxis', 'xaxis'] : ['xaxis', 'yaxis'];
  const keyColumn = axisColumn(figure, keyAxis!, traces.some((trace) => trace.labels) ? 'label' : keyAxis![0]!);
  const valueColumn = axisColumn(figure, valueAxis!, traces.some((trace) => trace.values) ? 'value' : valueAxis![0]!);
  const first = series[0]!;
  const shared = series.every(
    (one) => one.keys.length === first.keys.length && one.keys.every((key, i) => key === first.keys[i]),
  );
  const rows = shared
    ? first.keys.map((key, i) => [key, ...series.map((one) => one.values[i] ?? null)])
    : series.flatMap((one) => one.keys.map((key, i) => [one.name, key, one.values[i] ?? null, one.text?.[i] ?? null]));
  const columns: Array<Omit<TableColumn, 'type'>> = shared
    ? [keyColumn, ...series.map((one) => ({ ...valueColumn, name: series.length === 1 ? valueColumn.name : one.name }))]
    : [{ name: 'series' }, keyColumn, valueColumn, { name: 'text' }];
  return tableOf(caption, columns, rows);
}

function seriesOf(trace: Trace, index: number): Series | undefined {
  if (trace.z !== undefined) return undefined;
  const [a, b] = [
    figureValues(trace.x) ?? figureValues(trace.labels),
    figureValues(trace.y) ?? figureValues(trace.values),
  ];
  if (!a && !b) return undefined;
  const keys = a ?? b!.map((_, i) => i);
  const values = b ?? a!.map((_, i) => i);
  const name = (typeof trace.name === 'string' && figureLines(trace.name).join(' ')) || `series ${index + 1}`;
  const text = figureValues(trace.text);
  return trace.orientation === 'h' ? { name, keys: values, values: keys, text } : { name, keys, values, text };
}

function axisColumn(figure: ReportFigure, axis: string, fallback: string): Omit<TableColumn, 'type'> {
  const settings = figure.layout[axis];
  const dates = isRecord(settings) && settings.type === 'date';
  const name = figureLines(titleText(settings)).join(' ') || (dates ? 'date' : fallback);
  const share = isRecord(settings) && typeof settings.tickformat === 'string' && settings.tickformat.includes('%');
  return share ? { name, unit: '%' } : { name };
}

function anyColumns(trace: Trace, caption: string): TableData | undefined {
  const matrix = trace.z;
  if (Array.isArray(matrix) && matrix.every(Array.isArray)) return matrixTable(trace, matrix, caption);
  const lists = Object.entries(trace).flatMap(([name, value]) => {
    const values = figureValues(value);
    return values && values.length > 0 && name !== 'customdata' ? [{ name, values }] : [];
  });
  const length = Math.max(0, ...lists.map(({ values }) => values.length));
  const whole = lists.filter(({ values }) => values.length === length);
  if (whole.length === 0) return undefined;
  const rows = Array.from({ length }, (_, i) => whole.map(({ values }) => values[i] ?? null));
  return tableOf(caption, whole, rows);
}

function matrixTable(trace: Trace, matrix: unknown[][], caption: string): TableData {
  const [across, down] = [figureValues(trace.x), figureValues(trace.y)];
  const width = Math.max(0, ...matrix.map((row) => row.length));
  const columns = [{ name: '' }, ...Array.from({ length: width }, (_, j) => ({ name: String(across?.[j] ?? j + 1) }))];
  const rows = matrix.map((row, i) => [
    down?.[i] ?? i + 1,
    ...Array.from({ length: width }, (_, j) => (typeof row[j] === 'number' ? (row[j] as number) : null)),
  ]);
  return tableOf(caption, columns, rows);
}

function tableOf(caption: string, names: ReadonlyArray<Omit<TableColumn, 'type'>>, rows: Datum[][]): TableData {
  const used = names.map((_, j) => j).filter((j) => rows.some((row) => row[j] !== null));
  const columns = used.map((j): TableColumn => {
    const type = rows.some((row) => typeof row[j] === 'string') ? 'text' : 'number';
    const { name, unit } = names[j]!;
    return { name, type, ...(unit && type === 'number' ? { unit } : {}) };
  });
  const shown = rows.slice(0, mostRows).map((row) => used.map((j) => text(row[j] ?? null)));
  return { caption, columns, rows: shown, totalRows: rows.length };
}

function text(value: Datum): Datum {
  return typeof value === 'string' ? figureLines(value).join(' ') : value;
}
