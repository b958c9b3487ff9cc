import { randomUUID } from 'node:crypto';
import { Dealer, Subscriber } from 'zeromq';
import { address, type Connection } from './connection.js';
import { decode, encode, type Message, newHeader } from './wire.js';

export type Channel = 'shell' | 'control';

/** The client's side of a kernel's sockets. */
export interface Client {
  /** Sends a request and returns its id. */
  send(channel: Channel, type: string, content: Record<string, unknown>): string;
  close(): void;
}

/** Connects to a kernel that need not listen yet; `onMessage` gets every message that carries a right signature. */
export function connect(
  connection: Connection,
  onMessage: (message: Message, channel: Channel | 'iopub') => void,
): Client {
  const session = randomUUID();
  // Nothing waits: a kernel that is gone must not hold this process up.
  const options = { reconnectInterval: 10, linger: 0 } as const;
  const unbounded = { sendTimeout: 0, sendHighWaterMark: 0 } as const;
  const shell = new Dealer({ ...options, ...unbounded });
  const control = new Dealer({ ...options, ...unbounded });
  const iopub = new Subscriber({ ...options, receiveHighWaterMark: 0 });
  iopub.subscribe();
  shell.connect(address(connection, connection.shell_port));
  control.connect(address(connection, connection.control_port));
  iopub.connect(address(connection, connection.iopub_port));
  const sockets = { shell, control, iopub };

  async function listen(channel: Channel | 'iopub'): Promise<void> {
    for await (const frames of sockets[channel]) {
      const message = read(frames);
      if (message !== null) onMessage(message, channel);
    }
  }

  function read(frames: readonly Uint8Array[]): Message | null {
    try {
      return decode(connection.key, frames);
    } catch {
      return null;
    }
  }

  for (const channel of ['shell', 'control', 'iopub'] as const) void listen(channel).catch(() => undefined);

  return {
    send(channel, type, content) {
      const header = newHeader(type, session);
      const frames = encode(connection.key, { identities: [], header, parent: {}, metadata: {}, content });
      (sockets[channel].send(frames as Buffer[]) as Promise<void>).catch(() => undefined);
      return header.msg_id;
    },
    close() {
      for (const socket of [shell, control, iopub]) socket.close();
    },
  };
}
