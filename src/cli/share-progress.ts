import { SingleBar } from 'cli-progress';

const interval = 10_000;

/** Tells how far one long piece of work is, as a share in 0..1. */
export interface ShareProgress {
  tell(share: number): void;
  stop(): void;
}

/** A bar on a terminal; elsewhere a plain line every ten seconds, none for what is done before. */
export function shareProgress(stream: NodeJS.WriteStream, label: string, now: () => number = Date.now): ShareProgress {
  if (stream.isTTY) {
    const bar = new SingleBar({
      stream,
      format: `${label} [{bar}] {percentage} %, {duration_formatted}`,
      barCompleteChar: '=',
      barIncompleteChar: ' ',
      barsize: 30,
      clearOnComplete: true,
      hideCursor: true,
      gracefulExit: false,
    });
    bar.start(100, 0);
    return { tell: (share) => bar.update(Math.floor(share * 100)), stop: () => bar.stop() };
  }
  let told = now();
  return {
    tell(share) {
      if (now() - told < interval) return;
      told = now();
      stream.write(`${label}: ${Math.floor(share * 100)} %\n`);
    },
    stop() {},
  };
}
