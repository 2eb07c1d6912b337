import type { Checkpoint } from "../core/internal";
import {
  accumulateReflections,
  callKernel,
  type EigenState,
  isolateEigenvalues,
  KernelMemory,
  tridiagonalize,
} from "../kernels";

/** Eigenvalues, largest first, and their unit eigenvectors: vector i is `vectors[i * n .. (i + 1) * n]`. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Multiply-adds between two looks at the checkpoint, about: a millisecond. */
const STRIDE_OPERATIONS = 2 ** 21;

/**
 * All eigenvalues and eigenvectors of a symmetric n x n matrix: Householder's tridiagonal form, then implicit QL with
 * Wilkinson's shift (Golub & Van Loan, Matrix Computations, 8.3), in 64-bit floats, on this thread.
 */
export async function symmetricEigen(symmetric: Float64Array, n: number, at?: Checkpoint): Promise<Eigen> {
  using memory = KernelMemory.acquire();
  const state: EigenState = {
    n,
    a: memory.float64(n * n),
    rows: memory.float64(n * n),
    diagonal: memory.float64(n),
    beside: memory.float64(n),
    scales: memory.float64(n),
    product: memory.float64(n),
  };
  let size = 0;
  for (const entry of symmetric) size = Math.max(size, Math.abs(entry));
  if (size === 0) size = 1;
  for (let e = 0; e < n * n; e++) state.a[e] = symmetric[e]! / size; // so that squares neither overflow nor vanish

  const stride = Math.max(1, Math.floor(STRIDE_OPERATIONS / (n * n)));
  for (let first = 0; first < n; first += stride) {
    callKernel(memory.memory, tridiagonalize([first, Math.min(first + stride, n)], state));
    const pause = at?.pass((0.4 * first) / n);
    if (pause) await pause;
  }
  callKernel(memory.memory, accumulateReflections(state));
  for (let first = 0; first < n; first += stride) {
    callKernel(memory.memory, isolateEigenvalues([first, Math.min(first + stride, n)], state));
    const pause = at?.pass(0.5 + (0.5 * first) / n);
    if (pause) await pause;
  }
  return descending(state, size);
}

function descending({ n, diagonal, rows }: EigenState, size: number): Eigen {
  const order = Array.from(diagonal.keys()).sort((a, b) => diagonal[b]! - diagonal[a]! || a - b);
  const vectors = new Float64Array(n * n);
  for (const [to, from] of order.entries()) vectors.set(rows.subarray(from * n, (from + 1) * n), to * n);
  return { values: Float64Array.from(order, (i) => size * diagonal[i]!), vectors };
}
