import type { KernelMemory } from "../memory";
import type { KernelCall } from "../module";
import { type PlaneTree, planeTree } from "./plane-tree";

/** A sparse matrix in compressed rows; columns in any order. */
interface SparseRows {
  readonly offsets: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
  readonly rows: number;
}

/** What t-SNE moves, and by what. */
export interface TsneState {
  readonly tree: PlaneTree;
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
  /** Of each point pull x, pull y, push x, push y. */
  readonly forces: Float32Array;
  readonly velocity: Float32Array;
  readonly gains: Float32Array;
}

/** Copies the affinities; the points are still to be placed. */
export function tsneState(memory: KernelMemory, { offsets, columns, values, rows }: SparseRows): TsneState {
  const state = {
    tree: planeTree(memory, rows),
    offsets: memory.int32(rows + 1),
    columns: memory.int32(columns.length),
    values: memory.float32(values.length + 1), // read by twos
    forces: memory.float32(4 * rows),
    velocity: memory.float32(2 * rows),
    gains: memory.float32(2 * rows).fill(1),
  };
  state.offsets.set(offsets);
  state.columns.set(columns);
  state.values.set(values);
  return state;
}

/**
 * Forces on the points at places `start .. end` of the tree, `start` a multiple of 4; its value is their share of the
 * sum of 1 / (1 + d²) over all ordered pairs.
 */
export function tsneForces(
  { tree, offsets, columns, values, forces }: TsneState,
  [start, end]: readonly [number, number],
): KernelCall {
  return [
    "tsneForces",
    start,
    end,
    tree.points.byteOffset,
    tree.pairs.byteOffset,
    tree.starts.length,
    tree.starts.byteOffset,
    tree.nodes.byteOffset,
    tree.boxes.byteOffset,
    tree.rows,
    offsets.byteOffset,
    columns.byteOffset,
    values.byteOffset,
    forces.byteOffset,
  ];
}

/** Moves the points by their forces; `z` is the sum of 1 / (1 + d²) over all ordered pairs. */
export function tsneStep(
  { tree, forces, velocity, gains }: TsneState,
  { exaggeration, z, rate, momentum }: { exaggeration: number; z: number; rate: number; momentum: number },
): KernelCall {
  return [
    "tsneStep",
    tree.rows,
    tree.points.byteOffset,
    forces.byteOffset,
    velocity.byteOffset,
    gains.byteOffset,
    exaggeration,
    z,
    rate,
    momentum,
  ];
}
