import { StringDecoder } from 'node:string_decoder';

type Name = 'stdout' | 'stderr';

const maxCharacters = 32_768;
const maxMilliseconds = 50;
/** Writes that are sent at once, and how many of them come back in a second: JupyterLab drops beyond 1,000 a second. */
const burst = 100;

/**
 * Takes over stdout and stderr. A few writes are sent at once, so that the last words of a cell that hangs or crashes
 * are seen; a flood is joined: sent when 32,768 characters or 50 ms have gathered, when the stream changes, and on
 * `flush`, which everything else that is sent calls first. The time is also looked at on each write, so that a
 * synchronous loop shows its output while it runs.
 */
export function joinedStreams(send: (name: Name, text: string) => void): { flush(): void } {
  let current: Name = 'stdout';
  let parts: string[] = [];
  let characters = 0;
  let since = 0;
  let timer: NodeJS.Timeout | null = null;
  let allowance = burst;
  let asked = performance.now();

  function allowed(now: number): boolean {
    allowance = Math.min(burst, allowance + ((now - asked) / 1000) * burst);
    asked = now;
    if (allowance < 1) return false;
    allowance--;
    return true;
  }

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (parts.length === 0) return;
    const text = parts.join('');
    parts = [];
    characters = 0;
    send(current, text);
  }

  function add(name: Name, text: string): void {
    if (text === '') return;
    if (name !== current) flush();
    current = name;
    const now = performance.now();
    if (parts.length === 0) since = now;
    parts.push(text);
    characters += text.length;
    if (characters >= maxCharacters || now - since >= maxMilliseconds || allowed(now)) flush();
    else timer ??= setTimeout(flush, maxMilliseconds);
  }

  for (const name of ['stdout', 'stderr'] as const) {
    const decoder = new StringDecoder('utf8');
    process[name].write = (
      chunk: string | Uint8Array,
      encoding?: BufferEncoding | ((error?: Error | null) => void),
      done?: (error?: Error | null) => void,
    ): boolean => {
      add(name, typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)));
      const callback = typeof encoding === 'function' ? encoding : done;
      if (callback !== undefined) process.nextTick(callback);
      return true;
    };
  }
  return { flush };
}
