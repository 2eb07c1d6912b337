import type { PaddedRows } from "./memory";
import type { KernelCall } from "./module";
import type { NeighborLists } from "./nearest-rows";

/** Marks an index in a list as new since the round before. */
export const NEW_NEIGHBOR = 0x40000000;
/** Cells of scratch memory that one call of {@link refineNeighbors} needs. */
export const REFINE_SCRATCH = 2 * 4096;

/**
 * One round of nearest neighbour descent for the points `first .. last`; the call's value is the number of changes.
 *
 * @param lists   the lists as they were, all filled, indices marked where they are new; `refined` as they become.
 * @param reverse in compressed rows, for each point those whose lists hold it, marked alike.
 * @param scratch REFINE_SCRATCH i32 of this call's own.
 */
export function refineNeighbors(
  [first, last]: readonly [number, number],
  { data, stride }: PaddedRows,
  measure: "distance" | "half-square",
  lists: NeighborLists,
  reverse: { readonly offsets: Int32Array; readonly indices: Int32Array },
  refined: NeighborLists,
  scratch: Int32Array,
): KernelCall {
  return [
    "refineNeighbors",
    first,
    last,
    data.byteOffset,
    stride,
    lists.k,
    lists.indices.byteOffset,
    lists.distances.byteOffset,
    reverse.offsets.byteOffset,
    reverse.indices.byteOffset,
    measure === "half-square" ? 1 : 0,
    refined.indices.byteOffset,
    refined.distances.byteOffset,
    scratch.byteOffset,
  ];
}
