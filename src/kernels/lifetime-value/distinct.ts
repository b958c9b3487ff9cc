/**
 * The distinct values of every `stride`-th entry, in order of first appearance, and where each entry's value stands.
 *
 * Cost: O(n), a hash table of at most 4n entries that grows with the distinct values.
 */
export function distinct(column: Float64Array, stride = 1): { values: Float64Array; index: Int32Array } {
  const n = Math.ceil(column.length / stride);
  const index = new Int32Array(n);
  let values = new Float64Array(64);
  let slots = new Int32Array(256);
  let size = 0;
  for (let i = 0; i < n; i++) {
    const value = column[i * stride]! + 0;
    let slot = hashed(value) & (slots.length - 1);
    while (slots[slot]! > 0 && values[slots[slot]! - 1] !== value) slot = (slot + 1) & (slots.length - 1);
    if (slots[slot] === 0) {
      if (size === values.length) {
        values = grown(values);
        slots = rehashed(values, size);
        slot = hashed(value) & (slots.length - 1);
        while (slots[slot]! > 0) slot = (slot + 1) & (slots.length - 1);
      }
      values[size] = value;
      slots[slot] = ++size;
    }
    index[i] = slots[slot]! - 1;
  }
  return { values: values.slice(0, size), index };
}

const bits = new Float64Array(1);
const halves = new Int32Array(bits.buffer);

function hashed(value: number): number {
  bits[0] = value;
  let hash = Math.imul(halves[0]!, 0x9e3779b1) ^ Math.imul(halves[1]!, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}

function rehashed(values: Float64Array, size: number): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(4 * values.length);
  for (let i = 0; i < size; i++) {
    let slot = hashed(values[i]!) & (slots.length - 1);
    while (slots[slot]! > 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = i + 1;
  }
  return slots;
}
