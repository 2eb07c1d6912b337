import type { Matrix } from "../core";
import type { Checkpoint } from "../core/internal";
import type { WorkerPool } from "../parallel";
import { PreparedRows } from "./prepared-rows";
import type { KnnGraph, Metric } from "./types";

/** The k nearest of `rows` to each query by brute force, both in the coordinates of `metricRows`. */
export async function nearest(
  queries: Matrix,
  rows: Matrix,
  { metric, ...search }: { k: number; metric: Metric; pool: WorkerPool; at: Checkpoint },
): Promise<KnnGraph> {
  using prepared = new PreparedRows(rows, metric);
  return await prepared.nearest(queries, search);
}
