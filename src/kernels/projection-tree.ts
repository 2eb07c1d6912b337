import type { KernelMemory, PaddedRows } from "./memory";
import type { KernelCall } from "./module";
import type { NeighborLists } from "./nearest-rows";

/** A random projection tree in kernel memory: points by leaf, and where each leaf starts, and one more. */
export interface ProjectionTree {
  readonly order: Int32Array;
  readonly starts: Int32Array;
  readonly along: Float32Array;
  readonly leafSize: number;
}

/** Room for a tree of leaves of at most `leafSize` points. */
export function projectionTree(memory: KernelMemory, rows: number, leafSize: number): ProjectionTree {
  return {
    order: memory.int32(rows),
    starts: memory.int32(Math.ceil((2 * rows) / leafSize) + 2),
    along: memory.float32(rows),
    leafSize,
  };
}

/** Makes the tree `number`; the call's value is the number of its leaves. */
export function growTree(
  { order, starts, along, leafSize }: ProjectionTree,
  { data, rows, stride }: PaddedRows,
  keys: readonly [number, number],
  number: number,
): KernelCall {
  return [
    "projectionTree",
    rows,
    data.byteOffset,
    stride,
    leafSize,
    order.byteOffset,
    along.byteOffset,
    starts.byteOffset,
    keys[0] | 0,
    keys[1] | 0,
    number,
  ];
}

/** Floats of scratch memory that one call of {@link searchLeaves} needs. */
export function leafScratch(leafSize: number, stride: number): number {
  return Math.ceil(leafSize / 4) * 4 * (stride + 1) + 16;
}

/** Searches leaves `first .. last` exactly and merges what it finds into the lists, marked as new. */
export function searchLeaves(
  [first, last]: readonly [number, number],
  { order, starts }: ProjectionTree,
  { data, stride }: PaddedRows,
  measure: "distance" | "half-square",
  { indices, distances, k }: NeighborLists,
  scratch: Float32Array,
): KernelCall {
  return [
    "searchLeaves",
    first,
    last,
    order.byteOffset,
    starts.byteOffset,
    data.byteOffset,
    stride,
    measure === "half-square" ? 1 : 0,
    k,
    indices.byteOffset,
    distances.byteOffset,
    scratch.byteOffset,
  ];
}
