import * as FIELDS from "../assembly/hierarchy/chain-table";
import { engineCall } from "../engine-call";
import { fieldCount, fillTable } from "../field-table";
import type { KernelMemory, PaddedRows } from "../memory";
import type { KernelCall } from "../module";
import type { Panels } from "../panels";

/** Merges of a hierarchy, in the order in which they were found; merge i makes node `points + i`. */
export interface ChainMerges {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly heights: Float64Array;
  readonly sizes: Float64Array;
}

/** What both kinds of chains keep. */
interface Chain {
  readonly table: Int32Array;
  readonly sizes: Float64Array;
  readonly nodes: Int32Array;
  readonly chain: Int32Array;
  readonly merges: ChainMerges;
}

function startChain(memory: KernelMemory, points: number, weights: Float64Array): Chain {
  const table = fillTable(memory.int32(fieldCount(FIELDS)), FIELDS, {
    CAPACITY: points,
    SLOTS: points,
    CHAIN_LENGTH: 0,
    MERGES: 0,
  });
  const padded = (points + 3) & ~3;
  const sizes = memory.float64(padded);
  sizes.set(weights);
  const nodes = memory.int32(padded);
  for (let i = 0; i < points; i++) nodes[i] = i;
  const merges = {
    left: memory.int32(points - 1),
    right: memory.int32(points - 1),
    heights: memory.float64(points - 1),
    sizes: memory.float64(points - 1),
  };
  return { table, sizes, nodes, chain: memory.int32(points), merges };
}

/** 2^-22: each of two centers is off by 2^-24 in a column, and by as much again where they are subtracted. */
const ROUNDING = 2.384185791015625e-7;

/** Ward's hierarchy in progress. */
export interface WardState extends Chain {
  readonly panels: Float32Array;
  readonly inverse: Float32Array;
  readonly centers: Float64Array;
  readonly stride: number;
  readonly rounding: number;
  readonly values: Float64Array;
  readonly scratch: Float32Array;
}

/**
 * The state before the first merge.
 *
 * @param rows `points` rows, in kernel memory.
 * @param means what is taken off each column, so that centers are near zero.
 * @param scale a power of two that all is multiplied by, so that squares neither overflow nor vanish.
 */
export function startWard(
  memory: KernelMemory,
  { data, rows, cols, stride }: PaddedRows,
  weights: Float64Array,
  means: Float64Array,
  scale: number,
): WardState {
  const count = Math.ceil(rows / 4);
  const centers = memory.float64(rows * stride);
  const panels = memory.float32(count * 4 * stride).fill(Number.POSITIVE_INFINITY);
  const inverse = memory.float32(count * 4).fill(1);
  let largest = 0;
  for (let i = 0; i < rows; i++) {
    inverse[i] = 1 / weights[i]!;
    const panel = (i >> 2) * stride * 4 + (i & 3);
    for (let j = 0; j < stride; j++) {
      const value = j < cols ? (data[i * stride + j]! - means[j]!) * scale : 0;
      centers[i * stride + j] = value;
      panels[panel + 4 * j] = value;
      largest = Math.max(largest, Math.abs(value));
    }
  }
  return {
    ...startChain(memory, rows, weights),
    panels,
    inverse,
    centers,
    stride,
    rounding: largest * ROUNDING * Math.sqrt(cols),
    values: memory.float64(rows),
    scratch: memory.float32(stride + rows),
  };
}

/** Goes on until there are `last` merges. */
export function wardChain(state: WardState, last: number): KernelCall {
  const { left, right, heights, sizes } = state.merges;
  return engineCall(
    "wardChain",
    state.table.byteOffset,
    state.panels.byteOffset,
    state.inverse.byteOffset,
    state.centers.byteOffset,
    state.sizes.byteOffset,
    state.nodes.byteOffset,
    state.stride,
    state.rounding,
    state.chain.byteOffset,
    state.values.byteOffset,
    state.scratch.byteOffset,
    left.byteOffset,
    right.byteOffset,
    heights.byteOffset,
    sizes.byteOffset,
    last,
  );
}

/** A hierarchy over a matrix of distances in progress. */
export interface MatrixState extends Chain {
  /** n rows of `stride` distances. */
  readonly distances: Float32Array;
  readonly stride: number;
}

/** The state before the first merge; its distances are filled in by `pairDistances`. */
export function startMatrix(memory: KernelMemory, weights: Float64Array): MatrixState {
  const stride = (weights.length + 3) & ~3;
  return {
    ...startChain(memory, weights.length, weights),
    distances: memory.float32(weights.length * stride),
    stride,
  };
}

/** Distances of the points of panels `first .. last` to all points. */
export function pairDistances(
  points: Panels,
  { distances }: MatrixState,
  tile: Uint8Array,
  first: number,
  last: number,
): KernelCall {
  const { data, cols, count, rows } = points;
  return engineCall(
    "pairDistances",
    data.byteOffset,
    cols,
    count,
    rows,
    distances.byteOffset,
    tile.byteOffset,
    first,
    last,
  );
}

/** Goes on until there are `last` merges. */
export function matrixChain(state: MatrixState, linkage: "average" | "complete", last: number): KernelCall {
  const { left, right, heights, sizes } = state.merges;
  return engineCall(
    "matrixChain",
    state.table.byteOffset,
    state.distances.byteOffset,
    state.stride,
    state.sizes.byteOffset,
    state.nodes.byteOffset,
    linkage === "complete" ? 1 : 0,
    state.chain.byteOffset,
    left.byteOffset,
    right.byteOffset,
    heights.byteOffset,
    sizes.byteOffset,
    last,
  );
}
