import { checkpoint, integer, readOptions, type Schema, toMatrix, type Vectors } from "../core";
import { RUN_OPTIONS, type RunOptions, withPool } from "../parallel";
import { distanceField, distanceFunction } from "./distance";
import { measuredNeighbors } from "./measured-neighbors";
import { metricRows } from "./metric-rows";
import { nearest } from "./nearest";
import type { KnnGraph, NeighborMetric } from "./types";

/** Options of {@link queryNeighbors}. */
export interface QueryNeighborsOptions extends RunOptions {
  /** Neighbours of each query; at most as many as there are rows. @default 15 */
  k?: number;
  /** `euclidean`, `cosine` (1 - cos), a name of ml-distance, or a function. @default "euclidean" */
  metric?: NeighborMetric;
}

const QUERY_NEIGHBORS_OPTIONS = {
  k: integer({ min: 1 }, 15),
  metric: distanceField(["cosine"]),
  ...RUN_OPTIONS,
} satisfies Schema<QueryNeighborsOptions>;

/**
 * The exact k nearest of a fixed set of rows to each new point; a query alone gets the bits it gets among others.
 *
 * @param vectors the fixed set: n rows of d finite numbers.
 * @param queries m rows of d finite numbers.
 * @returns k rows of `vectors` for each query, ascending by (distance, index); a row equal to the query counts, at distance 0.
 * @throws RangeError when k > n, or the queries have another number of columns.
 * @example
 * const { indices } = await queryNeighbors([[0], [1], [5]], [[4]], { k: 2 }); // 2, 1
 */
export async function queryNeighbors(
  vectors: Vectors,
  queries: Vectors,
  options: QueryNeighborsOptions = {},
): Promise<KnnGraph> {
  const { k, metric, workers, ...follow } = readOptions(options, QUERY_NEIGHBORS_OPTIONS);
  const points = toMatrix("vectors", vectors);
  const asked = toMatrix("queries", queries);
  if (k > points.rows) throw new RangeError(`"k" expected at most the ${points.rows} rows, got ${k}`);
  if (asked.rows > 0 && asked.cols !== points.cols) {
    throw new RangeError(`"queries" expected rows of ${points.cols} numbers, got ${asked.cols}`);
  }
  const at = checkpoint("neighbors", follow);
  if (metric !== "euclidean" && metric !== "cosine") {
    return measuredNeighbors(asked, points, distanceFunction(metric), { k, at });
  }
  const from = metricRows("queries", asked, metric);
  const rows = metricRows("vectors", points, metric);
  return withPool(workers, (pool) => nearest(from, rows, { k, metric, pool, at }));
}
