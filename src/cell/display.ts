import { mime } from '../base/mime.js';
import { takeInputs } from '../engine/inputs.js';

/** MIME type to content; JSON types as values. */
export type Bundle = Readonly<Record<string, unknown>>;

type Publish = (data: Bundle, options?: { displayId?: string; update?: boolean }) => void;

/** Where Tillbook's kernel puts its way to the front end. */
const hook = Symbol.for('tillbook.display');

/**
 * Shows a bundle where the code runs: in the cell under Tillbook's kernel, as plain text on standard output elsewhere.
 * What was read since the last call goes along, so that a report knows its inputs.
 */
export function display(bundle: Bundle): void {
  const publish = (globalThis as { [hook]?: Publish })[hook];
  if (!publish) {
    process.stdout.write(`${String(bundle['text/plain'] ?? '')}\n`);
    return;
  }
  const inputs = takeInputs();
  if (inputs.length > 0) {
    const files = inputs.map((input) => input.file).join(', ');
    const warning = inputs.some((input) => input.synthetic) ? '. Synthetic sample: every figure is made up.' : '';
    publish({ [mime.inputs]: inputs, 'text/plain': `read: ${files}${warning}` });
  }
  publish(bundle);
}
