import type { Contender, Plan } from './bench.js';
import { type Measurement, measure } from './measure.js';
import { ratios, type Spread, spread } from './spread.js';

export interface Standing {
  readonly name: string;
  readonly rounds: readonly Measurement[];
  readonly seconds: Spread;
  readonly peakMiB: Spread | null;
  /** Contender / ours; 2 means that it takes twice as long. */
  readonly timeRatio: Spread;
  readonly memoryRatio: Spread | null;
}

/**
 * Runs all contenders interleaved, each round in another order, after one round that warms caches and is not counted.
 */
export async function rounds(
  { ours, peers }: Pick<Plan, 'ours' | 'peers'>,
  count: number,
  say: (text: string) => void,
): Promise<Standing[]> {
  const contenders = [ours, ...peers];
  const measured = new Map<Contender, Measurement[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round <= count; round += 1) {
    const turn = round % contenders.length;
    for (const contender of [...contenders.slice(turn), ...contenders.slice(0, turn)]) {
      const result = await measure(contender);
      say(`${round === 0 ? 'warm-up' : `round ${round}`}: ${contender.name} ${result.seconds.toFixed(2)} s`);
      if (round > 0) measured.get(contender)?.push(result);
    }
  }
  return contenders.map((contender) =>
    standing(contender.name, measured.get(contender) ?? [], measured.get(ours) ?? []),
  );
}

function standing(name: string, own: readonly Measurement[], ours: readonly Measurement[]): Standing {
  const seconds = (list: readonly Measurement[]) => list.map((one) => one.seconds);
  const memory = (list: readonly Measurement[]) => list.flatMap((one) => (one.peakMiB === null ? [] : [one.peakMiB]));
  const seen = own.length > 0 && memory(own).length === own.length && memory(ours).length === ours.length;
  return {
    name,
    rounds: own,
    seconds: spread(seconds(own)),
    peakMiB: seen ? spread(memory(own)) : null,
    timeRatio: ratios(seconds(own), seconds(ours)),
    memoryRatio: seen ? ratios(memory(own), memory(ours)) : null,
  };
}
