import type { TableData } from '../base/mime.js';
import type { Provenance } from '../engine/engine.js';
import { table } from './table.js';

/** What a method card needs of a dataset. */
export interface Described {
  readonly title: string;
  readonly synthetic: boolean;
  readonly currency: string;
  readonly raw: ReadonlyArray<{ readonly provenance: Provenance }>;
  readonly overlap: { readonly rows: number; readonly kept: number };
}

/**
 * How a report's figures came about: data with their checksums, what was dropped, base, window, and the limitations
 * that hold for these data.
 */
export function methodCard(
  dataset: Described,
  base: { readonly text: string; readonly window: { readonly from: string; readonly to: string } },
  limitations: readonly string[],
): TableData {
  const files = dataset.raw.flatMap(({ provenance }) => provenance.files);
  const number = (value: number) => value.toLocaleString('en-GB');
  const line = (item: string, value: string) => ({ item, value });
  return table('Method card', [
    line(
      'dataset',
      dataset.synthetic ? `${dataset.title} (synthetic: made up, tells nothing of a real shop)` : dataset.title,
    ),
    ...files.map(({ file, bytes, sha256 }) =>
      line('file', `${file}, ${number(bytes)} bytes, SHA-256 ${sha256.slice(0, 16)}…`),
    ),
    line(
      'lines',
      `${number(dataset.overlap.kept)} kept, ${number(dataset.overlap.rows)} dropped as overlap of the files`,
    ),
    line('base', base.text),
    line('window', `${base.window.from} up to, not including, ${base.window.to}`),
    line('currency', dataset.currency),
    line('chance', 'none: nothing here is drawn at random'),
    ...limitations.map((text) => line('limitation', text)),
  ]);
}
