import { expect, test } from 'vitest';
import { cellOutputs } from '../../../src/runner/kernel/outputs.js';

test('parts of one stream become one output, a display in between splits it', () => {
  const cell = cellOutputs(new Map());
  for (const text of ['a', 'b']) cell.take('stream', { name: 'stdout', text });
  cell.take('display_data', { data: { 'text/plain': 'x' }, metadata: {}, transient: {} });
  cell.take('stream', { name: 'stdout', text: 'c' });
  cell.take('stream', { name: 'stderr', text: 'd' });
  expect(cell.outputs).toEqual([
    { output_type: 'stream', name: 'stdout', text: 'ab' },
    { output_type: 'display_data', data: { 'text/plain': 'x' }, metadata: {} },
    { output_type: 'stream', name: 'stdout', text: 'c' },
    { output_type: 'stream', name: 'stderr', text: 'd' },
  ]);
});

test('an update reaches the displays of an earlier cell, transient is gone, JSON is a value', () => {
  const displays = new Map();
  const earlier = cellOutputs(displays);
  const transient = { display_id: 'one' };
  earlier.take('display_data', { data: { 'application/json': '{"n":1}' }, metadata: {}, transient });
  cellOutputs(displays).take('update_display_data', {
    data: { 'application/json': '{"n":2}' },
    metadata: {},
    transient,
  });
  expect(earlier.outputs).toEqual([
    { output_type: 'display_data', data: { 'application/json': { n: 2 } }, metadata: {} },
  ]);
});

test('an error stays last, whatever comes after it', () => {
  const cell = cellOutputs(new Map());
  cell.take('error', { ename: 'E', evalue: 'v', traceback: [] });
  cell.take('stream', { name: 'stdout', text: 'late' });
  expect(cell.outputs.map((output) => output.output_type)).toEqual(['stream', 'error']);
});

test('clear_output clears at once, or before the next output', () => {
  const cell = cellOutputs(new Map());
  cell.take('stream', { name: 'stdout', text: 'old' });
  cell.take('clear_output', { wait: true });
  expect(cell.outputs).toHaveLength(1);
  cell.take('stream', { name: 'stdout', text: 'new' });
  expect(cell.outputs).toEqual([{ output_type: 'stream', name: 'stdout', text: 'new' }]);
  cell.take('clear_output', {});
  expect(cell.outputs).toEqual([]);
});
