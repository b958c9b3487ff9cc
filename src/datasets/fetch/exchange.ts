import type { Dispatcher } from 'undici';

/** Takes the answer to one request. */
export interface ExchangeReceiver {
  /** @returns whether the body is wanted. */
  answer(head: { status: number; headers: Readonly<Record<string, string | undefined>> }): boolean;
  data(chunk: Buffer): void;
}

/**
 * One request and its answer, redirects included as they come. Settles when the body has come whole, or at once where
 * it is not wanted.
 *
 * @throws what the receiver throws, the reason of the signal, or the error of the connection; silence for `idle`
 *   milliseconds is such an error.
 */
export function exchange(
  dispatcher: Dispatcher,
  url: URL,
  headers: Record<string, string>,
  receiver: ExchangeReceiver,
  idle: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let isOver = false;
    const end = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const leave = (settle: () => void): void => {
      end(settle);
      controller?.abort(new Error('not wanted'));
    };
    const guarded = (work: () => void): void => {
      if (isOver) return;
      timer.refresh();
      try {
        work();
      } catch (error) {
        leave(() => reject(error));
      }
    };
    const onAbort = (): void => leave(() => reject(signal.reason));
    const timer = setTimeout(() => leave(() => reject(new Error(`no answer for ${idle / 1000} s`))), idle);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) return onAbort();

    dispatcher.dispatch(
      { origin: url.origin, path: `${url.pathname}${url.search}`, method: 'GET', headers },
      {
        onRequestStart(started) {
          controller = started;
          // A connection that comes about after it was given up.
          if (isOver) started.abort(new Error('not wanted'));
        },
        onResponseStart: (_controller, status, raw) =>
          guarded(() => {
            if (status >= 200 && !receiver.answer({ status, headers: flat(raw) })) leave(resolve);
          }),
        onResponseData: (_controller, chunk) => guarded(() => receiver.data(chunk)),
        onResponseEnd: () => end(resolve),
        onResponseError: (_controller, error) => end(() => reject(error)),
      },
    );
  });
}

function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
}
