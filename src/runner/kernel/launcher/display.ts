import type { Server } from './server.js';
import type { TslabDisplay } from './tslab.js';

export interface DisplayOptions {
  readonly displayId?: string;
  readonly update?: boolean;
  readonly metadata?: object;
}

/**
 * Sets the hook through which the room `cell` shows things, `globalThis[Symbol.for('tillbook.display')]`: one message
 * with the whole MIME bundle. tslab's own `display`, which sends one type at a time, goes the same way.
 */
export function installDisplay(
  server: Server,
  onTslabDisplay: (send: (content: TslabDisplay, update: boolean) => void) => void,
): void {
  const display = (data: Record<string, unknown>, options: DisplayOptions = {}): void => {
    const transient = options.displayId === undefined ? {} : { display_id: options.displayId };
    const type = options.update === true ? 'update_display_data' : 'display_data';
    server.publish(type, { data: bundle(data), metadata: options.metadata ?? {}, transient });
  };
  Object.defineProperty(globalThis, Symbol.for('tillbook.display'), { value: display, configurable: true });
  onTslabDisplay(({ data, metadata, transient }, update) => {
    const displayId = transient.display_id;
    display(data, { update, metadata, ...(displayId === undefined ? {} : { displayId }) });
  });
}

function bundle(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).map(([type, value]) => [type, content(type, value)]));
}

/** JSON types as JSON values, with typed arrays as arrays; bytes as base64; the rest as it is. */
function content(type: string, value: unknown): unknown {
  if (/[/+]json$/.test(type)) return typeof value === 'string' ? parsed(value) : plain(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part) =>
      ArrayBuffer.isView(part) && !(part instanceof DataView) ? Array.from(part as Float64Array) : part,
    ),
  );
}
