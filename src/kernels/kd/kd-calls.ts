import { MOST_LEAF_PANELS } from "../assembly/kd/screen-table";
import type { KernelCall } from "../module";
import type { KdTree } from "./kd-tree";

/** What assembly/kd-outgoing.ts and assembly/kd-core-distances.ts need for a point of a leaf, its heap apart. */
const QUERY_BYTES = 72;
/** And for all of them together. */
const SHARED_BYTES = 128 + 32;

/** Calls that build the tree: the lists one after the other, the calls of a list in any order. */
export function kdBuildCalls({ table, panelCount, depth, sketching }: KdTree): (readonly KernelCall[])[] {
  const tree = table.byteOffset;
  const top = Math.min(depth, 4);
  const below: KernelCall[] = [];
  const visit = (node: number, first: number, end: number, level: number) => {
    if (level === top) return void below.push(["kdBuild", tree, node, first, end, level, depth]);
    const middle = ((first + end) >> 2) << 1; // panels are read in twos
    visit(2 * node + 1, first, middle, level + 1);
    visit(2 * node + 2, middle, end, level + 1);
  };
  visit(0, 0, panelCount, 0);
  return [sketching, top > 0 ? [["kdBuild", tree, 0, 0, panelCount, 0, top]] : [], below, [["kdBoxes", tree]]];
}

/** Bytes of scratch that a call of `kdCoreDistances` needs when a point may have to hold this many neighbors. */
export function kdScratchBytes(capacity: number): number {
  return SHARED_BYTES + MOST_LEAF_PANELS * 4 * (QUERY_BYTES + heapBytes(capacity));
}

/** Which neighbors of a point are looked for. */
export interface NeighborTask {
  /** Weight within the core distance, the point's own included; and a guard against rounding of fractional weights. */
  readonly minWeight: number;
  readonly slack: number;
  /** Least weight of a list; and how many neighbors may have to be held. */
  readonly least: number;
  readonly capacity: number;
  /** What lists are ordered by, and report. */
  readonly measure: "square" | "distance" | "half-square";
}

/**
 * Squared core distances, and lists of neighbors, of the points in leaves `first` .. `last`.
 *
 * @param scratch of `kdScratchBytes(held)` bytes, of this call alone.
 */
export function kdCoreDistances(
  { table }: KdTree,
  task: NeighborTask,
  scratch: Uint8Array,
  first: number,
  last: number,
): KernelCall {
  const { minWeight, slack, least, capacity, measure } = task;
  const measured = { square: 0, distance: 1, "half-square": 2 }[measure];
  const bytes = heapBytes(capacity);
  return [
    "kdCoreDistances",
    table.byteOffset,
    minWeight,
    slack,
    least,
    measured,
    scratch.byteOffset,
    bytes,
    first,
    last,
  ];
}

function heapBytes(capacity: number): number {
  return 32 + 8 * (capacity + 1);
}

/** To be called once, when core distances are known. */
export function kdNodeCores({ table }: KdTree): KernelCall {
  return ["kdNodeCores", table.byteOffset];
}

/** Begins a round of Boruvka's algorithm. */
export function kdStartRound({ table }: KdTree): KernelCall {
  return ["kdStartRound", table.byteOffset];
}

/** Keeps edges of earlier rounds and looks for new ones in the lists of positions `first` .. `last`. */
export function kdListed({ table }: KdTree, first: number, last: number): KernelCall {
  return ["kdListed", table.byteOffset, first, last];
}

/** Finds the best edges out of components from leaves `first` .. `last`; `scratch` holds `kdScratchBytes(1)` bytes. */
export function kdOutgoing({ table }: KdTree, scratch: Uint8Array, first: number, last: number): KernelCall {
  return ["kdOutgoing", table.byteOffset, scratch.byteOffset, first, last];
}

/** Ends a round; its value is the number of edges so far. */
export function kdMerge({ table }: KdTree): KernelCall {
  return ["kdMerge", table.byteOffset];
}
