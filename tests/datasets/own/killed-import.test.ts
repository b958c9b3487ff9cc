import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { rows } from '../../../src/base/columns.js';
import { openDataset } from '../../../src/datasets/open-dataset.js';
import { openEngine } from '../../../src/engine/open-engine.js';
import { startCli } from '../../cli/run-cli.js';
import { header, project, roles } from './own-files.js';

const kills = 25;

test(`SIGKILL at ${kills} random moments leaves the old relation or the new one, whole`, {
  timeout: 600_000,
}, async () => {
  const content = (round: number) =>
    [
      header,
      ...Array.from({ length: 2000 + round }, (_, i) => `c${i % 50},o${i},2011-03-01 10:00,A${i},1,${round + 1}.00`),
      '',
    ].join('\n');
  const { folder } = await project({ 'sales.csv': content(0) });
  const args = ['data', 'import', 'sales.csv', '--as', 'shop', ...roles];
  const start = () => startCli(args, { cwd: folder, env: { TILLBOOK_DATA: '' } });
  const began = Date.now();
  expect((await start().ended).code).toBe(0);
  const whole = Date.now() - began;

  const engine = await openEngine();
  let current = 0;
  let replaced = 0;
  for (let round = 1; round <= kills; round++) {
    await writeFile(path.join(folder, 'sales.csv'), content(round));
    const { child, ended } = start();
    await setTimeout(whole * (0.3 + 0.9 * draw(round)));
    child.kill('SIGKILL');
    await ended;
    const shop = await openDataset(engine, 'shop', {
      dataDirs: [],
      sampleDir: '',
      importedDir: path.join(folder, 'data/imported'),
    });
    const [found] = rows<{ lines: number; amount: number }>(
      await engine.query(`select count(*) as lines, sum(amount) as amount from ${shop.relations.transactions.name}`),
    );
    const is = (which: number) => found!.lines === 2000 + which && found!.amount === found!.lines * (which + 1);
    expect([is(current), is(round)]).toContain(true);
    if (is(round)) {
      current = round;
      replaced++;
    }
  }
  await engine.close();
  expect(replaced).toBeLessThan(kills);
});

const draw = (round: number) => (round * 0.618034) % 1;
