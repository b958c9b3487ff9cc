export interface Quadrature {
  /** Places in (0, 1), rising. */
  readonly nodes: Float64Array;
  /** Their weights; they sum to 1. */
  readonly weights: Float64Array;
}

/**
 * Gauss-Legendre quadrature on [0, 1]: exact for polynomials up to degree 2n - 1.
 *
 * @param n number of nodes, 1 or more.
 * Cost: O(n^2); take it out of loops. Source: Newton's method on Legendre's recurrence, Numerical Recipes 4.6.
 * @example
 * Array.from(gaussLegendre(1).nodes) // => [0.5]
 */
export function gaussLegendre(n: number): Quadrature {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < (n + 1) / 2; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      let value = 1;
      let before = 0;
      for (let j = 1; j <= n; j++) [value, before] = [((2 * j - 1) * x * value - (j - 1) * before) / j, value];
      slope = (n * (x * value - before)) / (x * x - 1);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-15) break;
    }
    nodes[i] = (1 - x) / 2;
    nodes[n - 1 - i] = (1 + x) / 2;
    weights[i] = weights[n - 1 - i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
