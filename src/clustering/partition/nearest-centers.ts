import type { Matrix, Vectors } from "../../core";
import { type Checkpoint, checkpoint, row, toMatrix, wrongValue } from "../../core/internal";
import {
  centerSet,
  KernelMemory,
  nearestCenters as nearestCentersCalls,
  type PaddedRows,
  shiftCenters,
} from "../../kernels";
import type { RunOptions, WorkerPool } from "../../parallel";
import { withPool } from "../../parallel/internal";
import { rowBlocks } from "./weighted-rows";

/** For each row its nearest center, and the squared distance to it. */
export interface NearestCenters {
  readonly labels: Int32Array;
  readonly squares: Float64Array;
}

/**
 * The nearest center of each row by euclidean distance; of several at the same distance, the one whose first differing
 * coordinate is smaller, so that the answer does not depend on how centers are numbered.
 *
 * @throws RangeError when rows and centers differ in columns, or a number is not finite.
 */
export async function nearestCenters(vectors: Vectors, centers: Matrix, run: RunOptions = {}): Promise<NearestCenters> {
  const given = toMatrix("vectors", vectors);
  if (given.rows > 0 && given.cols !== centers.cols) {
    throw wrongValue("vectors", `rows of ${centers.cols} numbers`, given.cols);
  }
  if (given.rows === 0) return { labels: new Int32Array(0), squares: new Float64Array(0) };
  const at = checkpoint("clustering", run);
  using memory = KernelMemory.acquire();
  const found = await withPool(run.workers, (pool) => nearestOf(memory.rows(given), centers, { memory, pool, at }));
  await at.pass(1);
  return found;
}

/** Where work is done. */
export interface Workplace {
  readonly memory: KernelMemory;
  readonly pool: WorkerPool;
  readonly at: Checkpoint;
}

/** As {@link nearestCenters}, of rows in kernel memory. */
export async function nearestOf(
  rows: PaddedRows,
  centers: Matrix,
  { memory, pool, at }: Workplace,
): Promise<NearestCenters> {
  using _ = memory.borrow();
  const order = lexicographicOrder(centers);
  const set = centerSet(memory, rows, centers.rows);
  for (const [place, center] of order.entries()) set.centers.set(row(centers, center), place * rows.stride);
  shiftCenters(set);
  const found = { labels: memory.int32(rows.rows), squares: memory.float64(rows.rows) };
  const calls = nearestCentersCalls(memory, rowBlocks(rows.rows), rows, set, found);
  await pool.run(memory, calls, at);
  const labels = new Int32Array(rows.rows);
  for (let i = 0; i < labels.length; i++) labels[i] = order[found.labels[i]!]!;
  return { labels, squares: new Float64Array(found.squares) };
}

function lexicographicOrder({ data, rows, cols }: Matrix): number[] {
  const compare = (a: number, b: number): number => {
    for (let j = 0; j < cols; j++) {
      const difference = data[a * cols + j]! - data[b * cols + j]!;
      if (difference !== 0) return difference;
    }
    return a - b;
  };
  return Array.from({ length: rows }, (_, c) => c).sort(compare);
}
