import * as FIELDS from "../assembly/knn/join-table";
import { fieldCount, fillTable } from "../field-table";
import type { KdTree } from "../kd/kd-tree";
import type { KernelMemory } from "../memory";
import type { KernelCall } from "../module";

/** Coordinates of queries, in the tree's scale, lie within this, so that squared distances are finite. */
export const MAX_QUERY = 2 ** 48;

/** What queries are compared with: a built k-d tree whose core distances are known, its points in groups or in none. */
export interface JoinTask {
  readonly tree: KdTree;
  /** The group of each position, -1 for none; of each node, -2 where there are several. */
  readonly labels: Int32Array;
  readonly nodeLabels: Int32Array;
  readonly groups: number;
  /**
   * Weight of points that the core distance of a query encloses, and a guard against rounding of fractional weights.
   */
  readonly minWeight: number;
  readonly slack: number;
  /** Points that may have to be held to reach it. */
  readonly capacity: number;
}

/** Room for queries and their answers; entries of queries that are not asked are left as they are. */
export interface JoinPlaces {
  readonly table: Int32Array;
  /** Rows of `stride` floats, padding zero. */
  readonly queries: Float32Array;
  readonly stride: number;
  /** To be filled in: the squared core distance where it is known, else -1. */
  readonly knownCores: Float32Array;
  /** The nearest point; -1 where the core distance was known. */
  readonly nearest: Int32Array;
  /** The nearest point by (mutual reachability, distance, point). */
  readonly neighbors: Int32Array;
  /** Squared core distances, and mutual reachability to that neighbor. */
  readonly cores: Float32Array;
  readonly reachability: Float32Array;
  /**
   * The k nearest groups of each query by (mutual reachability, distance, group), and how far they are, squared; -1 and
   * Infinity where fewer have points.
   */
  readonly k: number;
  readonly groups: Int32Array;
  readonly groupReach: Float32Array;
}

/** Groups the points of a built tree. `groupOf` holds a point's group, -1 for none. */
export function joinTask(
  memory: KernelMemory,
  tree: KdTree,
  groupOf: ArrayLike<number>,
  groups: number,
  core: Pick<JoinTask, "minWeight" | "slack" | "capacity">,
): JoinTask {
  const labels = memory.int32(tree.panelCount * 4).fill(NONE);
  for (let position = 0; position < tree.rows; position++) labels[position] = groupOf[tree.order[position]!]!;
  const nodeLabels = memory.int32((2 << tree.depth) - 1);
  const visit = (node: number, first: number, end: number, level: number): number => {
    let label = NONE;
    if (level === tree.depth) {
      for (let position = first * 4; position < end * 4; position++) label = together(label, labels[position]!);
    } else {
      const middle = ((first + end) >> 2) << 1; // as the tree splits its panels
      const left = visit(2 * node + 1, first, middle, level + 1);
      label = together(left, visit(2 * node + 2, middle, end, level + 1));
    }
    nodeLabels[node] = label;
    return label;
  };
  visit(0, 0, tree.panelCount, 0);
  return { tree, labels, nodeLabels, groups, ...core };
}

const NONE = -1;
const SEVERAL = -2;

function together(a: number, b: number): number {
  if (a === NONE || a === b) return b;
  return b === NONE ? a : SEVERAL;
}

/** Room for `count` queries and the `k` nearest groups of each; k <= groups. */
export function joinPlaces(memory: KernelMemory, task: JoinTask, cols: number, count: number, k: number): JoinPlaces {
  const stride = (cols + 3) & ~3;
  const places = {
    table: memory.int32(fieldCount(FIELDS)),
    queries: memory.float32(count * stride),
    stride,
    knownCores: memory.float32(count),
    nearest: memory.int32(count),
    neighbors: memory.int32(count),
    cores: memory.float32(count),
    reachability: memory.float32(count),
    k,
    groups: memory.int32(count * k),
    groupReach: memory.float32(count * k),
  };
  fillTable(places.table, FIELDS, {
    LABELS: task.labels.byteOffset,
    NODE_LABELS: task.nodeLabels.byteOffset,
    GROUPS: task.groups,
    WANTED: k,
    QUERIES: places.queries.byteOffset,
    KNOWN_CORES: places.knownCores.byteOffset,
    NEAREST: places.nearest.byteOffset,
    NEIGHBORS: places.neighbors.byteOffset,
    CORES: places.cores.byteOffset,
    REACH: places.reachability.byteOffset,
    TOP_LABELS: places.groups.byteOffset,
    TOP_REACH: places.groupReach.byteOffset,
    CAPACITY: task.capacity,
  });
  return places;
}

/** Bytes of scratch that a call of `joinQueries` needs. */
export function joinScratchBytes({ tree, groups, capacity }: JoinTask, k: number): number {
  return 16 * tree.panelCount + 32 + 8 * capacity + 40 + 4 * Math.max(2, 1 << tree.depth) + 8 * groups + 4 * k;
}

/**
 * Finds where queries `first` .. `end` stand among the points.
 *
 * @param scratch `joinScratchBytes` bytes of this call alone.
 */
export function joinQueries(
  { tree, minWeight, slack }: JoinTask,
  { table }: JoinPlaces,
  scratch: Uint8Array,
  first: number,
  end: number,
): KernelCall {
  return ["joinQueries", tree.table.byteOffset, table.byteOffset, minWeight, slack, scratch.byteOffset, first, end];
}
