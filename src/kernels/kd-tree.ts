import * as FIELDS from "./assembly/kd/kd-table";
import * as SCREEN from "./assembly/kd/screen-table";
import { fieldCount, fillTable } from "./field-table";
import type { KernelMemory } from "./memory";
import type { KernelCall } from "./module";

/**
 * A k-d tree in kernel memory, with room for Boruvka's rounds over it. A position is a point's place in the order of
 * the tree.
 */
export interface KdTree {
  /** The fields that kernels read; see assembly/kd/kd-table.ts. */
  readonly table: Int32Array;
  readonly rows: number;
  readonly panelCount: number;
  /** Levels below the root; the leaves stand at the last. */
  readonly depth: number;
  /** The point at each position. */
  readonly order: Int32Array;
  /** Squared core distances by position. */
  readonly core: Float32Array;
  readonly edges: KdEdges;
  /** By position, the nearest positions by (distance, point), as many as are kept, -1 where there are fewer. */
  readonly lists: Int32Array;
  /** Squared distances of the listed, or what was measured. */
  readonly squares: Float32Array;
  /** Calls that come before those that build. */
  readonly sketching: readonly KernelCall[];
}

/** Edges of the spanning tree found so far, between points; weights and lengths are squares. */
export interface KdEdges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weights: Float32Array;
  readonly lengths: Float32Array;
}

/** Panels of the largest leaf; a leaf whose tiles are screened takes more at the same cost. */
const LEAF_PANELS = 4;
const SCREENED_LEAF_PANELS = 8;
/** What assembly/kd-outgoing.ts and assembly/kd-core-distances.ts need for a point of a leaf, its heap apart. */
const QUERY_BYTES = 72;
/** And for all of them together. */
const SHARED_BYTES = 128 + 32;

/**
 * Axes on which boxes of points in many columns are tight, and how fine points are screened (assembly/kd-screen.ts). It
 * decides what a search costs, never what it finds.
 */
export interface Sketch {
  /** A column each, of the points times their scale. */
  readonly mean: Float32Array;
  /** Orthonormal: entry j * count + a is coordinate j of axis a. */
  readonly axes: Float32Array;
  /** Number of axes, a multiple of 4. */
  readonly count: number;
  /** Integer steps per unit of the points times their scale. */
  readonly unit: number;
  /** Whether the axes leave enough out that tiles are screened by all columns too. */
  readonly fine: boolean;
}

/** What the tree is built from, and what is kept of each point. */
export interface KdPoints {
  /** Coordinates row by row, each to be taken times `scale`. */
  readonly data: Float32Array;
  readonly cols: number;
  readonly scale: number;
  /** A point each. */
  readonly weights: Float64Array;
  /** Neighbors kept of each point. */
  readonly listLength: number;
  /** Without, boxes are made of the coordinates themselves. */
  readonly sketch?: Sketch | undefined;
}

/** Room for a tree over points; not built yet. */
export function kdTree(memory: KernelMemory, { data, cols, scale, listLength, sketch, ...given }: KdPoints): KdTree {
  const rows = data.length / cols;
  const stride = (cols + 3) & ~3;
  const panelCount = 2 * Math.ceil(rows / 8);
  const leafPanels = sketch ? SCREENED_LEAF_PANELS : LEAF_PANELS;
  let depth = 0;
  while ((1 << depth) * leafPanels < panelCount) depth += 1;
  const nodes = (2 << depth) - 1;
  const padded = panelCount * 4;
  const pointRows = memory.float32(rows * stride);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) pointRows[i * stride + j] = data[i * cols + j]! * scale;
  }
  const boxStride = sketch?.count ?? stride;
  const order = ascending(memory.int32(padded));
  const weights = memory.float64(rows);
  weights.set(given.weights);
  const core = memory.float32(padded);
  const edges = {
    from: memory.int32(rows),
    to: memory.int32(rows),
    weights: memory.float32(rows),
    lengths: memory.float32(rows),
  };
  const lists = memory.int32(rows * listLength);
  const squares = memory.float32(rows * listLength);
  const table = fillTable(memory.int32(fieldCount(FIELDS)), FIELDS, {
    PANELS: memory.float32(padded * cols).byteOffset,
    COUNT: rows,
    COLS: cols,
    PANEL_COUNT: panelCount,
    DEPTH: depth,
    BOXES: memory.float32(nodes * boxStride * 2).byteOffset,
    ORDER: order.byteOffset,
    POINT_ROWS: pointRows.byteOffset,
    ROWS: memory.float32(rows * stride).byteOffset,
    STRIDE: stride,
    WEIGHTS: weights.byteOffset,
    CORE: core.byteOffset,
    NODE_CORE: memory.float32(nodes).byteOffset,
    COMPONENT: memory.int32(padded).byteOffset,
    NODE_COMPONENT: memory.int32(nodes).byteOffset,
    BOUND: memory.float32(rows).byteOffset,
    LOWER: memory.float32(rows).byteOffset,
    TARGET: memory.int32(rows).fill(-1).byteOffset,
    LENGTH: memory.float32(rows).byteOffset,
    SKIPPED: -1,
    PARENT: ascending(memory.int32(rows)).byteOffset,
    BEST: memory.int32(rows).byteOffset,
    FROM: edges.from.byteOffset,
    TO: edges.to.byteOffset,
    EDGE_WEIGHTS: edges.weights.byteOffset,
    EDGE_LENGTHS: edges.lengths.byteOffset,
    EDGES: 0,
    LISTS: lists.byteOffset,
    LIST_LENGTH: listLength,
    LIST_REACH: memory.float32(rows).byteOffset,
    LIST_SQUARES: squares.byteOffset,
    PLACE: memory.int32(rows).byteOffset,
    BOX_ROWS: sketch ? memory.float32(rows * boxStride).byteOffset : pointRows.byteOffset,
    BOX_STRIDE: boxStride,
    SCREEN: sketch ? screenOf(memory, sketch, cols, panelCount, 1 << depth).byteOffset : 0,
  });
  return {
    table,
    rows,
    panelCount,
    depth,
    order,
    core,
    edges,
    lists,
    squares,
    sketching: sketch ? sketchCalls(memory, table, rows, sketch, stride) : [],
  };
}

