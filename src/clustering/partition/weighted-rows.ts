import type { Matrix } from "../../core";
import type { Checkpoint } from "../../core/internal";
import type { KernelMemory, PaddedRows } from "../../kernels";
import { pointsOfRows, type WeightedPoints } from "../points/weighted-points";

/** Distinct points in kernel memory, with their weights. */
export interface WeightedRows {
  readonly points: PaddedRows;
  readonly weights: Float64Array;
}

/** Distinct points of rows, kept in kernel memory. */
export async function weightedRows(
  memory: KernelMemory,
  rows: Matrix,
  weights: ArrayLike<number> | undefined,
  at: Checkpoint,
): Promise<{ distinct: WeightedPoints; weighted: WeightedRows }> {
  const unpadded = rows.cols % 4 === 0; // then rows of a matrix are padded rows
  const room = unpadded ? (length: number) => memory.float32(length) : undefined;
  const distinct = await pointsOfRows(rows, weights, at, room);
  const { vectors } = distinct;
  const points = unpadded ? { ...vectors, stride: vectors.cols } : memory.rows(vectors);
  return { distinct, weighted: { points, weights: copyOf(memory, distinct.weights) } };
}

/** Points and weights in kernel memory. */
export function copiedRows(memory: KernelMemory, points: Matrix, weights: Float64Array): WeightedRows {
  return { points: memory.rows(points), weights: copyOf(memory, weights) };
}

function copyOf(memory: KernelMemory, values: Float64Array): Float64Array {
  const copy = memory.float64(values.length);
  copy.set(values);
  return copy;
}

/** Fewest rows of a block: less is not worth a call. */
const BLOCK_ROWS = 1024;
const MOST_BLOCKS = 32;

/**
 * Spans of rows that are worked on, and summed, apart. For k centers a block's sums take no more memory than its rows.
 */
export function rowBlocks(rows: number, k = 1): [first: number, last: number][] {
  const size = Math.max(BLOCK_ROWS, 4 * k, Math.ceil(rows / MOST_BLOCKS));
  return Array.from({ length: Math.ceil(rows / size) }, (_, b) => [b * size, Math.min(rows, (b + 1) * size)]);
}
