import type { PaddedRows } from "../memory";
import type { KernelCall } from "../module";
import type { RowPanels } from "./nearest-rows";

/** Floats of scratch that a call of {@link neighborRanks} needs for itself. */
export function rankScratch(rows: number): number {
  return 4 * Math.ceil(rows / 8) * 8;
}

/**
 * The ranks of `targets`, k for each row, among the neighbors of the rows `start .. end` (`start` a multiple of 4),
 * into the same places of `ranks`.
 *
 * @param queries the rows of `panels`, padded in number to a multiple of 4.
 * @param scratch `rankScratch` floats, of this call alone.
 */
export function neighborRanks(
  queries: PaddedRows,
  [start, end]: readonly [number, number],
  panels: RowPanels,
  measure: "distance" | "half-square",
  { targets, k, scratch, ranks }: { targets: Int32Array; k: number; scratch: Float32Array; ranks: Int32Array },
): KernelCall {
  return [
    "neighborRanks",
    queries.data.byteOffset + start * queries.stride * 4,
    end - start,
    queries.stride,
    panels.data.byteOffset,
    panels.rows,
    panels.cols,
    start,
    measure === "half-square" ? 1 : 0,
    k,
    targets.byteOffset + start * k * 4,
    scratch.byteOffset,
    ranks.byteOffset + start * k * 4,
  ];
}
