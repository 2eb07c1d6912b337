import type { IntegerRows } from "../linear/integer-rows";
import type { PaddedRows } from "../memory";
import type { KernelCall } from "../module";
import type { NeighborLists } from "./nearest-rows";
import type { ReverseLists } from "./reverse-neighbors";

/** Marks an index in a list as new since the round before. */
export const NEW_NEIGHBOR = 0x40000000;
/** Cells of scratch memory that one call of {@link refineNeighbors} needs. */
export function refineScratch(k: number): number {
  return 4096 + 3072 + k;
}

/**
 * One round of nearest neighbor descent for the points `first .. last`; the call's value is the number of changes.
 *
 * @param screen the rows as integers, filled.
 * @param lists   the lists as they were, all filled, indices marked where they are new; `refined` as they become.
 * @param reverse for each point those whose lists hold it, marked alike.
 * @param scratch `refineScratch(k)` i32 of this call's own.
 */
export function refineNeighbors(
  [first, last]: readonly [number, number],
  { data, stride }: PaddedRows,
  screen: IntegerRows,
  measure: "distance" | "half-square",
  lists: NeighborLists,
  reverse: ReverseLists,
  refined: NeighborLists,
  scratch: Int32Array,
): KernelCall {
  return [
    "refineNeighbors",
    first,
    last,
    data.byteOffset,
    stride,
    screen.data.byteOffset,
    screen.bytes,
    screen.unit,
    screen.margin,
    lists.k,
    lists.indices.byteOffset,
    lists.distances.byteOffset,
    reverse.counts.byteOffset,
    reverse.holders.byteOffset,
    measure === "half-square" ? 1 : 0,
    refined.indices.byteOffset,
    refined.distances.byteOffset,
    scratch.byteOffset,
  ];
}
