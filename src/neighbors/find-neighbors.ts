import type { Matrix } from "../core";
import type { Checkpoint } from "../core/internal";
import type { WorkerPool } from "../parallel";
import { approximatelyNearest } from "./approximate";
import { FEW_COLUMNS, nearestOthers } from "./nearest-others";
import type { KnnGraph, Metric, NeighborMethod } from "./types";

const MANY_ROWS = 30_000;

/** The k nearest other rows of each row, in the coordinates of `metricRows`, by the method asked for. */
export async function findNeighbors(
  rows: Matrix,
  { method, ...work }: { k: number; metric: Metric; method: NeighborMethod; pool: WorkerPool; at: Checkpoint },
): Promise<KnnGraph> {
  const approximate =
    method === "approximate" || (method === "auto" && rows.rows > MANY_ROWS && rows.cols > FEW_COLUMNS);
  return approximate ? approximatelyNearest(rows, work) : nearestOthers(rows, work);
}
