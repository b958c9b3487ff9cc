import Table from 'cli-table3';
import type { Standing } from './rounds.js';
import type { Spread } from './spread.js';

/** The standings as a person reads them: median, and in brackets the range over the rounds. */
export function table(standings: readonly Standing[]): string {
  const out = new Table({
    head: ['', 'seconds', 'x ours', 'peak MiB', 'x ours'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const one of standings) {
    out.push([one.name, cell(one.seconds, 2), cell(one.timeRatio, 2), cell(one.peakMiB, 0), cell(one.memoryRatio, 2)]);
  }
  return out.toString();
}

function cell(spread: Spread | null, digits: number): string {
  if (spread === null) return 'not measured';
  const [median, min, max] = [spread.median, spread.min, spread.max].map((value) => value.toFixed(digits));
  return `${median} (${min}..${max})`;
}
