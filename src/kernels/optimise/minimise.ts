import { bfgsUpdate, descent, identity } from './inverse-hessian.js';
import { type LinePoint, lineSearch } from './line-search.js';

/** The value at `x`; writes the gradient there into `gradient`. A value that is not finite means "not allowed here". */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  /** The largest entry of the gradient that counts as none (default 1e-8). */
  readonly tol?: number;
  /** Steps at most (default 200). */
  readonly maxIter?: number;
  /** What is known of the inverse of the Hessian at the start, d x d (default the unit matrix). */
  readonly inverseHessian?: Float64Array;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly inverseHessian: Float64Array;
  readonly nIter: number;
  readonly nEval: number;
  /** Whether no entry of the gradient is larger than `tol`. */
  readonly converged: boolean;
}

/**
 * Looks for a local minimum by BFGS with a strong Wolfe line search. Never throws for want of convergence: `converged`
 * and `gradient` say how it went.
 *
 * @param start d numbers, where `objective` is finite; not changed.
 * Cost: a little more than one evaluation a step; memory O(d^2), made for few parameters.
 * Source: Nocedal & Wright 2006, algorithms 6.1, 3.5 and 3.6; the test near the minimum, where differences of values are
 * rounding, from Hager & Zhang 2005.
 * @example
 * const square = (x, gradient) => { gradient[0] = 2 * (x[0] - 3); return (x[0] - 3) ** 2; };
 * Math.round(minimise(square, Float64Array.of(0)).x[0] * 1e6) / 1e6 // => 3
 */
export function minimise(objective: Objective, start: Float64Array, options: MinimiseOptions = {}): Minimum {
  const { tol = 1e-8, maxIter = 200 } = options;
  const d = start.length;
  let nEval = 0;
  const evaluate = (x: Float64Array): LinePoint => {
    const gradient = new Float64Array(d);
    const value = objective(x, gradient);
    nEval++;
    const finite = Number.isFinite(value) && gradient.every(Number.isFinite);
    return { x, value: finite ? value : Infinity, gradient };
  };
  let here = evaluate(start.slice());
  let inverseHessian = options.inverseHessian?.slice() ?? identity(d);
  let fresh = options.inverseHessian === undefined;
  let nIter = 0;
  while (nIter < maxIter && largest(here.gradient) > tol) {
    let direction = descent(inverseHessian, here.gradient);
    if (!(dot(direction, here.gradient) < 0)) {
      inverseHessian = identity(d);
      direction = here.gradient.map((entry) => -entry);
      fresh = true;
    }
    const length = largest(direction);
    const first = fresh ? Math.min(1, 1 / length) : Math.min(1, 4 / length);
    const next = lineSearch(evaluate, here, direction, first);
    nIter++;
    if (next === null) {
      if (fresh) break;
      inverseHessian = identity(d);
      fresh = true;
      continue;
    }
    inverseHessian = bfgsUpdate(inverseHessian, here, next, fresh);
    fresh = false;
    here = next;
  }
  return { ...here, inverseHessian, nIter, nEval, converged: largest(here.gradient) <= tol };
}

/** The largest absolute entry; NaN if any entry is. */
function largest(vector: Float64Array): number {
  return vector.reduce((most, entry) => (Math.abs(entry) > most || Number.isNaN(entry) ? Math.abs(entry) : most), 0);
}

function dot(u: Float64Array, v: Float64Array): number {
  return u.reduce((sum, entry, i) => sum + entry * v[i]!, 0);
}
