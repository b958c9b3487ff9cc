import { TillbookError } from '../../base/errors.js';
import { btydModel } from './btyd-models.js';
import type { BtydFit } from './fit-btyd.js';

/**
 * A fit's parameters in the order of its model.
 *
 * @throws TillbookError BAD_PARAMETER for one that is missing or not above zero.
 */
export function parameterArray({ model, parameters }: Pick<BtydFit, 'model' | 'parameters'>): Float64Array {
  return Float64Array.from(btydModel(model).names, (name) => {
    const value = parameters[name];
    if (value !== undefined && value > 0 && value < Infinity) return value;
    throw new TillbookError('BAD_PARAMETER', `parameter ${name} of ${model} is ${value}`, {
      hint: 'a finite number above zero',
    });
  });
}
