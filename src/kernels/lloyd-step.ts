import type { CenterPanels } from "./center-panels";
import type { KernelMemory, PaddedRows } from "./memory";
import type { KernelCall } from "./module";

/** What one run of Lloyd's algorithm keeps in kernel memory. */
export interface LloydState extends CenterPanels {
  /** For each center, half the distance to the nearest other one of each panel, then the least of these. */
  readonly gaps: Float64Array;
  /**
   * How far each center has moved in all (`4 * count` of them), then the farthest of each panel, all its steps summed.
   */
  readonly moved: Float64Array;
  /** One a row: an upper bound of the distance to its own center; Infinity to begin with. */
  readonly upper: Float64Array;
  /** For each row and panel a lower bound of the distance to other centers. */
  readonly lower: Float64Array;
  readonly labels: Int32Array;
}

/** Room for a run over `rows`; its centers are to be filled in. */
export function lloydState(memory: KernelMemory, rows: PaddedRows, panels: CenterPanels): LloydState {
  const { k, count } = panels;
  return {
    ...panels,
    gaps: memory.float64(k * (count + 1)),
    moved: memory.float64(5 * count),
    upper: memory.float64(rows.rows).fill(Number.POSITIVE_INFINITY),
    lower: memory.float64(rows.rows * count),
    labels: memory.int32(rows.rows),
  };
}

/**
 * Assigns the rows `first .. last` to their nearest centers, and keeps the sums by label up to date. Its value is the
 * number of rows with another label.
 *
 * @param sums    weight times row, `stride` for each center, then for each its weight, then for each its number of
 * rows; of this block of rows alone. With `fresh` they are summed anew: each row that has changed its label since
 * leaves a rounding error.
 * @param scratch 64 bytes for each panel, of this call alone.
 */
export function lloydStep(
  [first, last]: readonly [number, number],
  rows: PaddedRows,
  weights: Float64Array,
  { k, centers, panels, gaps, moved, upper, lower, labels }: LloydState,
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
    panels.byteOffset,
    gaps.byteOffset,
    moved.byteOffset,
    upper.byteOffset,
    lower.byteOffset,
    labels.byteOffset,
    sums.byteOffset,
    scratch.byteOffset,
    fresh ? 1 : 0,
  ];
}
