import { log, verbatim, wrongValue } from "../../core/internal";
import type { MixtureState } from "../../kernels";
import type { GaussianMixtureModelData } from "./mixture-data";

const HALF_LOG_TAU = 0.9189385332046727; // ln(2 pi) / 2

/**
 * Writes a mixture as the kernel reads it.
 *
 * @throws RangeError when a covariance is not positive.
 */
export function setMixture(state: MixtureState, mixture: GaussianMixtureModelData): void {
  const { k, d, covariance, logWeights, means, covariances } = mixture;
  state.means.set(means);
  const products = covariance === "full" ? (d * (d + 1)) / 2 : d;
  for (let c = 0; c < k; c++) {
    const whiten = state.whiten.subarray(c * products, (c + 1) * products);
    if (covariance === "full") whiten.set(covariances.subarray(c * products, (c + 1) * products));
    else {
      const at = (j: number) => (covariance === "spherical" ? covariances[c]! : covariances[c * d + j]!);
      for (let j = 0; j < d; j++) whiten[j] = at(j);
    }
    const halfLogDeterminant = covariance === "full" ? invertCholesky(whiten, d) : invertDeviations(whiten);
    if (!Number.isFinite(halfLogDeterminant)) {
      throw wrongValue("regularization", "a number large enough for these rows", verbatim("a component that is flat"));
    }
    state.constants[c] = logWeights[c]! - d * HALF_LOG_TAU - halfLogDeterminant;
  }
}

/** Variances become 1 / standard deviation. @returns half the log determinant. */
function invertDeviations(values: Float64Array): number {
  let half = 0;
  for (let j = 0; j < values.length; j++) {
    half += log(values[j]!) / 2;
    values[j] = 1 / Math.sqrt(values[j]!);
  }
  return half;
}

/**
 * The lower triangle of a symmetric matrix, row by row, becomes the inverse of its Cholesky factor.
 *
 * @returns half the log determinant; NaN where the matrix is not positive definite.
 */
function invertCholesky(a: Float64Array, d: number): number {
  const at = (i: number, j: number) => (i * (i + 1)) / 2 + j;
  let half = 0;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[at(i, j)]!;
      for (let t = 0; t < j; t++) sum -= a[at(i, t)]! * a[at(j, t)]!;
      if (i > j) a[at(i, j)] = sum / a[at(j, j)]!;
      else if (sum > 0) a[at(i, i)] = Math.sqrt(sum);
      else return Number.NaN;
    }
    half += log(a[at(i, i)]!);
  }
  for (let i = 0; i < d; i++) {
    const diagonal = 1 / a[at(i, i)]!;
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let t = j; t < i; t++) sum += a[at(i, t)]! * a[at(t, j)]!; // rows above are inverted already
      a[at(i, j)] = -sum * diagonal;
    }
    a[at(i, i)] = diagonal;
  }
  return half;
}
