import { expect, test } from 'vitest';
import { chartTable } from '../../../src/runner/report/chart-table.js';

const columns = (figure: Parameters<typeof chartTable>[0]) =>
  chartTable(figure, '')?.columns.map((column) => column.name);
const rows = (figure: Parameters<typeof chartTable>[0]) => chartTable(figure, '')?.rows;

test('series of the same categories share the rows; axis titles name the columns', () => {
  const figure = {
    data: [
      { type: 'bar', name: '2010', x: ['a', 'b'], y: [1, 2] },
      { type: 'bar', name: '2011', x: ['a', 'b'], y: [3, 4] },
    ],
    layout: { xaxis: { title: { text: 'shop' } }, yaxis: { tickformat: '.0%' } },
  };
  expect(columns(figure)).toEqual(['shop', '2010', '2011']);
  expect(rows(figure)).toEqual([
    ['a', 1, 3],
    ['b', 2, 4],
  ]);
  expect(chartTable(figure, '')?.columns[1]?.unit).toBe('%');
});

test('series of different categories stand below each other, and guides are left out', () => {
  const figure = {
    data: [
      { x: [0, 1], y: [0, 1], hoverinfo: 'skip' },
      { x: [1, 2], y: [3, 4] },
      { x: [9], y: [8], name: 'top', text: ['x<br>y'] },
    ],
    layout: {},
  };
  expect(columns(figure)).toEqual(['series', 'x', 'y', 'text']);
  expect(rows(figure)).toEqual([
    ['series 1', 1, 3, null],
    ['series 1', 2, 4, null],
    ['top', 9, 8, 'x y'],
  ]);
});

test('bars that lie down are keyed by their names', () => {
  expect(rows({ data: [{ type: 'bar', orientation: 'h', y: ['a'], x: [5] }], layout: {} })).toEqual([['a', 5]]);
});

test('pies, matrices, other traces and packed numbers are listed too', () => {
  expect(rows({ data: [{ type: 'pie', labels: ['a'], values: [5] }], layout: {} })).toEqual([['a', 5]]);
  expect(rows({ data: [{ type: 'heatmap', x: ['p', 'q'], y: ['r'], z: [[1, 2]] }], layout: {} })).toEqual([
    ['r', 1, 2],
  ]);
  expect(rows({ data: [{ type: 'box', lowerfence: [1, 2] }], layout: {} })).toEqual([[1], [2]]);
  const bdata = Buffer.from(new Float64Array([1.5, 2.5]).buffer).toString('base64');
  expect(rows({ data: [{ x: ['a', 'b'], y: { dtype: 'f8', bdata } }], layout: {} })).toEqual([
    ['a', 1.5],
    ['b', 2.5],
  ]);
  expect(rows({ data: [{ type: 'indicator', value: 3 }], layout: {} })).toBeUndefined();
});

test('a thousand rows are listed, and how many there are is said', () => {
  const x = Array.from({ length: 2500 }, (_, i) => i);
  const table = chartTable({ data: [{ x, y: x }], layout: {} }, '');
  expect([table?.rows.length, table?.totalRows]).toEqual([1000, 2500]);
});
