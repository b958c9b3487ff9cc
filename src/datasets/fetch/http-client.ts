import { EnvHttpProxyAgent, request } from 'undici';
import { TillbookError } from '../../base/errors.js';
import { nextHop } from './next-hop.js';
import { publicUrl } from './public-url.js';

/** What the proxy variables say; null where they say nothing. */
export interface Proxies {
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts that are reached without a proxy, as in `NO_PROXY`. */
  readonly none: string | null;
}

/** An answer whose body has not been read. */
export interface Answer {
  readonly status: number;
  /** Of the last answer; names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** What Hugging Face says on the way to its storage: SHA-256 and size of the file. */
  readonly linked: { readonly sha256: string | null; readonly bytes: number | null };
  /** Ends with an error where the other side falls silent or cuts off. */
  readonly body: AsyncGenerator<Buffer>;
}

export interface HttpClient {
  get(url: string, headers: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

const mostRedirects = 5;

/**
 * A client that follows at most five redirects, goes through the proxies it is given, and gives up on a side that is
 * silent for `idle` milliseconds, be it while connecting, answering or sending.
 *
 * @throws TillbookError BAD_PARAMETER for a proxy that is no address.
 */
export function httpClient({ http, https, none }: Proxies, idle: number): HttpClient {
  const dispatcher = new EnvHttpProxyAgent({
    // An empty text keeps the library from reading the environment for itself.
    httpProxy: proxyAddress('HTTP_PROXY', http),
    httpsProxy: proxyAddress('HTTPS_PROXY', https),
    noProxy: none ?? '',
    // Plain http goes to a proxy as a request for the whole address: many refuse to tunnel it.
    proxyTunnel: false,
    // The watch below serves for all three, the way to a proxy included.
    connect: { timeout: 0 },
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  return {
    async get(url, headers, signal) {
      const watch = silenceWatch(idle, signal);
      let at = new URL(url);
      let linked: Answer['linked'] = { sha256: null, bytes: null };
      for (let hops = 0; ; hops++) {
        watch.start();
        const answer = await request(`${at.origin}${at.pathname}${at.search}`, {
          dispatcher,
          signal: watch.signal,
          headers: { 'user-agent': 'tillbook', 'accept-encoding': 'identity', ...headers, ...login(at, new URL(url)) },
        }).catch((error: unknown) => {
          throw watch.reason() ?? error;
        });
        watch.stop();
        const named = flat(answer.headers);
        linked = { sha256: sha256In(named['x-linked-etag']) ?? linked.sha256, bytes: sizeIn(named) ?? linked.bytes };
        if (![301, 302, 303, 307, 308].includes(answer.statusCode)) {
          return { status: answer.statusCode, headers: named, linked, body: watched(answer.body, watch) };
        }
        await answer.body.dump().catch(() => {});
        if (hops === mostRedirects) {
          throw new TillbookError('BAD_INPUT', `${publicUrl(url)} redirects more than ${mostRedirects} times`, {
            hint: 'name another mirror, or a copy on this machine, with --from',
          });
        }
        at = nextHop(at, named.location);
      }
    },
    close: () => dispatcher.destroy(),
  };
}

function proxyAddress(variable: string, value: string | null): string {
  if (value === null) return '';
  const address = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(address) && /^(https?|socks5?):$/.test(new URL(address).protocol)) return address;
  throw new TillbookError('BAD_PARAMETER', `${variable} is no address of a proxy`, {
    hint: 'it looks like http://proxy.example:3128',
  });
}

/** User and password of the address go to its own host alone, wherever redirects lead. */
function login(at: URL, asked: URL): Record<string, string> {
  if (asked.username === '' || at.origin !== asked.origin) return {};
  const text = `${decodeURIComponent(asked.username)}:${decodeURIComponent(asked.password)}`;
  return { authorization: `Basic ${Buffer.from(text).toString('base64')}` };
}

interface SilenceWatch {
  readonly signal: AbortSignal;
  start(): void;
  stop(): void;
  /** Why it was aborted, if it was. */
  reason(): unknown;
}

function silenceWatch(idle: number, outer: AbortSignal | undefined): SilenceWatch {
  const inner = new AbortController();
  const signal = outer === undefined ? inner.signal : AbortSignal.any([outer, inner.signal]);
  let timer: NodeJS.Timeout | undefined;
  return {
    signal,
    start() {
      timer = setTimeout(() => inner.abort(new Error(`no answer for ${idle / 1000} s`)), idle);
    },
    stop: () => clearTimeout(timer),
    reason: () => {
      clearTimeout(timer);
      return signal.aborted ? signal.reason : undefined;
    },
  };
}

async function* watched(body: AsyncIterable<Buffer>, watch: SilenceWatch): AsyncGenerator<Buffer> {
  const chunks = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      watch.start();
      const { done, value } = await chunks.next();
      watch.stop();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw watch.reason() ?? error;
  } finally {
    watch.stop();
    await chunks.return?.().catch(() => {});
  }
}

function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
}

function sha256In(etag: string | undefined): string | null {
  return /^"?([0-9a-f]{64})"?$/.exec(etag ?? '')?.[1] ?? null;
}

function sizeIn(headers: Readonly<Record<string, string | undefined>>): number | null {
  const size = headers['x-linked-size'];
  return size !== undefined && /^\d+$/.test(size) ? Number(size) : null;
}
