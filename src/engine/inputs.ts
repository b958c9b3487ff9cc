import type { Input } from '../base/mime.js';

const inputs: Input[] = [];
let reported = 0;

/** Notes that this process read a file; `scan` calls it. The same file is noted once. */
export function recordInput(input: Input): void {
  if (!inputs.some((known) => known.sha256 === input.sha256 && known.file === input.file)) inputs.push(input);
}

/** What was read since the last call, oldest first. */
export function takeInputs(): Input[] {
  const fresh = inputs.slice(reported);
  reported = inputs.length;
  return fresh;
}
