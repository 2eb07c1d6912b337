import type { KernelCall } from "../module";

/** Rows whose labels are permuted: `values` is rows x cols, `size` of the rows are drawn. */
export interface PermutedRows {
  readonly values: Float64Array;
  readonly rows: number;
  readonly cols: number;
  readonly size: number;
}

/** Length of the sums of this many permutations. */
export function permutedSumsLength(permutations: number, cols: number): number {
  return Math.ceil(permutations / 4) * 4 * cols;
}

/**
 * Sums of each column over `size` rows drawn by lot, for the permutations `first` .. `last`.
 *
 * @param keys  of the random numbers.
 * @param first a multiple of 4.
 * @param sums  of all permutations, zero before: column c of permutation p is at `((p >> 2) * cols + c) * 4 + (p & 3)`.
 */
export function permutedSums(
  { values, rows, cols, size }: PermutedRows,
  [k0, k1]: readonly [number, number],
  [first, last]: readonly [number, number],
  sums: Float64Array,
): KernelCall {
  return ["permutedSums", first, last, k0, k1, values.byteOffset, rows, cols, size, sums.byteOffset];
}
