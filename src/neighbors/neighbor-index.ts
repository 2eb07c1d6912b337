import type { Matrix, Vectors } from "../core";
import { checkpoint, integer, matrix, readOptions, type Schema, toMatrix, wrongValue } from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS, withPool } from "../parallel/internal";
import { distanceField, distanceFunction } from "./distance";
import { measuredNeighbors } from "./measured-neighbors";
import { metricRows } from "./metric-rows";
import { PreparedRows } from "./prepared-rows";
import type { KnnGraph, NeighborMetric } from "./types";

/** Options of {@link neighborIndex}. */
export interface NeighborIndexOptions {
  /** `euclidean`, `cosine` (1 - cos), a name of ml-distance, or a function. @default "euclidean" */
  metric?: NeighborMetric | undefined;
}

/** Options of {@link queryNeighbors}; those of {@link NeighborIndex.query} but for the metric, which the index has. */
export interface QueryNeighborsOptions extends RunOptions, NeighborIndexOptions {
  /** Neighbors of each query; at most as many as there are rows. @default 15 */
  k?: number | undefined;
}

/** A fixed set of rows, prepared for queries; see {@link neighborIndex}. */
export interface NeighborIndex extends Disposable {
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly cols: number;
  readonly metric: NeighborMetric;
  /**
   * The exact k nearest rows to each new point; a query alone gets the bits it gets among others. Calls at the same
   * time wait for each other.
   *
   * @param queries m rows of `cols` finite numbers.
   * @param options k, workers, progress and abort.
   * @returns k rows of the set for each query, ascending by (distance, index); a row equal to the query counts, at
   * distance 0.
   * @throws RangeError when k is more than the rows, or the queries have another number of columns; Error when the
   *   index is disposed.
   */
  query(queries: Vectors, options?: Omit<QueryNeighborsOptions, "metric">): Promise<KnnGraph>;
  /** Gives the memory back when the queries under way have ended; no more can be asked. */
  dispose(): void;
}

const NEIGHBOR_INDEX_OPTIONS = {
  metric: distanceField(["cosine"]),
} satisfies Schema<NeighborIndexOptions>;

const NEIGHBOR_QUERY_OPTIONS = {
  k: integer({ min: 1 }, 15),
  ...RUN_OPTIONS,
} satisfies Schema<Omit<QueryNeighborsOptions, "metric">>;

/**
 * Prepares a fixed set of rows for many queries: they are copied once, in the layout of the SIMD kernels, so that a
 * query of one point costs the search alone.
 *
 * @param vectors the fixed set: n rows of d finite numbers; later changes to them are not seen.
 * @param options the metric.
 * @returns the index; it keeps its copy until it is disposed, or nothing refers to it.
 * @throws RangeError when a value is not finite, or distances could overflow.
 * @example
 * using index = neighborIndex([[0], [1], [5]]);
 * const { indices } = await index.query([[4]], { k: 2 }); // 2, 1
 */
export function neighborIndex(vectors: Vectors, options: NeighborIndexOptions = {}): NeighborIndex {
  const { metric } = readOptions(options, NEIGHBOR_INDEX_OPTIONS);
  const points = toMatrix("vectors", vectors);
  const { rows, cols } = points;
  const search = metric === "euclidean" || metric === "cosine" ? byKernels(points, metric) : byPairs(points, metric);
  let disposed = false;
  const dispose = () => {
    if (!disposed) search.dispose();
    disposed = true;
  };
  return {
    rows,
    cols,
    metric,
    async query(queries, given = {}) {
      const { k, workers, ...follow } = readOptions(given, NEIGHBOR_QUERY_OPTIONS);
      const asked = toMatrix("queries", queries);
      if (disposed) throw new Error("this neighbor index is disposed");
      if (k > rows) throw wrongValue("k", `at most the ${rows} rows`, k);
      if (asked.rows > 0 && asked.cols !== cols) {
        throw wrongValue("queries", `rows of ${cols} numbers`, asked.cols);
      }
      const at = checkpoint("neighbors", follow);
      return withPool(workers, (pool) => search.nearest(asked, { k, pool, at }));
    },
    dispose,
    [Symbol.dispose]: dispose,
  };
}

type Search = Pick<PreparedRows, "nearest" | "dispose">;

function byKernels(points: Matrix, metric: "euclidean" | "cosine"): Search {
  const prepared = new PreparedRows(metricRows("vectors", points, metric), metric);
  return {
    nearest: async (queries, search) => prepared.nearest(metricRows("queries", queries, metric), search),
    dispose: () => prepared.dispose(),
  };
}

function byPairs({ data, rows, cols }: Matrix, metric: Exclude<NeighborMetric, "euclidean" | "cosine">): Search {
  const copy = matrix(rows, cols, data.slice());
  const distance = distanceFunction(metric);
  return {
    nearest: async (queries, search) => measuredNeighbors(queries, copy, await distance, search),
    dispose: () => {},
  };
}
