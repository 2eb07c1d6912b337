import type { KernelCall } from "../module";

/** A symmetric n x n matrix on its way to its eigenvectors. */
export interface EigenState {
  readonly n: number;
  /** n x n; entries up to 1. */
  readonly a: Float64Array;
  /** n x n: row i becomes the eigenvector of `diagonal[i]`. */
  readonly rows: Float64Array;
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
  readonly scales: Float64Array;
  readonly product: Float64Array;
}

/** Rows `first .. last` of the tridiagonal form; those before must be done. */
export function tridiagonalize([first, last]: readonly [number, number], state: EigenState): KernelCall {
  const { n, a, diagonal, beside, scales, product } = state;
  return [
    "tridiagonalize",
    a.byteOffset,
    n,
    first,
    last,
    diagonal.byteOffset,
    beside.byteOffset,
    scales.byteOffset,
    product.byteOffset,
  ];
}

/** Fills `rows`, once the whole form is found. */
export function accumulateReflections({ n, a, scales, rows }: EigenState): KernelCall {
  return ["accumulateReflections", a.byteOffset, n, scales.byteOffset, rows.byteOffset];
}

/** Eigenvalues `first .. last`; those before must be found. */
export function isolateEigenvalues([first, last]: readonly [number, number], state: EigenState): KernelCall {
  const { n, diagonal, beside, rows } = state;
  return ["isolateEigenvalues", diagonal.byteOffset, beside.byteOffset, rows.byteOffset, n, first, last];
}
