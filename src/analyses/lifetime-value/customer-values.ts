import { TillbookError } from '../../base/errors.js';
import { conditionalExpectedOrders } from '../../kernels/lifetime-value/conditional-expected-orders.js';
import type { Customers } from '../../kernels/lifetime-value/customers.js';
import { discountedOrders } from '../../kernels/lifetime-value/discounted-orders.js';
import { expectedOrderValue } from '../../kernels/lifetime-value/expected-order-value.js';
import { type BtydFit, fitBtyd } from '../../kernels/lifetime-value/fit-btyd.js';
import { fitGammaGamma, type GammaGammaFit } from '../../kernels/lifetime-value/fit-gamma-gamma.js';
import { probabilityAlive } from '../../kernels/lifetime-value/probability-alive.js';

/** How customers are valued; what is left out has a default. */
export interface ValueOptions {
  /** Default BG/NBD. */
  readonly model?: BtydFit['model'];
  /** How far ahead, in periods (default a year). */
  readonly horizon?: number;
  /** A year's discount rate, 0 or more (default 0.1). */
  readonly discount?: number;
  /** What is left of a pound of revenue, 0..1 (default 1: values are revenue). */
  readonly margin?: number;
  readonly penalty?: number;
}

/** One entry a customer, in the order given. */
export interface CustomerValues {
  readonly fit: BtydFit;
  /** Null where values were not given, or could not be fitted: `notes` then say why. */
  readonly spend: GammaGammaFit | null;
  readonly horizon: number;
  readonly discount: number;
  readonly margin: number;
  readonly probabilityAlive: Float64Array;
  readonly expectedOrders: Float64Array;
  readonly expectedOrderValue: Float64Array | null;
  readonly lifetimeValue: Float64Array | null;
  readonly notes: readonly string[];
}

/**
 * Fits a model of buying, and of spending where mean order values are given, and applies both to the same customers.
 *
 * @param periodsPerYear 365.25 where the ages are in days, 52.18 in weeks.
 * @throws TillbookError BAD_PARAMETER for a horizon, discount or margin out of range; BAD_INPUT from the fit of buying.
 */
export function customerValues(
  customers: Customers,
  meanOrderValue: Float64Array | null,
  periodsPerYear: number,
  options: ValueOptions = {},
): CustomerValues {
  const { model = 'bg-nbd', horizon = Math.round(periodsPerYear), discount = 0.1, margin = 1, penalty = 0 } = options;
  check('horizon', horizon, horizon > 0 && horizon < Infinity, 'periods, above 0');
  check('discount', discount, discount >= 0 && discount < Infinity, 'a yearly rate, 0 or more');
  check('margin', margin, margin > 0 && margin <= 1, 'above 0, at most 1');
  const fit = fitBtyd(model, customers, { penalty });
  const notes = [...orderNotes(fit, customers)];
  let spend: GammaGammaFit | null = null;
  if (meanOrderValue !== null) {
    try {
      spend = fitGammaGamma(customers.repeatFrequency, meanOrderValue, { penalty });
      notes.push(...spendNotes(spend));
    } catch (error) {
      if (!(error instanceof TillbookError) || error.code !== 'BAD_INPUT') throw error;
      notes.push(`No value of orders is foreseen: ${error.message}.`);
    }
  }
  const perOrder = spend && meanOrderValue && expectedOrderValue(spend, customers.repeatFrequency, meanOrderValue);
  const worth = perOrder && discountedOrders(fit, customers, horizon, (1 + discount) ** (1 / periodsPerYear) - 1);
  return {
    fit,
    spend,
    horizon,
    discount,
    margin,
    probabilityAlive: probabilityAlive(fit, customers),
    expectedOrders: conditionalExpectedOrders(fit, customers, horizon),
    expectedOrderValue: perOrder,
    lifetimeValue: worth && perOrder && worth.map((orders, i) => orders * perOrder[i]! * margin),
    notes,
  };
}

function* orderNotes({ model, parameters, standardErrors }: BtydFit, { repeatFrequency }: Customers) {
  const once = repeatFrequency.reduce((count, x) => count + (x === 0 ? 1 : 0), 0);
  if (model === 'bg-nbd' && once > 0) {
    yield `P(alive) is 1 for the ${once} customers of ${repeatFrequency.length} who ordered once: BG/NBD lets nobody leave before a repeat order, so it is an assumption and no finding; MBG/NBD and Pareto/NBD estimate it.`;
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (standardErrors[name]! > value) {
      yield `Parameter ${name} (${value.toPrecision(3)}) is smaller than its standard error (${standardErrors[name]!.toPrecision(3)}): the data hardly settle it.`;
    }
  }
}

function* spendNotes({ parameters, notPositive, correlation }: GammaGammaFit) {
  if (notPositive > 0) {
    yield `${notPositive} customers whose repeat orders came to zero or less are left out of the model of spending; their expected order value is set to 0.`;
  }
  if (parameters.q <= 1) {
    yield `q is ${parameters.q.toPrecision(3)}: the mean value of an order has no finite expectation, so customers without a repeat order get none.`;
  }
  if (Math.abs(correlation) > 0.3) {
    yield `Order value and number of orders are correlated (${correlation.toFixed(2)}); the model of spending assumes that they are not.`;
  }
}

function check(name: string, value: number, isRight: boolean, hint: string): void {
  if (!isRight) throw new TillbookError('BAD_PARAMETER', `${name} is ${value}`, { hint });
}
