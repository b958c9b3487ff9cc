import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Contender } from './bench.js';

export interface Measurement {
  readonly seconds: number;
  /** Highest sum of resident memory over the process and all its descendants, in MiB; null where there is no /proc. */
  readonly peakMiB: number | null;
}

const sampleEvery = 50;

/**
 * Runs a command to its end. Memory is sampled every 50 ms over the whole tree of processes, because the work is done
 * in children (kernels); pages that they share count once for each.
 *
 * Throws if the command exits other than 0, with the end of what it wrote.
 */
export async function measure({ name, command: [program, ...args], cwd, env }: Contender): Promise<Measurement> {
  const started = process.hrtime.bigint();
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let peak = 0;
  const timer = setInterval(() => {
    if (child.pid !== undefined) peak = Math.max(peak, treeResidentKiB(child.pid));
  }, sampleEvery);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    if (code !== 0) throw new Error(`${name} exited with ${code}:\n${output}`);
    return { seconds, peakMiB: peak === 0 ? null : peak / 1024 };
  } finally {
    clearInterval(timer);
  }
}

function treeResidentKiB(rootPid: number): number {
  const parents = new Map<number, { parent: number; resident: number }>();
  for (const entry of proc()) {
    try {
      const status = readFileSync(`/proc/${entry}/status`, 'utf8');
      const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
      parents.set(Number(entry), { parent: field('PPid'), resident: field('VmRSS') });
    } catch {
      // The process ended between the listing and the reading.
    }
  }
  const within = (pid: number): boolean => pid === rootPid || (pid > 1 && within(parents.get(pid)?.parent ?? 0));
  return [...parents].reduce((sum, [pid, { resident }]) => (within(pid) ? sum + resident : sum), 0);
}

function proc(): string[] {
  try {
    return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  } catch {
    return [];
  }
}
