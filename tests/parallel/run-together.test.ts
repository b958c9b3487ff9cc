import { expect, test } from 'vitest';
import type { Crew } from '../../src/kernels/crew.js';
import { defaultWorkers, runTogether } from '../../src/parallel/run-together.js';

const url = new URL('./programs.mjs', import.meta.url).href;
const named = (name: string) => ({
  url,
  run: Object.defineProperty((_: Crew, input: unknown) => input, 'name', { value: name }),
});

test('every task of every round is done once, and nobody goes on before all are', async () => {
  for (let again = 0; again < 20; again++) {
    const done = new Int32Array(new SharedArrayBuffer(4 * 500));
    const seen = await runTogether(named('rounds'), { done, rounds: 50 }, 1 + (again % 8 || 1));
    expect(seen).toBe(true);
    expect(done.every((count) => count === 50)).toBe(true);
  }
});

test('a member that throws ends the others, and its error is told; the next program runs', async () => {
  await expect(runTogether(named('failing'), { rank: 2 }, 4)).rejects.toThrow('member 2 gave up');
  await expect(runTogether(named('failing'), { rank: 0 }, 2)).rejects.toThrow('member 0 gave up');
  expect(await runTogether(named('sizes'), null, 4)).toBe(4);
});

test('a program that a thread cannot load is an error', async () => {
  const program = { url: new URL('./nowhere.mjs', import.meta.url).href, run: () => 1 };
  await expect(runTogether(program, null, 2)).rejects.toThrow(/nowhere/);
});

test('programs side by side do not mix', async () => {
  const sizes = await Promise.all([2, 3, 2, 4].map((workers) => runTogether(named('sizes'), null, workers)));
  expect(sizes).toEqual([2, 3, 2, 4]);
});

test('one worker is the calling thread; the default is a core each', async () => {
  expect(await runTogether({ url, run: (crew: Crew) => crew.size }, null, 1)).toBe(1);
  expect(defaultWorkers()).toBeGreaterThan(0);
});
