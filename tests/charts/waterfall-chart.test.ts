import { expect, test } from 'vitest';
import { waterfallChart } from '../../src/charts/waterfall-chart.js';

const waterfall = [
  { class: 'overlap', rows: 20, amount: 40 },
  { class: 'sale', rows: 70, amount: 90 },
  { class: 'cancellation', rows: 10, amount: -15 },
  { class: 'test', rows: 0, amount: 0 },
];

test('from all lines down to the sales, each bar beginning where the one before it ended', () => {
  const { data, description } = waterfallChart(waterfall, { currency: 'GBP' });
  const [lines, pounds] = data as Array<{ y: string[]; x: number[]; base: number[]; text: string[] }>;
  expect(lines!.y).toEqual(['all lines of the files', 'less overlap', 'less cancellation', 'sale']);
  expect(lines!.x).toEqual([100, -20, -10, 70]);
  expect(lines!.base).toEqual([0, 100, 80, 0]);
  expect(pounds!.x).toEqual([115, -40, 15, 90]);
  expect(pounds!.base).toEqual([0, 115, 75, 0]);
  expect(pounds!.text).toEqual(['£115', '−£40', '+£15', '£90']);
  expect(description).toContain('less overlap: 20 lines, -£40; less cancellation: 10 lines, £15; sale: 70 lines, £90.');
});

test('the last step ends where the class that is left begins, lines and money', () => {
  for (const trace of waterfallChart(waterfall, { currency: 'GBP' }).data) {
    const [x, base] = [trace.x as number[], trace.base as number[]];
    expect(base.at(-2)! + x.at(-2)!).toBe(x.at(-1));
  }
});

test('a figure is plain data, and one of nothing says so', () => {
  const figure = waterfallChart(waterfall, { currency: 'GBP' });
  expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  expect(waterfallChart([], { currency: 'GBP' }).description).toContain('Nothing to draw');
});
