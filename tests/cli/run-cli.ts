import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `tillbook …` in a process of its own; `ended` settles when it has gone. */
export function startCli(
  args: readonly string[],
  { cwd = root, env = {}, onStderr }: { cwd?: string; env?: NodeJS.ProcessEnv; onStderr?: (text: string) => void } = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [resolve(root, 'dist/cli/main.js'), ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (part: string) => {
      text[name] += part;
      if (name === 'stderr') onStderr?.(text.stderr);
    });
  }
  const ended = new Promise<Ended>((done, failed) => {
    child.once('error', failed);
    child.once('close', (code, signal) => done({ code, signal, ...text }));
  });
  return { child, ended };
}

/** Runs `tillbook …` to its end. */
export function runCli(args: readonly string[], options: Parameters<typeof startCli>[1] = {}): Promise<Ended> {
  return startCli(args, options).ended;
}
