import { engineCall } from "../engine-call";
import type { KernelMemory, PaddedRows } from "../memory";
import type { KernelCall } from "../module";

/** A mixture of k Gaussians in d columns in kernel memory. */
export interface MixtureState {
  readonly k: number;
  readonly d: number;
  /** Full covariances, or variances of columns. */
  readonly full: boolean;
  /** For each component log weight - d / 2 log(2 pi) - half the log determinant. */
  readonly constants: Float64Array;
  /** d for each component. */
  readonly means: Float64Array;
  /** For each component the inverse Cholesky factor, lower triangle row by row; or 1 / standard deviation of columns. */
  readonly whiten: Float64Array;
}

/** Numbers of a component's sum of products. */
export function productCount(d: number, full: boolean): number {
  return full ? (d * (d + 1)) / 2 : d;
}

/** Room for a mixture; to be filled in. */
export function mixtureState(memory: KernelMemory, k: number, d: number, full: boolean): MixtureState {
  return {
    k,
    d,
    full,
    constants: memory.float64(k),
    means: memory.float64(k * d),
    whiten: memory.float64(k * productCount(d, full)),
  };
}

/** What a block of rows is summed in: pairs of numbers that are to be added. */
export interface MixtureSums {
  /**
   * For each component its weight, d sums of differences to its mean, and sums of their products (lower triangle row by
   * row, or squares); then one of weight times log likelihood.
   */
  readonly sums: Float64Array;
  readonly scratch: Float64Array;
}

/** Room for the sums of a block. */
export function mixtureSums(memory: KernelMemory, { k, d, full }: MixtureState): MixtureSums {
  return {
    sums: memory.float64(2 * (k * (1 + d + productCount(d, full)) + 1)),
    scratch: memory.float64(2 * (k + d)),
  };
}

/**
 * A step of expectation and maximization for the rows `first .. last`.
 *
 * @param shares k a row, written: how probable each component is; undefined where they are not wanted.
 */
export function mixtureStep(
  [first, last]: readonly [number, number],
  rows: PaddedRows,
  weights: Float64Array,
  { k, d, full, constants, means, whiten }: MixtureState,
  { sums, scratch }: MixtureSums,
  shares: Float64Array | undefined,
): KernelCall {
  return engineCall(
    "mixtureStep",
    first,
    last,
    rows.data.byteOffset,
    rows.stride,
    weights.byteOffset,
    d,
    full ? 1 : 0,
    k,
    constants.byteOffset,
    means.byteOffset,
    whiten.byteOffset,
    sums.byteOffset,
    scratch.byteOffset,
    scratch.byteOffset + 16 * k,
    shares?.byteOffset ?? 0,
  );
}
