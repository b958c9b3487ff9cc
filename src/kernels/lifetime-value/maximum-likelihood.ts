import { TillbookError } from '../../base/errors.js';
import { hessian } from '../optimise/hessian.js';
import { type Minimum, minimise, type Objective } from '../optimise/minimise.js';
import { positiveDefiniteInverse } from '../optimise/positive-definite-inverse.js';

export interface FitOptions {
  /** Largest entry of the gradient of the mean log-likelihood by the logarithms of the parameters (default 1e-8). */
  readonly tol?: number;
  /** Steps at most (default 200). */
  readonly maxIter?: number;
  /** Times the sum of the squared parameters, taken off the mean log-likelihood (default 0), as lifetimes does it. */
  readonly penalty?: number;
}

export interface Likelihood {
  /** Customers it is summed over. */
  readonly n: number;
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

/** Parameters further from 1 than e^18 are not looked at: the likelihood is flat there. */
const limit = 18;

/**
 * The parameters, all above zero, that make a likelihood largest. The search runs over their logarithms, from every
 * start on `sample` (a part of the customers, or all), and from the best of these on all customers, with the curvature
 * that the sample has shown.
 *
 * @throws TillbookError BAD_INPUT where no inner maximum is found; the message carries parameters and gradient.
 */
export function maximumLikelihood(
  names: readonly string[],
  all: Likelihood,
  sample: Likelihood,
  starts: readonly Float64Array[],
  options: FitOptions = {},
): Fit {
  const { tol = 1e-8, maxIter = 200, penalty = 0 } = options;
  const tries = starts.map((start) =>
    minimise(objective(sample, penalty), start.map(Math.log), { tol: sample === all ? tol : 1e-6, maxIter }),
  );
  const best = tries.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  const final =
    sample === all
      ? best
      : minimise(objective(all, penalty), best.x, { tol, maxIter, inverseHessian: best.inverseHessian });
  const parameters = final.x.map(Math.exp);
  const complaint = (what: string) =>
    new TillbookError(
      'BAD_INPUT',
      `${what}: at ${list(names, parameters)} the gradient of the mean log-likelihood by the logarithms is ${list(names, final.gradient)}, after ${final.nIter} steps`,
      { hint: 'more customers or a longer window; another model; or a penalty of 0.001 to 0.1' },
    );
  if (!final.converged) throw complaint('the fit has not converged');
  const spread = positiveDefiniteInverse(hessian(objective(all, penalty), final.x));
  const runaway = final.x.some((log) => Math.abs(log) > limit - 2);
  if (spread === null || runaway) throw complaint('the likelihood has no maximum inside the range of its parameters');
  const d = parameters.length;
  const covariance = spread.map((entry, k) => (entry * parameters[Math.floor(k / d)]! * parameters[k % d]!) / all.n);
  const logLikelihood = all.logLikelihood(parameters, new Float64Array(d));
  return { parameters, covariance, logLikelihood, gradient: final.gradient, nIter: final.nIter };
}

function objective({ n, logLikelihood }: Likelihood, penalty: number): Objective {
  return (logs, gradient) => {
    if (logs.some((log) => Math.abs(log) > limit)) return Infinity;
    const parameters = logs.map(Math.exp);
    let value = -logLikelihood(parameters, gradient) / n;
    for (let i = 0; i < logs.length; i++) {
      const theta = parameters[i]!;
      value += penalty * theta * theta;
      gradient[i] = theta * (-gradient[i]! / n + 2 * penalty * theta);
    }
    return value;
  };
}

/** The lowest value wins; among the failed, too, and only where none converged. */
function rank({ value, converged }: Minimum): number {
  return Number.isFinite(value) ? value + (converged ? 0 : 1e-6) : Infinity;
}

function list(names: readonly string[], values: Float64Array): string {
  return names.map((name, i) => `${name} ${values[i]!.toPrecision(4)}`).join(', ');
}
