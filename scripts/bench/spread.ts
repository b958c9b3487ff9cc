export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Median and range of several runs: with so few of them, anything finer would pretend. */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('spread of no values');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
  return { median, min: sorted[0] as number, max: sorted.at(-1) as number };
}

/** The spread of peer / ours, round by round: what slows the machine down for a while slows both. */
export function ratios(peer: readonly number[], ours: readonly number[]): Spread {
  if (peer.length !== ours.length) throw new RangeError(`${peer.length} rounds of the peer, ${ours.length} of ours`);
  return spread(peer.map((value, round) => value / (ours[round] as number)));
}
