import { join } from 'node:path';
import type { RunRecord } from '../runner/record.js';

const linesShown = 12;

/** What a person needs to know of a failed run: where, what, why, and which file to open. Empty for one that is well. */
export function failureText({ name, failure }: RunRecord, folder: string): string {
  if (failure === null) return '';
  const { cell, message, hint } = failure;
  const where =
    cell === null ? '' : `, cell ${cell.number} (${[`id ${cell.id}`, ...cell.tags.map(tagged)].join(', ')})`;
  const lines = [`${name}${where}: ${message}`, ...(cell === null ? [] : excerpt(cell.source))];
  if (hint) lines.push(`  hint: ${hint}`);
  lines.push(`  open: ${join(folder, `${name}.html`)}`);
  return `${lines.join('\n')}\n`;
}

function tagged(tag: string): string {
  return `tag ${tag}`;
}

function excerpt(source: string): string[] {
  const lines = source.split('\n');
  const shown = lines.slice(0, linesShown).map((line, index) => `  ${String(index + 1).padStart(4)} | ${line}`);
  const more = lines.length - shown.length;
  return more > 0 ? [...shown, `       … ${more} more lines`] : shown;
}
