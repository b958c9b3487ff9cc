import { randomUUID } from 'node:crypto';
import { Publisher, Reply, Router } from 'zeromq';
import { address, type Connection } from '../connection.js';
import { decode, encode, type Header, type Message, newHeader } from '../wire.js';

export type Content = Record<string, unknown>;

export interface Request {
  readonly header: Header;
  readonly type: string;
  readonly content: Content;
  reply(type: string, content: Content, metadata?: Content): void;
}

export interface Server {
  /** Sends on iopub; `parent` is by default the cell that ran last. */
  publish(type: string, content: Content, options?: { parent?: Header; metadata?: Content }): void;
  /** What is called before anything is published, so that order is kept. */
  beforePublish(flush: () => void): void;
  setParent(parent: Header): void;
  serve(handle: (request: Request, channel: 'shell' | 'control') => void): void;
}

/** Sends at once or throws, never waits and never drops: with waiting, more than 512 pending sends fail with EBUSY. */
const eager = { sendTimeout: 0, sendHighWaterMark: 0, linger: 1000 } as const;

/** Binds the five sockets of a connection file. */
export async function openServer(connection: Connection): Promise<Server> {
  const session = randomUUID();
  const iopub = new Publisher(eager);
  const shell = new Router(eager);
  const control = new Router(eager);
  const stdin = new Router(eager);
  const heartbeat = new Reply({ linger: 0 });
  await Promise.all([
    iopub.bind(address(connection, connection.iopub_port)),
    shell.bind(address(connection, connection.shell_port)),
    control.bind(address(connection, connection.control_port)),
    stdin.bind(address(connection, connection.stdin_port)),
    heartbeat.bind(address(connection, connection.hb_port)),
  ]);
  let parent: Partial<Header> = {};
  let flush = (): void => undefined;

  function send(socket: Publisher | Router, message: Omit<Message, 'header'>, type: string): void {
    const frames = encode(connection.key, { ...message, header: newHeader(type, session) });
    // A reply to a client that has left is nobody's loss.
    (socket.send(frames as Buffer[]) as Promise<void>).catch(() => undefined);
  }

  const server: Server = {
    publish(type, content, options = {}) {
      if (type !== 'stream') flush();
      const identities = [Buffer.from(type)];
      send(iopub, { identities, parent: options.parent ?? parent, metadata: options.metadata ?? {}, content }, type);
    },
    beforePublish(callback) {
      flush = callback;
    },
    setParent(header) {
      flush();
      parent = header;
    },
    serve(handle) {
      const listen = async (socket: Router, channel: 'shell' | 'control'): Promise<void> => {
        for await (const frames of socket) {
          const message = read(connection.key, frames);
          if (message !== null) handle(request(socket, message), channel);
        }
      };
      void listen(shell, 'shell');
      void listen(control, 'control');
      void echo(heartbeat);
    },
  };

  function request(socket: Router, message: Message): Request {
    const { header, content, identities } = message;
    return {
      header,
      type: header.msg_type,
      content,
      reply(type, replyContent, metadata = {}) {
        flush();
        send(socket, { identities, parent: header, metadata, content: replyContent }, type);
      },
    };
  }
  return server;
}

async function echo(heartbeat: Reply): Promise<void> {
  for await (const frames of heartbeat) await heartbeat.send(frames);
}

/** Anything unsigned or malformed is not for us. */
function read(key: string, frames: readonly Buffer[]): Message | null {
  try {
    return decode(key, frames);
  } catch {
    return null;
  }
}
