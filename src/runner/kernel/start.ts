import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { TillbookError } from '../../base/errors.js';
import { connect } from './client.js';
import type { Kernel } from './kernel.js';
import { launcherPath } from './launcher-path.js';
import { spawnKernel } from './processes.js';
import { newRuntimeFolder, sweepRuntimeFolders } from './runtime-folder.js';
import { session } from './session.js';

export { killAllKernels } from './processes.js';

export interface StartOptions {
  /** The folder that the cells run in: the notebook's own. */
  readonly cwd: string;
  /** By default this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds until a kernel that does not answer is given up: 30,000. */
  readonly deadline?: number;
}

/**
 * Starts a kernel in a process group of its own and waits until it answers. Its sockets lie in a folder that only the
 * user can read, nothing listens on TCP.
 *
 * @throws TillbookError KERNEL_DIED if it ends or stays deaf.
 */
export async function startKernel({ cwd, env, deadline = 30_000 }: StartOptions): Promise<Kernel> {
  sweepRuntimeFolders();
  const launcher = launcherPath();
  const folder = newRuntimeFolder(randomBytes(32).toString('hex'));
  const child = spawnKernel(['--disable-warning=ExperimentalWarning', launcher, folder.connectionFile], {
    cwd,
    env,
    folder: folder.path,
  });
  let heard = false;
  let answered = false;
  let running: ReturnType<typeof session> | null = null;
  const client = connect(folder.connection, (message, channel) => {
    if (channel === 'iopub') heard = true;
    if (message.header.msg_type === 'kernel_info_reply') answered = true;
    running?.take(message, channel);
  });
  const end = performance.now() + deadline;
  while (!(heard && answered) && child.end() === null && performance.now() < end) {
    client.send('shell', 'kernel_info_request', {});
    for (let i = 0; i < 20 && !(heard && answered) && child.end() === null; i++) await sleep(5);
  }
  if (heard && answered && child.end() === null) {
    running = session(child, client);
    return running.kernel;
  }
  if (child.end() !== null) await child.ended;
  client.close();
  child.destroy();
  const what = child.end() === null ? `did not answer in ${deadline / 1000} s` : `ended at its start (${child.end()})`;
  const tail = child.tail().trim();
  throw new TillbookError('KERNEL_DIED', `the kernel ${what}${tail === '' ? '' : `:\n${tail}`}`, {
    hint: 'run `npm ci` and `npm run build`, then try again',
  });
}
