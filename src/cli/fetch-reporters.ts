import { SingleBar } from 'cli-progress';
import { count, percent } from '../base/format.js';
import type { FetchReporter } from '../datasets/fetch/fetch-reporter.js';

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** A moving bar on a terminal: file, share, megabytes. What is said stays as a line. */
export function barFetchReporter(stream: NodeJS.WriteStream): FetchReporter {
  let bar: SingleBar | null = null;
  const stop = (): void => {
    bar?.stop();
    bar = null;
  };
  return {
    note(message) {
      stop();
      stream.write(`note: ${message}\n`);
    },
    started(target, bytes, total) {
      stop();
      bar = new SingleBar({
        stream,
        format:
          total === null
            ? '{name} {here} MB, {duration} s'
            : '{name} [{bar}] {percentage} %, {here} of {all} MB, {eta_formatted} left',
        barCompleteChar: '=',
        barIncompleteChar: ' ',
        barsize: 30,
        clearOnComplete: true,
        hideCursor: true,
        // Ctrl-C is the fetch's own business: the library would end the process.
        gracefulExit: false,
      });
      const all = total === null ? '' : megabytes(total);
      bar.start(total ?? 0, bytes, { name: target, here: megabytes(bytes), all });
    },
    progressed: (bytes) => bar?.update(bytes, { here: megabytes(bytes) }),
    finished(target, bytes) {
      stop();
      stream.write(finishedText(target, bytes));
    },
  };
}

const interval = 10_000;

/** A line at the start and the end of a file and one every ten seconds between: for logs. */
export function plainFetchReporter(write: (text: string) => void): FetchReporter {
  let current: { target: string; total: number | null; told: number } = { target: '', total: null, told: 0 };
  return {
    note: (message) => write(`note: ${message}\n`),
    started(target, bytes, total) {
      current = { target, total, told: Date.now() };
      const size = total === null ? 'of a size that nobody states' : `of ${count(total)} bytes`;
      write(bytes === 0 ? `${target}: ${size}\n` : `${target}: ${size}, going on at byte ${count(bytes)}\n`);
    },
    progressed(bytes) {
      if (Date.now() - current.told < interval) return;
      current.told = Date.now();
      const share = current.total === null ? '' : `, ${percent(bytes / current.total, 1)}`;
      write(`${current.target}: ${count(bytes)} bytes${share}\n`);
    },
    finished: (target, bytes) => write(finishedText(target, bytes)),
  };
}

function finishedText(target: string, bytes: number): string {
  return `${target}: here, ${count(bytes)} bytes\n`;
}
