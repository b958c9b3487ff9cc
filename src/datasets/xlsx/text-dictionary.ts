import { decodeText } from './xml-text.js';

/** Gives each distinct text of a batch a number, told by its bytes, so that a repeated text is decoded once. */
export interface TextDictionary {
  readonly texts: string[];
  /** The number of the text that stands in these bytes, as XML has it; `hash` is their `textHash`. */
  number(bytes: Buffer, start: number, end: number, hash: number): number;
  /** The number of a text that is decoded already. */
  add(text: string): number;
  /** Bytes and characters that it holds. */
  size(): number;
}

/** The hash by which a dictionary knows bytes (FNV-1a, 32 bits). */
export function textHash(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let p = start; p < end; p++) hash = Math.imul(hash ^ bytes[p]!, 0x01000193);
  return hash;
}

/** An empty dictionary. */
export function textDictionary(): TextDictionary {
  let slots = new Int32Array(1 << 12);
  let mask = slots.length - 1;
  let known = 0;
  let arena = Buffer.allocUnsafe(1 << 16);
  let used = 0;
  let characters = 0;
  let starts = new Int32Array(1 << 10);
  let ends = new Int32Array(1 << 10);
  let hashes = new Int32Array(1 << 10);
  let numbers = new Int32Array(1 << 10);
  const texts: string[] = [];

  function number(bytes: Buffer, start: number, end: number, hash: number): number {
    const length = end - start;
    let slot = hash & mask;
    for (let entry = slots[slot]!; entry !== 0; entry = slots[slot]!) {
      const i = entry - 1;
      if (hashes[i] === hash && ends[i]! - starts[i]! === length && same(bytes, start, starts[i]!, length)) {
        return numbers[i]!;
      }
      slot = (slot + 1) & mask;
    }
    return remember(bytes, start, end, hash, slot);
  }

  function same(bytes: Buffer, start: number, at: number, length: number): boolean {
    for (let i = 0; i < length; i++) if (bytes[start + i] !== arena[at + i]) return false;
    return true;
  }

  function remember(bytes: Buffer, start: number, end: number, hash: number, slot: number): number {
    const text = decodeText(bytes, start, end);
    if (known === starts.length) {
      starts = doubled(starts);
      ends = doubled(ends);
      hashes = doubled(hashes);
      numbers = doubled(numbers);
    }
    while (used + end - start > arena.length) {
      const larger = Buffer.allocUnsafe(arena.length * 2);
      arena.copy(larger, 0, 0, used);
      arena = larger;
    }
    bytes.copy(arena, used, start, end);
    starts[known] = used;
    used += end - start;
    ends[known] = used;
    hashes[known] = hash;
    numbers[known] = add(text);
    slots[slot] = ++known;
    if (known * 2 > slots.length) rehash();
    return texts.length - 1;
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 2);
    mask = slots.length - 1;
    for (let i = 0; i < known; i++) {
      let slot = hashes[i]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = i + 1;
    }
  }

  function add(text: string): number {
    characters += text.length;
    return texts.push(text) - 1;
  }

  return { texts, number, add, size: () => used + characters };
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
