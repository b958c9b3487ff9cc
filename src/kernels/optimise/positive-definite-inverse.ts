/**
 * The inverse of a symmetric positive definite matrix, d x d row-major, by Cholesky's factors; null for a matrix that is
 * not positive definite (to rounding).
 */
export function positiveDefiniteInverse(matrix: Float64Array): Float64Array | null {
  const d = Math.round(Math.sqrt(matrix.length));
  const lower = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * d + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * d + k]! * lower[j * d + k]!;
      if (i !== j) lower[i * d + j] = sum / lower[j * d + j]!;
      else if (sum > 1e-14 * matrix[i * d + i]!) lower[i * d + i] = Math.sqrt(sum);
      else return null;
    }
  }
  const inverse = new Float64Array(d * d);
  for (let column = 0; column < d; column++) {
    const solution = new Float64Array(d);
    for (let i = 0; i < d; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; k++) sum -= lower[i * d + k]! * solution[k]!;
      solution[i] = sum / lower[i * d + i]!;
    }
    for (let i = d - 1; i >= 0; i--) {
      let sum = solution[i]!;
      for (let k = i + 1; k < d; k++) sum -= lower[k * d + i]! * solution[k]!;
      solution[i] = sum / lower[i * d + i]!;
      inverse[i * d + column] = solution[i]!;
    }
  }
  return inverse;
}
