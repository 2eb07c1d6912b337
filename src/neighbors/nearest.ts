import type { Checkpoint, Matrix } from "../core";
import { KernelMemory, nearestRows, rowPanels } from "../kernels";
import type { WorkerPool } from "../parallel";
import type { KnnGraph, Metric } from "./types";

/** Multiply-adds that one kernel call should take at most: a few milliseconds. */
const CALL_OPERATIONS = 2 ** 24;
const LARGEST_CALL = 64;

/**
 * The k nearest of `rows` to each query by brute force, both in the coordinates of `metricRows`; queries that are the
 * rows themselves are not their own neighbours.
 */
export async function nearest(
  queries: Matrix,
  rows: Matrix,
  { k, metric, pool, at }: { k: number; metric: Metric; pool: WorkerPool; at: Checkpoint },
): Promise<KnnGraph> {
  using memory = KernelMemory.acquire();
  const groups = Math.ceil(queries.rows / 4) * 4;
  const stride = (queries.cols + 3) & ~3;
  const padded = memory.float32(groups * stride);
  for (let i = 0; i < queries.rows; i++) {
    padded.set(queries.data.subarray(i * queries.cols, (i + 1) * queries.cols), i * stride);
  }
  const from = { data: padded, rows: queries.rows, cols: queries.cols, stride };
  const panels = rowPanels(memory, rows);
  const bounds = memory.float32(groups);
  const lists = { indices: memory.int32(queries.rows * k), distances: memory.float32(queries.rows * k), k };
  const relation = {
    queriesAre: queries === rows ? "rows" : "others",
    measure: metric === "cosine" ? "half-square" : "distance",
  } as const;

  const step = Math.max(4, Math.min(LARGEST_CALL, Math.floor(CALL_OPERATIONS / (rows.rows * rows.cols + 1)) & ~3));
  const calls = [];
  for (let start = 0; start < queries.rows; start += step) {
    const end = Math.min(start + step, queries.rows);
    calls.push(nearestRows(from, [start, end], panels, relation, bounds, lists));
  }
  await pool.run(memory, calls, at);
  return { indices: lists.indices.slice(), distances: lists.distances.slice(), rows: queries.rows, k };
}
