import { TillbookError } from '../../base/errors.js';
import { hessian } from '../optimise/hessian.js';
import { minimise, type Objective } from '../optimise/minimise.js';
import { positiveDefiniteInverse } from '../optimise/positive-definite-inverse.js';

export interface FitOptions {
  /** Largest entry of the gradient of the mean log-likelihood by the logarithms of the parameters (default 1e-8). */
  readonly tol?: number;
  /** Steps at most (default 200). */
  readonly maxIter?: number;
  /**
   * Times the sum of the squared parameters (times in units of the mean T, money in units of the mean order value), taken
   * off the mean log-likelihood; default 0.
   */
  readonly penalty?: number;
}

export interface Likelihood {
  /** Customers it is summed over. */
  readonly n: number;
  /** What each parameter is of the order of: 1, or a time, or a sum of money. */
  readonly scales: Float64Array;
  /** The log-likelihood of positive parameters; writes its gradient. */
  readonly logLikelihood: (parameters: Float64Array, gradient: Float64Array) => number;
}

export interface Fit {
  readonly parameters: Float64Array;
  /** d x d, row-major: the inverse of the Hessian of the negative log-likelihood by the parameters. */
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
  /** Of the mean log-likelihood by the logarithms of the parameters: what is left of it. */
  readonly gradient: Float64Array;
  readonly nIter: number;
}

/** Parameters further from their scale than a factor e^18 are not looked at: the likelihood is flat there. */
const limit = 18;
/** A parameter that ends further away than a factor e^10 has run off. */
const far = 10;

/**
 * The parameters, all above zero, that make a likelihood largest. The search runs over their logarithms, roughly
 * from every start on `sample` (a part of the customers, or all), and from the best of these to the end on all customers,
 * with the curvature that the sample has shown.
 *
 * @param starts in multiples of the scales.
 * @throws TillbookError BAD_INPUT where no inner maximum is found; the message carries parameters and gradient.
 */
export function maximumLikelihood(
  names: readonly string[],
  all: Likelihood,
  sample: Likelihood,
  starts: ReadonlyArray<readonly number[]>,
  options: FitOptions = {},
): Fit {
  const { tol = 1e-8, maxIter = 200, penalty = 0 } = options;
  const tries = starts.map((start) =>
    minimise(objective(sample, penalty), Float64Array.from(start, Math.log), { tol: 1e-4, maxIter }),
  );
  const best = tries.reduce((a, b) => (b.value < a.value ? b : a));
  const { inverseHessian } = best;
  const final = minimise(objective(all, penalty), best.x, { tol, maxIter: maxIter - best.nIter, inverseHessian });
  const nIter = best.nIter + final.nIter;
  const parameters = unscaled(final.x, all.scales);
  const runaway = names.filter((_, i) => Math.abs(final.x[i]!) > far);
  const complaint = (what: string) =>
    new TillbookError(
      'BAD_INPUT',
      `${what}: at ${list(names, parameters)} the gradient of the mean log-likelihood by the logarithms is ${list(names, final.gradient)}, after ${nIter} steps`,
      {
        hint: `${runaway.length > 0 ? `${runaway.join(' and ')} run off, as where customers hardly differ in it, or nobody leaves; ` : ''}take more customers or a longer window, another model, or a penalty of 0.00001 to 0.01`,
      },
    );
  if (!final.converged) throw complaint('the fit has not converged');
  const spread = positiveDefiniteInverse(hessian(objective(all, penalty), final.x));
  if (spread === null || runaway.length > 0)
    throw complaint('the likelihood has no maximum inside the range of its parameters');
  const d = parameters.length;
  const covariance = spread.map((entry, k) => (entry * parameters[Math.floor(k / d)]! * parameters[k % d]!) / all.n);
  const logLikelihood = all.logLikelihood(parameters, new Float64Array(d));
  return { parameters, covariance, logLikelihood, gradient: final.gradient, nIter };
}

function objective({ n, scales, logLikelihood }: Likelihood, penalty: number): Objective {
  return (logs, gradient) => {
    if (logs.some((log) => Math.abs(log) > limit)) return Infinity;
    const parameters = unscaled(logs, scales);
    let value = -logLikelihood(parameters, gradient) / n;
    for (let i = 0; i < logs.length; i++) {
      const square = penalty * Math.exp(2 * logs[i]!);
      value += square;
      gradient[i] = (-gradient[i]! * parameters[i]!) / n + 2 * square;
    }
    return value;
  };
}

function unscaled(logs: Float64Array, scales: Float64Array): Float64Array {
  return logs.map((log, i) => scales[i]! * Math.exp(log));
}

function list(names: readonly string[], values: Float64Array): string {
  return names.map((name, i) => `${name} ${values[i]!.toPrecision(4)}`).join(', ');
}
