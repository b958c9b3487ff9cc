import { count, money } from '../base/format.js';
import { emptyFigure } from './empty-figure.js';
import type { Figure } from './figure.js';
import { baseLayout, palette } from './theme.js';

/** A class of lines, how many stand in it and what they come to. */
export interface WaterfallStep {
  readonly class: string;
  readonly rows: number;
  readonly amount: number;
}

interface Step {
  readonly label: string;
  readonly rows: number;
  readonly amount: number;
  readonly total: boolean;
}

const [whole, taken, added] = palette;

/**
 * From all lines of the files down to the ones that are left, class by class: lines on the left, money on the right. What
 * is taken away is told by colour from what is added (a class whose sum is negative adds when it goes).
 *
 * Bars with a base: the basic bundle of Plotly has no trace of its own for this.
 *
 * @param waterfall classes that add up to the files.
 * @param options.kept the class that remains at the end, default `sale`.
 */
export function waterfallChart(
  waterfall: readonly WaterfallStep[],
  options: { currency: string; kept?: string },
): Figure {
  const { currency, kept = 'sale' } = options;
  const title = 'From the files to the sales of goods';
  const note = 'every line of the files stands in one class';
  const all = sumOf(waterfall);
  if (all.rows === 0) return emptyFigure(title, note);
  const dropped = waterfall.filter((row) => row.class !== kept && row.rows > 0);
  const left = sumOf(waterfall.filter((row) => row.class === kept));
  const steps: Step[] = [
    { label: 'all lines of the files', ...all, total: true },
    ...dropped.map((row) => ({ label: `less ${row.class}`, rows: -row.rows, amount: -row.amount, total: false })),
    { label: kept, ...left, total: true },
  ];
  const trace = (name: string, value: (step: Step) => number, text: (value: number) => string, axis: string) => {
    const values = steps.map(value);
    return {
      type: 'bar',
      orientation: 'h',
      name,
      y: steps.map(({ label }) => label),
      x: values,
      base: bases(steps, values),
      xaxis: axis,
      text: values.map((one, i) => (steps[i]!.total ? text(one) : signed(one, text))),
      textposition: 'outside',
      cliponaxis: false,
      constraintext: 'none',
      hovertemplate: '%{y}: %{text}<extra></extra>',
      marker: { color: steps.map((step, i) => (step.total ? whole : values[i]! > 0 ? added : taken)) },
    };
  };
  const pounds = (one: number) => money(one, currency);
  const axis = (text: string, domain: [number, number], end: number) => ({
    title: { text },
    domain,
    range: [0, end * 1.35],
    nticks: 4,
    zeroline: true,
  });
  return {
    data: [trace('lines', ({ rows }) => rows, count, 'x'), trace(currency, ({ amount }) => amount, pounds, 'x2')],
    layout: {
      ...baseLayout(title, note),
      height: 150 + 34 * steps.length,
      margin: { l: 60, r: 24, t: 82, b: 44 },
      xaxis: axis(
        'lines',
        [0, 0.46],
        highest(
          steps.map(({ rows }) => rows),
          steps,
        ),
      ),
      xaxis2: axis(
        currency,
        [0.54, 1],
        highest(
          steps.map(({ amount }) => amount),
          steps,
        ),
      ),
      yaxis: { autorange: 'reversed', automargin: true, type: 'category', ticksuffix: '  ' },
      bargap: 0.3,
    },
    description: `${title}; ${note}. ${steps
      .map(({ label, rows, amount }) => `${label}: ${count(Math.abs(rows))} lines, ${pounds(amount)}`)
      .join('; ')}.`,
  };
}

function sumOf(rows: readonly WaterfallStep[]): { rows: number; amount: number } {
  return rows.reduce((sum, row) => ({ rows: sum.rows + row.rows, amount: sum.amount + row.amount }), {
    rows: 0,
    amount: 0,
  });
}

/** Where each bar begins: a total at zero, a step where the one before it ended. */
function bases(steps: readonly Step[], values: readonly number[]): number[] {
  let level = 0;
  return steps.map(({ total }, i) => {
    const start = total ? 0 : level;
    level = start + values[i]!;
    return start;
  });
}

function highest(values: readonly number[], steps: readonly Step[]): number {
  const starts = bases(steps, values);
  return Math.max(1, ...values.map((value, i) => Math.max(starts[i]!, starts[i]! + value)));
}

function signed(value: number, text: (value: number) => string): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${text(Math.abs(value))}`;
}
