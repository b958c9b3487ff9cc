import { EnvHttpProxyAgent } from 'undici';
import { TillbookError } from '../../base/errors.js';
import { exchange } from './exchange.js';
import { nextHop } from './next-hop.js';
import { publicUrl } from './public-url.js';

/** What the proxy variables say; null where they say nothing. */
export interface Proxies {
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts that are reached without a proxy, as in `NO_PROXY`. */
  readonly none: string | null;
}

/** The head of an answer. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** What Hugging Face says on the way to its storage: SHA-256 and size of the file. */
  readonly linked: { readonly sha256: string | null; readonly bytes: number | null };
}

/** Takes an answer as it comes. What it throws ends the request and is thrown by it. */
export interface Receiver {
  /** @returns whether the body is wanted. */
  answer(answer: Answer): boolean;
  data(chunk: Buffer): void;
}

export interface HttpClient {
  /** Settles when the body has come whole or is not wanted; rejects where the other side cuts off or falls silent. */
  get(url: string, headers: Readonly<Record<string, string>>, receiver: Receiver, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const mostRedirects = 5;
const redirects = [301, 302, 303, 307, 308];

/**
 * A client that follows at most five redirects, goes through the proxies it is given, and gives up on a side that is
 * silent for `idle` milliseconds, be it while connecting, answering or sending.
 *
 * A receiver works synchronously, and nothing is ever paused: every byte that came before a cut is taken, and undici 7
 * ends the process where a server closes its connection on a paused body (nodejs/undici#5360, mended in 8 alone, which
 * needs Node 22).
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
    async get(url, headers, receiver, signal) {
      const asked = new URL(url);
      let at = asked;
      let linked: Answer['linked'] = { sha256: null, bytes: null };
      for (let hops = 0; hops <= mostRedirects; hops++) {
        let next: URL | null = null;
        const sent = { 'user-agent': 'tillbook', 'accept-encoding': 'identity', ...headers, ...login(at, asked) };
        const answer = (head: Omit<Answer, 'linked'>): boolean => {
          linked = { sha256: sha256In(head.headers) ?? linked.sha256, bytes: sizeIn(head.headers) ?? linked.bytes };
          if (!redirects.includes(head.status)) return receiver.answer({ ...head, linked });
          next = nextHop(at, head.headers.location);
          return false;
        };
        await exchange(dispatcher, at, sent, { ...receiver, answer }, idle, signal);
        if (next === null) return;
        at = next;
      }
      throw new TillbookError('BAD_INPUT', `${publicUrl(url)} redirects more than ${mostRedirects} times`, {
        hint: 'name another mirror, or a copy on this machine, with --from',
      });
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

function sha256In(headers: Answer['headers']): string | null {
  return /^"?([0-9a-f]{64})"?$/.exec(headers['x-linked-etag'] ?? '')?.[1] ?? null;
}

function sizeIn(headers: Answer['headers']): number | null {
  const size = headers['x-linked-size'];
  return size !== undefined && /^\d+$/.test(size) ? Number(size) : null;
}
