/**
 * Solves (A + ridge I) x = b for a symmetric matrix that this makes positive definite, by Cholesky's method.
 *
 * @param lower the lower triangle of A, n x n; it is overwritten.
 */
export function solvePositive(lower: Float64Array, right: Float64Array, n: number, ridge: number): Float64Array {
  for (let i = 0; i < n; i++) {
    lower[i * n + i]! += ridge;
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      lower[i * n + j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / lower[j * n + j]!;
    }
  }
  const solved = right.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) solved[i]! -= lower[i * n + k]! * solved[k]!;
    solved[i]! /= lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) solved[i]! -= lower[k * n + i]! * solved[k]!;
    solved[i]! /= lower[i * n + i]!;
  }
  return solved;
}
