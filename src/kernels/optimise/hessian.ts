import type { Objective } from './minimise.js';

/**
 * The matrix of second derivatives, d x d row-major and symmetric, by central differences of an analytic gradient.
 *
 * @param step how far each parameter is moved either way (default 1e-4: errors of some 1e-8 relative for parameters of
 * order 1, such as logarithms).
 * Cost: 2 d evaluations.
 */
export function hessian(objective: Objective, x: Float64Array, step = 1e-4): Float64Array {
  const d = x.length;
  const matrix = new Float64Array(d * d);
  const gradientAt = (i: number, move: number): Float64Array => {
    const moved = x.slice();
    moved[i]! += move;
    const gradient = new Float64Array(d);
    objective(moved, gradient);
    return gradient;
  };
  for (let i = 0; i < d; i++) {
    const above = gradientAt(i, step);
    const below = gradientAt(i, -step);
    for (let j = 0; j < d; j++) {
      const entry = (above[j]! - below[j]!) / (4 * step);
      matrix[i * d + j]! += entry;
      matrix[j * d + i]! += entry;
    }
  }
  return matrix;
}
