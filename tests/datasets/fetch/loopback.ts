import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { crc32 } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { FetchTimings } from '../../../src/datasets/fetch/timings.js';

/** Everything in milliseconds that a person would wait seconds for. */
export const quick: FetchTimings = {
  idle: 400,
  attempts: 4,
  firstPause: 1,
  pauseFactor: 2,
  longestPause: 8,
  longestRetryAfter: 2_000,
  staleLock: 2_000,
};

export const direct = { http: null, https: null, none: null };

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface Loopback {
  readonly url: string;
  readonly requests: IncomingMessage[];
}

/** A server on a port of its own that answers the n-th request with the n-th handler, and further ones with the last; it tunnels nothing. */
export async function loopback(...handlers: Handler[]): Promise<Loopback> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    response.on('error', () => {});
    handlers[Math.min(requests.length, handlers.length) - 1]!(request, response);
  });
  server.on('connect', (request, socket) => {
    requests.push(request);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

export interface Served {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** Answers as a good server does: ranges, If-Range, 416. `send` sees to the body. */
export function serving(
  content: Buffer,
  { etag = '"one"', lastModified }: Served = {},
  send = (response: ServerResponse, body: Buffer): void => void response.end(body),
): Handler {
  return (request, response) => {
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const condition = request.headers['if-range'];
    if (etag !== '') response.setHeader('etag', etag);
    if (lastModified !== undefined) response.setHeader('last-modified', lastModified);
    if (range === null || (condition !== undefined && condition !== etag && condition !== lastModified)) {
      response.writeHead(200, { 'content-length': content.length });
      return send(response, content);
    }
    const from = Number(range[1]);
    if (from >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` });
      return void response.end();
    }
    response.writeHead(206, {
      'content-length': content.length - from,
      'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
    });
    send(response, content.subarray(from));
  };
}

/** Sends the first bytes of a body and then cuts the connection. */
export function cutAfter(bytes: number) {
  return (response: ServerResponse, body: Buffer): void => {
    response.write(body.subarray(0, bytes), () => setTimeout(() => response.destroy(), 5));
  };
}

export function answering(status: number, headers: Record<string, string> = {}, text = ''): Handler {
  return (_request, response) => {
    response.writeHead(status, headers);
    response.end(text);
  };
}

/** A zip file with one stored entry of random bytes. */
export function zipOf(size: number): Buffer {
  const data = randomBytes(size);
  const name = Buffer.from('online_retail_II.xlsx');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt32LE(crc32(data), 10);
  common.writeUInt32LE(size, 14);
  common.writeUInt32LE(size, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, name, data]);
  const entry = Buffer.concat([Buffer.from('504b01021400', 'hex'), common, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

/** A proxy that passes on plain requests for whole addresses, and notes what it was asked. */
export async function loopbackProxy(): Promise<Loopback & { readonly asked: string[] }> {
  const asked: string[] = [];
  const server = await loopback((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const to = new URL(request.url!);
    const onward: Socket = connect(Number(to.port), to.hostname, () => {
      onward.write(`GET ${to.pathname} HTTP/1.1\r\nhost: ${to.host}\r\nconnection: close\r\n\r\n`);
      onward.pipe(response.socket!);
    });
    onward.on('error', () => response.destroy());
  });
  return { ...server, asked };
}
