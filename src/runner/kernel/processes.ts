import { type ChildProcess, spawn } from 'node:child_process';
import { removeFolder } from './runtime-folder.js';

export interface KernelProcess {
  readonly pid: number;
  /** What the process has written last on its own stderr and stdout, past Jupyter. */
  tail(): string;
  /** `exit code 1` or `signal SIGKILL`; null while it lives. */
  end(): string | null;
  /** Settles when the process has ended. */
  readonly ended: Promise<void>;
  /** Signals the process alone. */
  signal(name: NodeJS.Signals): void;
  /** Signals the process and all of its group: its children that have not left. */
  signalGroup(name: NodeJS.Signals): void;
  /** Kills whatever is left of the group and removes the runtime folder; at once, and may be called twice. */
  destroy(): void;
}

const live = new Set<KernelProcess>();
const tailCharacters = 8192;
let watching = false;

/** Kills every kernel of this process and removes its files, at once. Runs by itself when the process exits. */
export function killAllKernels(): void {
  for (const kernel of live) kernel.destroy();
}

/** Starts `node ...args` as the leader of a process group of its own. */
export function spawnKernel(
  args: readonly string[],
  { cwd, env, folder }: { cwd: string; env: NodeJS.ProcessEnv | undefined; folder: string },
): KernelProcess {
  const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const pid = child.pid ?? 0;
  const tail = tailOf(child);
  let end: string | null = null;
  let destroyed = false;
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      end = error.message;
      resolve();
    });
    child.once('exit', (code, signal) => {
      end = signal === null ? `exit code ${code}` : `signal ${signal}`;
      // A child that was left behind may hold the pipes open for ever.
      setTimeout(resolve, 100);
    });
    child.once('close', () => resolve());
  });

  function signalGroup(name: NodeJS.Signals): void {
    if (pid !== 0) send(-pid, name);
  }

  const kernel: KernelProcess = {
    pid,
    tail,
    ended,
    end: () => end,
    signal: (name) => {
      if (end === null && pid !== 0) send(pid, name);
    },
    signalGroup,
    destroy() {
      if (destroyed) return;
      destroyed = true;
      signalGroup('SIGKILL');
      child.stdout?.destroy();
      child.stderr?.destroy();
      removeFolder(folder);
      live.delete(kernel);
    },
  };
  if (!watching) process.once('exit', killAllKernels);
  watching = true;
  live.add(kernel);
  return kernel;
}

function tailOf(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text = (text + part).slice(-tailCharacters);
    });
  }
  return () => text;
}

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Nobody left to signal.
  }
}
