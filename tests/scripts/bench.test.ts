import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measure } from '../../scripts/bench/measure.js';
import { rounds } from '../../scripts/bench/rounds.js';
import { ratios, spread } from '../../scripts/bench/spread.js';
import { table } from '../../scripts/bench/table.js';

const node = (name: string, code: string) => ({
  name,
  command: [process.execPath, '-e', code] as [string, ...string[]],
});

test('spread is the median with the range', () => {
  expect(spread([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  expect(spread([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
  expect(() => spread([])).toThrow(RangeError);
});

test('ratios are taken round by round', () => {
  expect(ratios([2, 40], [1, 10])).toEqual({ median: 3, min: 2, max: 4 });
  expect(() => ratios([1], [1, 2])).toThrow('1 rounds of the peer, 2 of ours');
});

const hold = (mib: number) => `const held = Buffer.alloc(${mib} * 2 ** 20, 1); setTimeout(() => held.length, 400);`;

test.runIf(existsSync('/proc/self/status'))('memory counts what a grandchild holds', async () => {
  const inner = JSON.stringify(hold(300));
  const child = `require('node:child_process').spawnSync(process.execPath, ['-e', ${inner}])`;
  const { peakMiB } = await measure(node('nested', child));
  expect(peakMiB).toBeGreaterThan(300);
  expect((await measure(node('idle', hold(1)))).peakMiB).toBeLessThan(300);
});

test('a contender that fails is an error with its last words, not a time', async () => {
  await expect(measure(node('broken', "console.error('last words'); process.exit(3)"))).rejects.toThrow(
    /broken exited with 3:[\s\S]*last words/,
  );
});

test('each contender runs every round after the warm-up, in turns, and the table names it', async () => {
  const said: string[] = [];
  const plan = { ours: node('ours', ''), peers: [node('peer', '')] };
  const standings = await rounds(plan, 2, (line) => said.push(line.replace(/ [\d.]+ s$/, '')));
  expect(said).toEqual([
    'warm-up: ours',
    'warm-up: peer',
    'round 1: peer',
    'round 1: ours',
    'round 2: ours',
    'round 2: peer',
  ]);
  expect(standings.map(({ name, rounds: { length } }) => [name, length])).toEqual([
    ['ours', 2],
    ['peer', 2],
  ]);
  expect(standings[0]?.timeRatio).toEqual({ median: 1, min: 1, max: 1 });
  expect(table(standings)).toMatch(/ours.*\n.*\n.*peer/);
});
