import { random } from '../../../base/random.js';

/** SQL of random numbers that only a seed and a row's number settle, whichever thread asks. */

/**
 * A 64-bit hash; `salt` keeps what is drawn for different purposes apart. Of one number alone: DuckDB joins the hashes
 * of several by exclusive or, so that draws with two salts would be the same but for a few turned bits.
 */
export const hashOf = (seed: number, salt: number, row: string): string =>
  `hash((${row})::bigint + ${base(seed, salt)})`;

/** Where the numbers of a purpose begin: far from those of another. */
function base(seed: number, salt: number): bigint {
  const draw = random(seed).fork(salt);
  return BigInt(draw.integer(0, 2 ** 52)) * 512n + BigInt(draw.integer(0, 511));
}

/** In [0, 1), of the upper 53 bits of a hash. */
export const uniform = (hash: string): string => `((${hash} >> 11)::double / 9007199254740992)`;

/** Whether some of a hash's bits say yes: `chance` in steps of 1/4096. */
export const yes = (hash: string, bit: number, chance: number): string =>
  `((${hash} >> ${bit}) & 4095) < ${Math.round(chance * 4096)}`;

/** One of a list of 2^n texts, by the bits of a hash from `bit` on. Long lists are slow: they are copied for each vector. */
export function oneOf(texts: readonly string[], hash: string, bit: number): string {
  if ((texts.length & (texts.length - 1)) !== 0) throw new RangeError(`${texts.length} texts are no power of two`);
  return `(${textList(texts)})[((${hash} >> ${bit}) & ${texts.length - 1})::integer + 1]`;
}

const textList = (texts: readonly string[]) => `[${texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ')}]`;

/** The value whose turn it is when `share` (in 0..1) walks through the weights. */
export function byWeight(share: string, entries: ReadonlyArray<readonly [value: string, weight: number]>): string {
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let sum = 0;
  const branches = entries.slice(0, -1).map(([value, weight]) => {
    sum += weight;
    return `when ${share} < ${sum / total} then ${value}`;
  });
  return `case ${branches.join(' ')} else ${entries.at(-1)![0]} end`;
}
