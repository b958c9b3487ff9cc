import { SingleBar } from 'cli-progress';
import type { Reporter } from '../runner/reporter.js';
import { finishedText } from './plain-reporter.js';

const [green, red, plain] = ['\u001b[32m', '\u001b[31m', '\u001b[39m'];

/** A moving bar on a terminal: notebook, cell, seconds. What ends stays as a line. */
export function barReporter(stream: NodeJS.WriteStream, colour: boolean): Reporter {
  let bar: SingleBar | null = null;
  const stop = (): void => {
    bar?.stop();
    bar = null;
  };
  return {
    note: (message) => stream.write(`note: ${message}\n`),
    notebookStarted(name, cells) {
      bar = new SingleBar({
        stream,
        format: '{name} [{bar}] cell {cell}/{total}, {duration} s',
        barCompleteChar: '=',
        barIncompleteChar: ' ',
        barsize: 30,
        clearOnComplete: true,
        hideCursor: true,
        // Ctrl-C is the run's own business: the library would end the process.
        gracefulExit: false,
      });
      bar.start(cells, 0, { name, cell: 0 });
    },
    cellStarted: (rank) => bar?.update(rank - 1, { cell: rank }),
    notebookFinished(record, folder) {
      stop();
      const text = finishedText(record, folder);
      const [head = '', ...rest] = text.split('\n');
      const paint = record.status === 'ok' ? green : red;
      stream.write([colour ? `${paint}${head}${plain}` : head, ...rest].join('\n'));
    },
  };
}
