import type { KernelCall } from "../module";
import type { NeighborLists } from "./nearest-rows";

/** For each point how many lists hold it, and which: room for as many as a list is long. */
export interface ReverseLists {
  readonly counts: Int32Array;
  readonly holders: Int32Array;
}

/** Finds the holders of the points `first .. last`, by the marks of the lists; at most as many as a list is long. */
export function reverseNeighbors(
  [first, last]: readonly [number, number],
  { indices, k }: NeighborLists,
  { counts, holders }: ReverseLists,
): KernelCall {
  const rows = indices.length / k;
  return ["reverseNeighbors", first, last, rows, k, indices.byteOffset, counts.byteOffset, holders.byteOffset];
}
