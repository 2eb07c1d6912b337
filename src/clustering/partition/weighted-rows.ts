import type { Matrix } from "../../core";
import type { KernelMemory, PaddedRows } from "../../kernels";
import type { DistinctPoints } from "../types";

/** Distinct points in kernel memory, with their weights. */
export interface WeightedRows {
  readonly points: PaddedRows;
  readonly weights: Float64Array;
}

/** Copies points to kernel memory. */
export function weightedRows(
  memory: KernelMemory,
  { vectors, weights }: DistinctPoints & { readonly vectors: Matrix },
): WeightedRows {
  const copy = memory.float64(weights.length);
  copy.set(weights);
  return { points: memory.rows(vectors), weights: copy };
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