/** The table of assembly/kd/kd-screen.ts. */
function screenOf(memory: KernelMemory, sketch: Sketch, cols: number, panelCount: number, leaves: number): Int32Array {
  const { mean, count, unit, fine } = sketch;
  const stride = (cols + 3) & ~3;
  const table = memory.int32(SCREEN.SCREEN_BYTES / 4);
  const form = (at: number, columns: number, panels: number) => {
    const steps = columns / 2;
    table[at / 4] = memory.uint8(panels * steps * 16).byteOffset;
    table[(at + SCREEN.STEPS) / 4] = steps;
    table[(at + SCREEN.NORMS) / 4] = memory.int32(panels * 4).byteOffset;
  };
  const leafPanels = 2 * Math.ceil(leaves / 8);
  const means = memory.float32(stride);
  means.set(mean);
  form(SCREEN.COARSE, count, panelCount);
  if (fine) form(SCREEN.FINE, stride, panelCount);
  table[SCREEN.MEAN / 4] = means.byteOffset;
  table[SCREEN.ZEROS / 4] = memory.float32(count).byteOffset;
  form(SCREEN.CENTERS, count, leafPanels);
  table[SCREEN.RADII / 4] = memory.float32(leafPanels * 4).byteOffset;
  const doubles = new DataView(table.buffer, table.byteOffset);
  doubles.setFloat64(SCREEN.UNIT, unit, true);
  doubles.setFloat64(SCREEN.REACH_UNIT, unit * (1.0001 + cols * 6e-8), true);
  doubles.setFloat64(SCREEN.MARGIN, screenMargin(cols, count), true);
  return table;
}

/**
 * By how much integer distances may fall short: a half in every column of both points for being rounded, and what
 * summing the coordinates on the axes in 32-bit floats adds.
 */
function screenMargin(cols: number, axes: number): number {
  const ball = 16384;
  return 1.01 * Math.sqrt(Math.max(cols, axes)) + 2 * Math.sqrt(axes) * ball * (cols + 4) * 1.2e-7 + 0.1;
}

function sketchCalls(
  memory: KernelMemory,
  table: Int32Array,
  rows: number,
  { mean, axes }: Sketch,
  stride: number,
): KernelCall[] {
  const means = memory.float32(stride);
  means.set(mean);
  const columns = memory.float32(axes.length);
  columns.set(axes);
  const block = 4096;
  return Array.from({ length: Math.ceil(rows / block) }, (_, i) => {
    const last = Math.min(rows, (i + 1) * block);
    return ["kdSketch", table.byteOffset, means.byteOffset, columns.byteOffset, i * block, last];
  });
}

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

/** Bytes of scratch that a call of `kdCoreDistances` needs when a point may have to hold so many neighbors. */
export function kdScratchBytes(capacity: number): number {
  return SHARED_BYTES + SCREENED_LEAF_PANELS * 4 * (QUERY_BYTES + heapBytes(capacity));
}

/** Which neighbors of a point are looked for. */
export interface NeighborTask {
  /** Weight within the core distance, the point's own included; and a guard against rounding of fractional weights. */
  readonly minWeight: number;
  readonly slack: number;
  /** Least weight of a list; and how many neighbors may have to be held. */
  readonly least: number;
  readonly capacity: number;
  /** What lists are ordered by, and tell. */
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

function ascending(values: Int32Array): Int32Array {
  for (let i = 0; i < values.length; i++) values[i] = i;
  return values;
}
