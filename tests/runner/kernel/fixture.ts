import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CellResult, Kernel } from '../../../src/runner/kernel/kernel.js';
import { startKernel } from '../../../src/runner/kernel/start.js';
import type { Output } from '../../../src/runner/notebook.js';

export const root = resolve(import.meta.dirname, '../../..');

/** Starts a kernel in the project's notebooks folder; its first, empty cell takes a notice of a stale build. */
export async function testKernel(cwd = join(root, 'notebooks')): Promise<Kernel> {
  const kernel = await startKernel({ cwd });
  await kernel.execute('', { timeout: 30_000 });
  return kernel;
}

/** Hands a new kernel to `use` and ends it. */
export async function withKernel(use: (kernel: Kernel) => Promise<void>): Promise<void> {
  const kernel = await testKernel();
  try {
    await use(kernel);
  } finally {
    await kernel.shutdown();
  }
}

export function run(kernel: Kernel, code: string, timeout = 30_000): Promise<CellResult> {
  return kernel.execute(code, { timeout });
}

/** The texts of one stream, joined. */
export function streamText(outputs: readonly Output[], name: 'stdout' | 'stderr' = 'stdout'): string {
  return outputs.map((output) => (output.output_type === 'stream' && output.name === name ? output.text : '')).join('');
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits, as long as the test may last, until `condition` holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 20));
}

/** The runtime folders that a process has made. */
export function runtimeFolders(owner: number): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`tillbook-kernel-${owner}-`));
}

/** A folder that is removed when `use` is done. */
export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tillbook-test-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
