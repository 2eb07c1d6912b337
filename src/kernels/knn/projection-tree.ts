import type { KernelMemory, PaddedRows } from "../memory";
import type { KernelCall } from "../module";
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
  const starts = leafStarts(rows, leafSize);
  const tree = {
    order: memory.int32(rows),
    starts: memory.int32(starts.length),
    along: memory.float32(rows),
    leafSize,
  };
  tree.starts.set(starts);
  return tree;
}

function leafStarts(rows: number, leafSize: number): number[] {
  const starts: number[] = [];
  const visit = (start: number, end: number) => {
    const middle = start + ((end - start) >> 1);
    if (end - start <= leafSize) starts.push(start);
    else {
      visit(start, middle);
      visit(middle, end);
    }
  };
  visit(0, rows);
  return [...starts, rows];
}

/** Calls that make the tree `number`: the lists one after the other, the calls of a list in any order. */
export function growTree(
  { order, along, leafSize }: ProjectionTree,
  { data, rows, stride }: PaddedRows,
  keys: readonly [number, number],
  number: number,
): [top: KernelCall[], below: KernelCall[]] {
  for (let i = 0; i < rows; i++) order[i] = i;
  const tree = [
    data.byteOffset,
    stride,
    leafSize,
    order.byteOffset,
    along.byteOffset,
    keys[0] | 0,
    keys[1] | 0,
    number,
  ];
  const middle = rows >> 1;
  return [
    [["projectionTree", ...tree, 0, rows, 1, 1]],
    [
      ["projectionTree", ...tree, 0, middle, 2, -1],
      ["projectionTree", ...tree, middle, rows, 3, -1],
    ],
  ];
}

/** Copies rows in the order of a tree. */
export function gatherRows(
  [first, last]: readonly [number, number],
  { order }: ProjectionTree,
  from: PaddedRows,
  to: PaddedRows,
): KernelCall {
  return ["gatherRows", first, last, order.byteOffset, from.data.byteOffset, from.stride, to.data.byteOffset];
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
