import { type Input, type MetricData, mime } from '../base/mime.js';
import type { Notebook } from './notebook.js';
import type { RunRecord } from './record.js';

type Recorded = Pick<RunRecord, 'dataset' | 'synthetic' | 'inputs' | 'metrics'>;

/** What a notebook recorded of itself in its outputs: metrics (of one name the last counts) and what it read. */
export function recorded(notebook: Notebook): Recorded {
  const metrics = new Map<string, Omit<MetricData, 'name'>>();
  const inputs = new Map<string, Input>();
  for (const output of notebook.cells.flatMap((cell) => cell.outputs ?? [])) {
    if (!('data' in output)) continue;
    const metric = output.data[mime.metric];
    if (isMetric(metric)) {
      const { name, value, unit = null, base = null } = metric;
      metrics.set(name, { value, unit, base });
    }
    const read = output.data[mime.inputs];
    for (const input of Array.isArray(read) ? read.filter(isInput) : [])
      inputs.set(`${input.sha256} ${input.file}`, input);
  }
  const all = [...inputs.values()];
  return {
    dataset: [...new Set(all.map((input) => input.dataset))].join(', ') || null,
    synthetic: all.some((input) => input.synthetic),
    inputs: all,
    metrics: Object.fromEntries(metrics),
  };
}

function isMetric(value: unknown): value is MetricData {
  return isObject(value) && typeof value.name === 'string' && 'value' in value;
}

function isInput(value: unknown): value is Input {
  return isObject(value) && typeof value.dataset === 'string' && typeof value.file === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
