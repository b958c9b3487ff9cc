import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export interface Message {
  /** Routing frames in front of the delimiter. */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  readonly parent: Partial<Header>;
  readonly metadata: Record<string, unknown>;
  readonly content: Record<string, unknown>;
}

const delimiter = Buffer.from('<IDS|MSG>');

/** A header for a new message. */
export function newHeader(type: string, session: string): Header {
  return {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: 'tillbook',
    date: new Date().toISOString(),
    version: '5.3',
  };
}

/** The frames of a message, signed with `key` (an empty key leaves the signature empty, as Jupyter does). */
export function encode(key: string, message: Message): Uint8Array[] {
  const body = [message.header, message.parent, message.metadata, message.content].map((part) =>
    Buffer.from(JSON.stringify(part)),
  );
  return [...message.identities, delimiter, Buffer.from(signature(key, body)), ...body];
}

/** Reads frames; throws an Error if they are no message or the signature is wrong. */
export function decode(key: string, frames: readonly Uint8Array[]): Message {
  const at = frames.findIndex((frame) => delimiter.equals(frame));
  const [signed, ...body] = frames.slice(at + 1);
  if (at < 0 || signed === undefined || body.length < 4) throw new Error('not a Jupyter message');
  const expected = Buffer.from(signature(key, body));
  if (signed.length !== expected.length || !timingSafeEqual(signed, expected)) throw new Error('wrong signature');
  const [header, parent, metadata, content] = body.slice(0, 4).map((part) => JSON.parse(Buffer.from(part).toString()));
  return { identities: frames.slice(0, at), header, parent, metadata, content };
}

function signature(key: string, body: readonly Uint8Array[]): string {
  if (key === '') return '';
  const hash = createHmac('sha256', key);
  for (const part of body) hash.update(part);
  return hash.digest('hex');
}
