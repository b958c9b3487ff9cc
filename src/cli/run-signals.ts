import { killAllKernels } from '../runner/kernel/start.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `use` with a signal that the first Ctrl-C (or SIGTERM, SIGHUP) aborts; the second ends the process at once. */
export async function interruptible<T>(use: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      killAllKernels();
      process.exit(130);
    }
    controller.abort();
    process.stderr.write('\ninterrupted: ending the kernel and saving what has run; again to leave at once\n');
  };
  for (const name of signals) process.on(name, onSignal);
  try {
    return await use(controller.signal);
  } finally {
    for (const name of signals) process.off(name, onSignal);
  }
}
