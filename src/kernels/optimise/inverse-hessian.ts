interface Place {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
}

/** The unit matrix, d x d, row-major. */
export function identity(d: number): Float64Array {
  return Float64Array.from({ length: d * d }, (_, i) => (i % (d + 1) === 0 ? 1 : 0));
}

/** -H g: where to go. */
export function descent(inverseHessian: Float64Array, gradient: Float64Array): Float64Array {
  return times(inverseHessian, gradient).map((entry) => -entry);
}

/**
 * The inverse Hessian after a step, by the rule of Broyden, Fletcher, Goldfarb and Shanno; unchanged where the step saw
 * no positive curvature. After the first step a unit matrix is scaled to the curvature seen (Nocedal & Wright 6.20).
 */
export function bfgsUpdate(inverseHessian: Float64Array, from: Place, to: Place, first: boolean): Float64Array {
  const d = from.x.length;
  const s = to.x.map((entry, i) => entry - from.x[i]!);
  const y = to.gradient.map((entry, i) => entry - from.gradient[i]!);
  let sy = 0;
  let yy = 0;
  for (let i = 0; i < d; i++) {
    sy += s[i]! * y[i]!;
    yy += y[i]! * y[i]!;
  }
  if (!(sy > 1e-14 * Math.sqrt(yy))) return inverseHessian;
  const h = first ? inverseHessian.map((entry) => (entry * sy) / yy) : inverseHessian;
  const hy = times(h, y);
  let yhy = 0;
  for (let i = 0; i < d; i++) yhy += y[i]! * hy[i]!;
  return h.map((entry, k) => {
    const i = Math.floor(k / d);
    const j = k % d;
    return entry + ((1 + yhy / sy) * s[i]! * s[j]! - hy[i]! * s[j]! - s[i]! * hy[j]!) / sy;
  });
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const d = vector.length;
  return vector.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += matrix[i * d + j]! * vector[j]!;
    return sum;
  });
}
