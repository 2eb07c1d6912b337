import { MOST_LEAF_PANELS } from "../assembly/kd/screen-table";
import { engineCall } from "../engine-call";
import type { KdTree } from "../kd/kd-tree";
import type { KernelMemory } from "../memory";
import type { KernelCall } from "../module";

/** Points of a built tree joined where they are within eps of each other. */
export interface EpsGraph {
  readonly tree: KdTree;
  /** eps squared, in the tree's scale. */
  readonly square: number;
  /** By position: a core point's parent in the union of its component, whose root is its smallest position; else -1. */
  readonly parents: Int32Array;
  /** By node; scratch of all calls together. */
  readonly nodes: Int32Array;
  /** By position, of points that are not core points: the position of the nearest core point within eps, or -1. */
  readonly borders: Int32Array;
}

/** Bytes of scratch that each call below needs, of its own. */
export const EPS_SCRATCH = 128 + 32 * MOST_LEAF_PANELS;

/** Room for the graph. */
export function epsGraph(memory: KernelMemory, tree: KdTree, square: number): EpsGraph {
  return {
    tree,
    square,
    parents: memory.int32(tree.panelCount * 4).fill(-1),
    nodes: memory.int32((2 << tree.depth) - 1).fill(-1),
    borders: memory.int32(tree.panelCount * 4).fill(-1),
  };
}

/** Finds the core points of leaves `first .. last`: those with so much weight within eps. `weighted`: not all are 1. */
export function epsCores(
  { tree, square, parents }: EpsGraph,
  { minWeight, weighted }: { readonly minWeight: number; readonly weighted: boolean },
  scratch: Uint8Array,
  first: number,
  last: number,
): KernelCall {
  const table = tree.table.byteOffset;
  const rule = weighted ? 1 : 0;
  return engineCall("epsCores", table, square, minWeight, rule, parents.byteOffset, scratch.byteOffset, first, last);
}

/** Joins the core points of leaves `first .. last` with those within eps; after all of `epsCores`. */
export function epsLinks(
  { tree, square, parents, nodes }: EpsGraph,
  scratch: Uint8Array,
  first: number,
  last: number,
): KernelCall {
  const table = tree.table.byteOffset;
  return engineCall("epsLinks", table, square, parents.byteOffset, nodes.byteOffset, scratch.byteOffset, first, last);
}

/** Finds the nearest core point to the other points of leaves `first .. last`; after all of `epsCores`. */
export function epsBorders(
  { tree, square, parents, borders }: EpsGraph,
  scratch: Uint8Array,
  first: number,
  last: number,
): KernelCall {
  const table = tree.table.byteOffset;
  return engineCall(
    "epsBorders",
    table,
    square,
    parents.byteOffset,
    borders.byteOffset,
    scratch.byteOffset,
    first,
    last,
  );
}
