import type { Matrix, Vectors } from "../core";
import {
  type Checkpoint,
  checkpoint,
  integer,
  oneOf,
  readOptions,
  type Schema,
  toMatrix,
  verbatim,
  wrongValue,
} from "../core/internal";
import type { RunOptions, WorkerPool } from "../parallel";
import { RUN_OPTIONS, withPool } from "../parallel/internal";
import { distanceField, distanceFunction } from "./distance";
import { findNeighbors } from "./find-neighbors";
import { measuredNeighbors } from "./measured-neighbors";
import { metricRows } from "./metric-rows";
import type { KnnGraph, NeighborMethod, NeighborMetric } from "./types";
import { placesOfCopies, rowWeights, type Weights, weightsField } from "./weights";

/** Options of {@link kNearestNeighbors}. */
export interface KNearestNeighborsOptions extends RunOptions {
  /** Neighbors of each row; fewer than there are rows. @default 15 */
  k?: number | undefined;
  /**
   * `euclidean`, or `cosine` (1 - cos), measured by kernels. A name of ml-distance, or a function, is asked for each
   * pair in JavaScript, which is slow, and exact.
   * @default "euclidean"
   */
  metric?: NeighborMetric | undefined;
  /**
   * `exact` (brute force), `approximate` (projection trees and neighbor descent; the result reports its `recall`), or
   * `auto`: exact up to 30,000 rows, or 6 columns.
   * @default "auto"
   */
  method?: NeighborMethod | undefined;
  /**
   * How many equal rows each row stands for. The lists stay those of the distinct rows; the result also reports how much
   * of each list the k nearest copies fill (`copies`).
   * @default one each
   */
  weights?: Weights | undefined;
}

const K_NEAREST_NEIGHBORS_OPTIONS = {
  k: integer({ min: 1 }, 15),
  metric: distanceField(["cosine"]),
  method: oneOf(["auto", "exact", "approximate"], "auto"),
  weights: weightsField(),
  ...RUN_OPTIONS,
} satisfies Schema<KNearestNeighborsOptions>;

/**
 * The k nearest neighbors of each row among the others: exact, by brute force on SIMD kernels, or nearly all of them,
 * by random projection trees and nearest neighbor descent.
 *
 * Distances are computed from differences, so that equal rows are at distance 0 and d(a, b) has the bits of d(b, a).
 * A row is not its own neighbor, but a duplicate of it is, at distance 0.
 *
 * @param vectors n rows of d finite numbers.
 * @param options the number of neighbors, the metric, the method, weights, workers, progress and abort.
 * @returns k neighbors a row, ascending by (distance, index).
 * @throws RangeError when k >= n, a value is not finite, the approximate method is asked for another metric than the
 *   kernels' two, or a function gives a distance that is not finite and >= 0.
 * @example
 * const { indices } = await kNearestNeighbors([[0], [1], [5]], { k: 1 }); // 1, 0, 1
 */
export async function kNearestNeighbors(vectors: Vectors, options: KNearestNeighborsOptions = {}): Promise<KnnGraph> {
  const { k, metric, method, weights: given, workers, ...follow } = readOptions(options, K_NEAREST_NEIGHBORS_OPTIONS);
  const points = toMatrix("vectors", vectors);
  const weights = given && rowWeights("weights", given, points.rows);
  checkNeighborCount("k", k, points.rows);
  const search = { k, metric, method, at: checkpoint("neighbors", follow) };
  const graph = await withPool(workers, (pool) => searchBy(points, { ...search, pool }));
  return weights ? { ...graph, copies: placesOfCopies(graph, weights) } : graph;
}

interface Search {
  readonly k: number;
  readonly metric: NeighborMetric;
  readonly method: NeighborMethod;
  readonly pool: WorkerPool;
  readonly at: Checkpoint;
}

async function searchBy(points: Matrix, { metric, ...search }: Search): Promise<KnnGraph> {
  if (metric === "euclidean" || metric === "cosine") {
    return findNeighbors(metricRows("vectors", points, metric), { ...search, metric });
  }
  if (search.method === "approximate") {
    throw wrongValue("method", '"auto" or "exact" for a metric that no kernel measures', verbatim('"approximate"'));
  }
  return measuredNeighbors(points, points, await distanceFunction(metric), search);
}

/** @throws RangeError when there are not k other rows. */
export function checkNeighborCount(name: string, k: number, rows: number): void {
  if (k >= rows) throw wrongValue(name, `fewer neighbors than the ${rows} rows`, k);
}
