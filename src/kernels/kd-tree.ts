import type { KernelMemory } from "./memory";
import type { KernelCall } from "./module";

/**
 * A k-d tree in kernel memory, with room for Boruvka's rounds over it. A position is a point's place in the order of
 * the tree.
 */
export interface KdTree {
  /** The fields that kernels read; see assembly/kd-fields.ts. */
  readonly table: Int32Array;
  readonly rows: number;
  readonly panelCount: number;
  /** Levels below the root; the leaves stand at the last. */
  readonly depth: number;
  /** The point at each position. */
  readonly order: Int32Array;
  /** By position; to be filled in when the tree is built. */
  readonly weights: Float64Array;
  /** Squared core distances by position. */
  readonly core: Float32Array;
  readonly edges: KdEdges;
}

/** Edges of the spanning tree found so far, between points; weights and lengths are squares. */
export interface KdEdges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weights: Float32Array;
  readonly lengths: Float32Array;
}

const LEAF_PANELS = 4;

/**
 * Room for a tree over `rows x cols` coordinates, each times `scale`; not built yet.
 *
 * @param listLength neighbours kept of each point.
 */
export function kdTree(
  memory: KernelMemory,
  source: Float32Array,
  cols: number,
  scale: number,
  listLength: number,
): KdTree {
  const rows = source.length / cols;
  const stride = (cols + 3) & ~3;
  const panelCount = Math.ceil(rows / 4);
  let depth = 0;
  while ((1 << depth) * LEAF_PANELS < panelCount) depth += 1;
  const nodes = (2 << depth) - 1;
  const padded = panelCount * 4;
  const pointRows = memory.float32(rows * stride);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) pointRows[i * stride + j] = source[i * cols + j]! * scale;
  }
  const order = ascending(memory.int32(padded));
  const weights = memory.float64(padded);
  const core = memory.float32(padded);
  const edges = {
    from: memory.int32(rows),
    to: memory.int32(rows),
    weights: memory.float32(rows),
    lengths: memory.float32(rows),
  };
  const table = memory.int32(30);
  table.set([
    memory.float32(padded * cols).byteOffset,
    rows,
    cols,
    panelCount,
    depth,
    memory.float32(nodes * stride * 2).byteOffset,
    order.byteOffset,
    pointRows.byteOffset,
    memory.float32(rows * stride).byteOffset,
    stride,
    weights.byteOffset,
    core.byteOffset,
    memory.float32(nodes).byteOffset,
    memory.int32(padded).byteOffset,
    memory.int32(nodes).byteOffset,
    memory.float32(rows).byteOffset,
    memory.float32(rows).byteOffset,
    memory.int32(rows).fill(-1).byteOffset,
    memory.float32(rows).byteOffset,
    -1,
    ascending(memory.int32(rows)).byteOffset,
    memory.int32(rows).byteOffset,
    edges.from.byteOffset,
    edges.to.byteOffset,
    edges.weights.byteOffset,
    edges.lengths.byteOffset,
    0,
    memory.int32(rows * listLength).byteOffset,
    listLength,
    memory.float32(rows).byteOffset,
  ]);
  return { table, rows, panelCount, depth, order, weights, core, edges };
}

/** Calls that build the tree: the lists one after the other, the calls of a list in any order. */
export function kdBuildCalls({ table, panelCount, depth }: KdTree): KernelCall[][] {
  const tree = table.byteOffset;
  const top = Math.min(depth, 4);
  const below: KernelCall[] = [];
  const visit = (node: number, first: number, end: number, level: number) => {
    if (level === top) return void below.push(["kdBuild", tree, node, first, end, level, depth]);
    const middle = (first + end) >> 1;
    visit(2 * node + 1, first, middle, level + 1);
    visit(2 * node + 2, middle, end, level + 1);
  };
  visit(0, 0, panelCount, 0);
  return [top > 0 ? [["kdBuild", tree, 0, 0, panelCount, 0, top]] : [], below, [["kdBoxes", tree]]];
}

/** Bytes of scratch that a call of `kdCoreDistances` needs when a point may have to hold so many neighbours. */
export function kdScratchBytes(held: number): number {
  return 128 + LEAF_PANELS * 4 * heapBytes(held);
}

/**
 * Squared core distances, and lists of neighbours, of the points in leaves `first` .. `last`.
 *
 * @param task    the weight needed within the core distance, a guard against rounding of fractional weights, the least
 * weight of a list, and how many neighbours may have to be held.
 * @param scratch of `kdScratchBytes(held)` bytes, of this call alone.
 */
export function kdCoreDistances(
  { table }: KdTree,
  task: { readonly need: number; readonly slack: number; readonly least: number; readonly held: number },
  scratch: Uint8Array,
  first: number,
  last: number,
): KernelCall {
  const { need, slack, least, held } = task;
  const bytes = heapBytes(held);
  return ["kdCoreDistances", table.byteOffset, need, slack, least, scratch.byteOffset, bytes, first, last];
}

function heapBytes(held: number): number {
  return 32 + 8 * (held + 1);
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

function ascending(values: Int32Array): Int32Array {
  for (let i = 0; i < values.length; i++) values[i] = i;
  return values;
}
