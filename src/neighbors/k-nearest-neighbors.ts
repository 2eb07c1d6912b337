import { checkpoint, integer, oneOf, readOptions, type Schema, toMatrix, type Vectors } from "../core";
import { RUN_OPTIONS, type RunOptions, withPool } from "../parallel";
import { findNeighbors } from "./find-neighbors";
import { metricRows } from "./metric-rows";
import type { KnnGraph, Metric, NeighborMethod } from "./types";
import { rowWeights, type Weights, weightedReach, weightsField } from "./weights";

/** Options of {@link kNearestNeighbors}. */
export interface KNearestNeighborsOptions extends RunOptions {
  /** Neighbours of each row; fewer than there are rows. @default 15 */
  k?: number;
  /** `euclidean`, or `cosine` (1 - cos). @default "euclidean" */
  metric?: Metric;
  /**
   * `exact` (brute force), `approximate` (projection trees and neighbour descent; the result tells its `recall`), or `auto`:
   * exact up to 30,000 rows.
   * @default "auto"
   */
  method?: NeighborMethod;
  /**
   * How many equal rows each row stands for. The lists stay those of the distinct rows; the result also tells how much of
   * each list the k nearest copies fill (`reach`).
   * @default one each
   */
  weights?: Weights;
}

const K_NEAREST_NEIGHBORS_OPTIONS = {
  k: integer({ min: 1 }, 15),
  metric: oneOf(["euclidean", "cosine"], "euclidean"),
  method: oneOf(["auto", "exact", "approximate"], "auto"),
  weights: weightsField(),
  ...RUN_OPTIONS,
} satisfies Schema<KNearestNeighborsOptions>;

/**
 * The k nearest neighbours of each row among the others: exact, by brute force on SIMD kernels, or nearly all of them, by
 * random projection trees and nearest neighbour descent.
 *
 * Distances are computed from differences, so that equal rows are at distance 0 and d(a, b) has the bits of d(b, a).
 * A row is not its own neighbour, but a duplicate of it is, at distance 0.
 *
 * @param vectors n rows of d finite numbers.
 * @returns k neighbours a row, ascending by (distance, index).
 * @throws RangeError when k >= n, or a value is not finite.
 * @example
 * const { indices } = await kNearestNeighbors([[0], [1], [5]], { k: 1 }); // 1, 0, 1
 */
export async function kNearestNeighbors(vectors: Vectors, options: KNearestNeighborsOptions = {}): Promise<KnnGraph> {
  const { k, metric, method, weights: given, workers, ...follow } = readOptions(options, K_NEAREST_NEIGHBORS_OPTIONS);
  const points = toMatrix("vectors", vectors);
  const weights = given && rowWeights("weights", given, points.rows);
  checkNeighborCount("k", k, points.rows);
  const rows = metricRows("vectors", points, metric);
  const at = checkpoint("neighbors", follow);
  const graph = await withPool(workers, (pool) => findNeighbors(rows, { k, metric, method, pool, at }));
  return weights ? { ...graph, reach: weightedReach(graph, weights) } : graph;
}

/** @throws RangeError when there are not k other rows. */
export function checkNeighborCount(name: string, k: number, rows: number): void {
  if (k >= rows) throw new RangeError(`"${name}" expected fewer neighbors than the ${rows} rows, got ${k}`);
}
