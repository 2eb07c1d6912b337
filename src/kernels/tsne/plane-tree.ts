import type { KernelMemory } from "../memory";
import type { KernelCall } from "../module";

/** A tree over points in the plane: points in Morton order, four to a node, four nodes to a node above. */
export interface PlaneTree {
  /** x and y of each point. */
  readonly points: Float32Array;
  readonly rows: number;
  /** Afterwards `pairs[2 s + 1]` is the point at place s. */
  readonly pairs: Int32Array;
  readonly counts: Int32Array;
  /** Number of the first node of each level; level 0 are the points. */
  readonly starts: Int32Array;
  /** Of each node center x, center y, weight, and the square of its longer side over theta squared. */
  readonly nodes: Float32Array;
  readonly boxes: Float32Array;
}

/** Room for a tree over `rows` points; not built yet. */
export function planeTree(memory: KernelMemory, rows: number): PlaneTree {
  const starts = [0];
  let size = Math.ceil(rows / 4) * 4;
  for (let count = rows; starts.length < 2 || count > 1; ) {
    starts.push(size);
    count = Math.ceil(count / 4);
    size += count;
  }
  const levels = memory.int32(starts.length);
  levels.set(starts);
  return {
    points: memory.float32(2 * rows),
    rows,
    pairs: memory.int32(4 * rows),
    counts: memory.int32(256),
    starts: levels,
    nodes: memory.float32(4 * size),
    boxes: memory.float32(4 * size),
  };
}

/** Builds the tree over the points as they stand. */
export function planeTreeBuild(tree: PlaneTree, theta: number): KernelCall {
  return [
    "planeTree",
    tree.rows,
    tree.points.byteOffset,
    tree.pairs.byteOffset,
    tree.counts.byteOffset,
    tree.starts.length,
    tree.starts.byteOffset,
    tree.nodes.byteOffset,
    tree.boxes.byteOffset,
    theta,
  ];
}
