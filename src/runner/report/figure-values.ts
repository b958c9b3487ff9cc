import { isRecord } from './figure.js';

export type Datum = string | number | boolean | null;

/** The values of a trace's attribute: a list, or Plotly's packed form `{dtype, bdata}`; undefined for anything else. */
export function figureValues(attribute: unknown): Datum[] | undefined {
  if (Array.isArray(attribute)) return attribute.every(isDatum) ? attribute.map((item) => item ?? null) : undefined;
  if (!isRecord(attribute) || typeof attribute.bdata !== 'string' || typeof attribute.dtype !== 'string')
    return undefined;
  if (attribute.shape !== undefined && /,/.test(String(attribute.shape))) return undefined;
  const make = packed[attribute.dtype.replace(/^[<|=]/, '')];
  if (!make) return undefined;
  const bytes = Uint8Array.from(Buffer.from(attribute.bdata, 'base64'));
  return Array.from(make(bytes.buffer), (value) => (Number.isFinite(value) ? value : null));
}

const packed: Record<string, (buffer: ArrayBuffer) => ArrayLike<number>> = {
  i1: (buffer) => new Int8Array(buffer),
  u1: (buffer) => new Uint8Array(buffer),
  i2: (buffer) => new Int16Array(buffer, 0, Math.floor(buffer.byteLength / 2)),
  u2: (buffer) => new Uint16Array(buffer, 0, Math.floor(buffer.byteLength / 2)),
  i4: (buffer) => new Int32Array(buffer, 0, Math.floor(buffer.byteLength / 4)),
  u4: (buffer) => new Uint32Array(buffer, 0, Math.floor(buffer.byteLength / 4)),
  f4: (buffer) => new Float32Array(buffer, 0, Math.floor(buffer.byteLength / 4)),
  f8: (buffer) => new Float64Array(buffer, 0, Math.floor(buffer.byteLength / 8)),
};

function isDatum(value: unknown): boolean {
  return value === null || value === undefined || ['string', 'number', 'boolean'].includes(typeof value);
}
