import type { KernelMemory, PaddedRows } from "../memory";
import type { KernelCall } from "../module";
import { type CenterSet, filledUp } from "./center-set";

/** What one run of Lloyd's algorithm keeps in kernel memory. */
export interface LloydState extends CenterSet {
  /** For each center all of them from the nearest, itself first; each list filled up to a multiple of 4 by k. */
  readonly order: Int32Array;
  /**
   * How far each center has moved in all; then for each, summed over steps, how far any other has at most; then for each
   * half the distances to the centers in their order, `halves` numbers, filled up by Infinity.
   */
  readonly moved: Float64Array;
  readonly halves: number;
  /**
   * Two a row: an upper bound of the distance to its own center, Infinity to begin with, and a lower bound of that to
   * any other.
   */
  readonly bounds: Float64Array;
  readonly labels: Int32Array;
}

/** Room for a run over `rows`; its centers are to be filled in. */
export function lloydState(memory: KernelMemory, { rows }: PaddedRows, set: CenterSet): LloydState {
  const { k } = set;
  const halves = filledUp(k + 1);
  return {
    ...set,
    order: memory.int32(k * filledUp(k)),
    moved: memory.float64(k * (2 + halves)),
    halves,
    bounds: memory.float64(2 * rows).fill(Number.POSITIVE_INFINITY),
    labels: memory.int32(rows),
  };
}

/**
 * Assigns the rows `first .. last` to their nearest centers, and keeps the sums by label up to date. Its value is the
 * number of rows with another label.
 *
 * @param sums    weight times row, `stride` for each center, then for each its weight, then for each its number of
 * rows; of this block of rows alone. With `fresh` they are summed anew: each row that has changed its label since
 * leaves a rounding error.
 * @param scratch `tileScratch` of this call alone.
 */
export function lloydStep(
  [first, last]: readonly [number, number],
  rows: PaddedRows,
  weights: Float64Array,
  { k, centers, shifted, order, moved, bounds, labels }: LloydState,
  sums: Float64Array,
  scratch: Uint8Array,
  fresh: boolean,
): KernelCall {
  return [
    "lloydStep",
    first,
    last,
    rows.data.byteOffset,
    rows.stride,
    weights.byteOffset,
    k,
    centers.byteOffset,
    shifted.byteOffset,
    order.byteOffset,
    moved.byteOffset,
    bounds.byteOffset,
    labels.byteOffset,
    sums.byteOffset,
    scratch.byteOffset,
    fresh ? 1 : 0,
  ];
}
