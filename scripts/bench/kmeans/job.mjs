import { readFileSync } from 'node:fs';

export function read(text) {
  const { data, jobs } = JSON.parse(text);
  const bytes = readFileSync(data);
  return { data: new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8), jobs };
}

/** Exits 1 where a contender did other work than the rest. */
export function check(k, found, expected, steps, started) {
  console.log(`k = ${k}: ${((performance.now() - started) / 1000).toFixed(3)} s, ${steps} steps, inertia ${found}`);
  if (Math.abs(found / expected - 1) > 1e-9) {
    console.error(`inertia ${found}, not ${expected}`);
    process.exit(1);
  }
}
