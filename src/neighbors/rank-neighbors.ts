import type { Matrix } from "../core";
import type { Checkpoint } from "../core/internal";
import { KernelMemory, neighborRanks, rankScratch, rowPanels } from "../kernels";
import type { WorkerPool } from "../parallel";
import type { Metric } from "./types";

/** Multiply-adds that one kernel call should take at most: a few milliseconds. */
const CALL_OPERATIONS = 2 ** 24;
const LARGEST_CALL = 64;
/** Calls at a time: each has a line of distances to all rows for each of four queries. */
const CALLS_AT_ONCE = 16;

/**
 * The ranks, 1 for the nearest, of k given rows among the neighbors of each row, in ascending order of (distance,
 * index): a rank is at most k exactly for what `nearest` lists. Distances are counted as they are computed; n x n
 * numbers are never held.
 *
 * @param rows    in the coordinates of `metricRows`.
 * @param targets k rows for each row, itself not among them.
 */
export async function rankNeighbors(
  rows: Matrix,
  { indices, k }: { readonly indices: Int32Array; readonly k: number },
  { metric, pool, at }: { metric: Metric; pool: WorkerPool; at: Checkpoint },
): Promise<Int32Array> {
  using memory = KernelMemory.acquire();
  const n = rows.rows;
  const padded = { rows: Math.ceil(n / 4) * 4, cols: rows.cols, stride: (rows.cols + 3) & ~3 };
  const queries = { ...padded, data: memory.float32(padded.rows * padded.stride) };
  for (let i = 0; i < n; i++) {
    queries.data.set(rows.data.subarray(i * rows.cols, (i + 1) * rows.cols), i * padded.stride);
  }
  const panels = rowPanels(memory, rows);
  const targets = memory.int32(n * k);
  targets.set(indices);
  const ranks = memory.int32(n * k);
  const scratches = Array.from({ length: CALLS_AT_ONCE }, () => memory.float32(rankScratch(n)));
  const measure = metric === "cosine" ? "half-square" : "distance";

  const step = Math.max(4, Math.min(LARGEST_CALL, Math.floor(CALL_OPERATIONS / (n * (rows.cols + k) + 1)) & ~3));
  for (let start = 0; start < n; start += CALLS_AT_ONCE * step) {
    const end = Math.min(start + CALLS_AT_ONCE * step, n);
    const calls = scratches
      .map((scratch, c) => ({ from: start + c * step, scratch }))
      .filter(({ from }) => from < end)
      .map(({ from, scratch }) =>
        neighborRanks(queries, [from, Math.min(from + step, end)], panels, measure, { targets, k, scratch, ranks }),
      );
    await pool.run(memory, calls, at.part(start / n, end / n));
  }
  return ranks.slice();
}
