/** The square roots of a covariance's diagonal, by name. */
export function standardErrors(names: readonly string[], covariance: Float64Array): Record<string, number> {
  const d = names.length;
  return Object.fromEntries(names.map((name, i) => [name, Math.sqrt(covariance[i * d + i]!)]));
}
