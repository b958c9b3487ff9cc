import { join } from 'node:path';
import type { RunRecord } from '../runner/record.js';
import type { Reporter } from '../runner/reporter.js';
import { failureText } from './failure-text.js';

const interval = 10_000;

/** One line at the start and the end of a notebook, and one every ten seconds or so between: for logs. */
export function plainReporter(write: (text: string) => void): Reporter {
  let current = { name: '', cells: 0, started: 0, told: 0 };
  return {
    note: (message) => write(`note: ${message}\n`),
    notebookStarted(name, cells) {
      current = { name, cells, started: Date.now(), told: Date.now() };
      write(`${name}: ${cells} cells\n`);
    },
    cellStarted(rank) {
      if (Date.now() - current.told < interval) return;
      current.told = Date.now();
      const seconds = Math.round((Date.now() - current.started) / 1000);
      write(`${current.name}: cell ${rank}/${current.cells}, ${seconds} s\n`);
    },
    notebookFinished: (record, folder) => write(finishedText(record, folder)),
  };
}

/** How a notebook ended, in a line or a paragraph. */
export function finishedText(record: RunRecord, folder: string): string {
  const { name, status, cells, seconds } = record;
  const report = status === 'ok' ? ` -> ${join(folder, `${name}.html`)}` : '';
  const head = `${name}: ${status}, ${cells.run} of ${cells.code} cells, ${seconds.toFixed(1)} s${report}\n`;
  return head + failureText(record, folder);
}
