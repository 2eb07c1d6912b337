import * as FIELDS from "../assembly/kd/kd-table";
import { MOST_LEAF_PANELS } from "../assembly/kd/screen-table";
import { fieldCount, fillTable } from "../field-table";
import type { KernelMemory } from "../memory";
import type { KernelCall } from "../module";
import { type Sketch, screenTable, sketchCalls } from "./kd-sketch";

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
  const leafPanels = sketch ? MOST_LEAF_PANELS : LEAF_PANELS;
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
    SCREEN: sketch ? screenTable(memory, sketch, cols, panelCount, 1 << depth).byteOffset : 0,
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

function ascending(values: Int32Array): Int32Array {
  for (let i = 0; i < values.length; i++) values[i] = i;
  return values;
}
