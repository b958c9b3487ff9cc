import { finitePoints } from '../points.js';

export interface PrincipalAxes {
  readonly means: Float64Array;
  /** Per axis, a unit vector: nFeatures x nFeatures, row by row, in no order. */
  readonly axes: Float64Array;
  /** Population variance along each axis. */
  readonly variances: Float64Array;
}

/**
 * The axes along which points spread without correlation: eigenvectors of their covariance, by Jacobi's rotations.
 * Cost: O(n nFeatures^2 + nFeatures^3).
 */
export function principalAxes(points: Float64Array, nFeatures: number): PrincipalAxes {
  const n = finitePoints(points, nFeatures);
  const means = new Float64Array(nFeatures);
  for (let i = 0; i < points.length; i++) means[i % nFeatures]! += points[i]! / n;
  const matrix = Array.from({ length: nFeatures }, () => new Float64Array(nFeatures));
  for (let i = 0; i < points.length; i += nFeatures) {
    for (let a = 0; a < nFeatures; a++) {
      for (let b = 0; b <= a; b++) {
        matrix[a]![b]! += ((points[i + a]! - means[a]!) * (points[i + b]! - means[b]!)) / n;
      }
    }
  }
  for (let a = 0; a < nFeatures; a++) for (let b = 0; b < a; b++) matrix[b]![a] = matrix[a]![b]!;
  const axes = Array.from({ length: nFeatures }, (_, a) => Float64Array.from(matrix, (_, b) => (a === b ? 1 : 0)));
  for (let sweep = 0; sweep < 60 && rotateAll(matrix, axes); sweep++);
  return {
    means,
    axes: Float64Array.from(axes.flatMap((axis) => [...axis])),
    variances: Float64Array.from(matrix, (row, a) => Math.max(0, row[a]!)),
  };
}

/** One sweep over all pairs of columns; false when nothing was left to rotate. */
function rotateAll(matrix: Float64Array[], axes: Float64Array[]): boolean {
  let rotated = false;
  for (let p = 0; p < matrix.length; p++) {
    for (let q = p + 1; q < matrix.length; q++) {
      const off = matrix[p]![q]!;
      if (off ** 2 <= 1e-30 * matrix[p]![p]! * matrix[q]![q]! || off === 0) continue;
      rotated = true;
      const theta = (matrix[q]![q]! - matrix[p]![p]!) / (2 * off);
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const cosine = 1 / Math.sqrt(t * t + 1);
      const sine = t * cosine;
      for (const row of matrix) turn(row, p, row, q, cosine, sine);
      for (let c = 0; c < matrix.length; c++) {
        turn(matrix[p]!, c, matrix[q]!, c, cosine, sine);
        turn(axes[p]!, c, axes[q]!, c, cosine, sine);
      }
    }
  }
  return rotated;
}

function turn(a: Float64Array, i: number, b: Float64Array, j: number, cosine: number, sine: number): void {
  const one = a[i]!;
  const two = b[j]!;
  a[i] = cosine * one - sine * two;
  b[j] = sine * one + cosine * two;
}
