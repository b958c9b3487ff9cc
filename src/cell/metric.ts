import { type MetricData, mime } from '../base/mime.js';
import { formattedNumber } from '../base/number-format.js';
import { display } from './display.js';

/**
 * Shows a figure as a tile and records it in `<name>.json`, where a later run can compare it.
 *
 * @param name kebab- or camel-case, unique in the notebook.
 * @param options.unit `GBP`, `orders`; `%` says that the value is a share in 0..1.
 * @param options.base of what it is a share or a sum, in words.
 */
export function metric(name: string, value: MetricData['value'], options: { unit?: string; base?: string } = {}): void {
  const data: MetricData = { name, value, unit: options.unit ?? null, base: options.base ?? null };
  const shown = typeof value === 'number' ? formattedNumber(value, { unit: data.unit }) : String(value);
  const text = `${name}: ${shown}${data.unit ? ` ${data.unit}` : ''}${data.base ? ` (${data.base})` : ''}`;
  display({ [mime.metric]: data, 'text/plain': text });
}
