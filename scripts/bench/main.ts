// `npm run bench -- NAME [--runs N]`: ours beside its peers, interleaved; a table, and .cache/bench/NAME.json.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.js';
import { environment } from './environment.js';
import { rounds } from './rounds.js';
import { table } from './table.js';

const root = resolve(import.meta.dirname, '../../..');
const entries = join(import.meta.dirname, 'entries');
const names = readdirSync(entries)
  .filter((file) => file.endsWith('.js'))
  .map((file) => file.slice(0, -'.js'.length))
  .sort();
const say = (text: string) => console.error(text);

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' } },
});
const [name] = positionals;
const runs = Number(values.runs);
if (name === undefined || !names.includes(name) || !Number.isInteger(runs) || runs < 1) {
  say(`usage: npm run bench -- NAME [--runs N]\nNAME is one of: ${names.join(', ')}`);
  process.exit(2);
}

const { default: bench } = (await import(pathToFileURL(join(entries, `${name}.js`)).href)) as { default: Bench };
const temporary = mkdtempSync(join(tmpdir(), `tillbook-bench-${name}-`));
try {
  const bin = environment(join(root, '.cache/bench-venv', name), bench.requirements, say);
  const plan = await bench.plan({ root, temporary, bin });
  const standings = await rounds(plan, runs, say);
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: process.platform,
  };
  const result = {
    name,
    about: bench.about,
    at: new Date().toISOString(),
    machine,
    runs,
    notes: plan.notes,
    standings,
  };
  const folder = join(root, '.cache/bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  console.log(`${bench.about}\n${machine.cores} cores (${machine.cpu}), Node ${machine.node}, ${runs} rounds\n`);
  console.log(table(standings));
  for (const note of plan.notes) console.log(`- ${note}`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
