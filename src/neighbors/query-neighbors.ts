import type { Vectors } from "../core";
import { integer, readOptions, type Schema } from "../core/internal";
import { RUN_OPTIONS } from "../parallel/internal";
import { distanceField } from "./distance";
import { neighborIndex, type QueryNeighborsOptions } from "./neighbor-index";
import type { KnnGraph } from "./types";

const QUERY_NEIGHBORS_OPTIONS = {
  k: integer({ min: 1 }, 15),
  metric: distanceField(["cosine"]),
  ...RUN_OPTIONS,
} satisfies Schema<QueryNeighborsOptions>;

/**
 * The exact k nearest of a fixed set of rows to each new point; a query alone gets the bits it gets among others. To
 * ask more than once, prepare the set once with `neighborIndex`.
 *
 * @param vectors the fixed set: n rows of d finite numbers.
 * @param queries m rows of d finite numbers.
 * @param options the number of neighbors, the metric, workers, progress and abort.
 * @returns k rows of `vectors` for each query, ascending by (distance, index); a row equal to the query counts, at
 * distance 0.
 * @throws RangeError when k > n, or the queries have another number of columns.
 * @example
 * const { indices } = await queryNeighbors([[0], [1], [5]], [[4]], { k: 2 }); // 2, 1
 */
export async function queryNeighbors(
  vectors: Vectors,
  queries: Vectors,
  options: QueryNeighborsOptions = {},
): Promise<KnnGraph> {
  const { metric } = readOptions(options, QUERY_NEIGHBORS_OPTIONS);
  const { metric: _, ...query } = options ?? {};
  using index = neighborIndex(vectors, { metric });
  return await index.query(queries, query);
}
