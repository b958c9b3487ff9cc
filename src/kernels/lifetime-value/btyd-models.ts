import { TillbookError } from '../../base/errors.js';
import type { BtydModel } from './btyd-model.js';
import { geometricDropout } from './geometric-dropout.js';
import { paretoDropout } from './pareto-dropout.js';

/** The models of buying by name. */
export const btydModels = {
  'bg-nbd': geometricDropout(0),
  'mbg-nbd': geometricDropout(1),
  'pareto-nbd': paretoDropout,
} as const satisfies Record<string, BtydModel>;

/** Which model of buying. */
export type BtydModelName = keyof typeof btydModels;

/** @throws TillbookError BAD_PARAMETER for a name that is none. */
export function btydModel(name: BtydModelName): BtydModel {
  if (Object.hasOwn(btydModels, name)) return btydModels[name];
  throw new TillbookError('BAD_PARAMETER', `no model "${name}"`, {
    hint: `one of ${Object.keys(btydModels).join(', ')}`,
  });
}
