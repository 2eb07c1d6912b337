import type { DistanceFunction, MlDistanceName } from "./distance";

/**
 * The k nearest neighbors of each row: `indices[row * k + j]` is the j-th nearest other row at `distances[row * k +
 * j]`, ascending by (distance, index). The row itself is not among them.
 */
export interface KnnGraph {
  readonly indices: Int32Array;
  readonly distances: Float32Array;
  readonly rows: number;
  readonly k: number;
  /**
   * With weights only: how many places of a row's list its k nearest copies fill. A row of weight w is w equal rows, so
   * the other w - 1 copies of a row come first, at distance 0, and each listed neighbor fills as many places as it
   * weighs. 0 when a row's own copies are enough; k where copies play no part.
   */
  readonly copies?: Int32Array | undefined;
  /**
   * Of an approximate search only: the share of true neighbors found, measured by an exact search for a sample of rows.
   */
  readonly recall?: number | undefined;
}

/**
 * How far apart two rows are: `euclidean`, or `cosine` = 1 - cos (a zero row is at distance 1 from all but zero rows).
 * (`hdbscan` takes the euclidean distance of rows at length 1 for `cosine`: the same order, another unit.)
 */
export type Metric = "euclidean" | "cosine";

/**
 * A {@link Metric}, which kernels measure; or a name of ml-distance or a function, asked pair by pair in JavaScript.
 */
export type NeighborMetric = Metric | MlDistanceName | DistanceFunction;

/** How neighbors are searched: `exact`, `approximate`, or `auto`: exact up to 30,000 rows. */
export type NeighborMethod = "auto" | "exact" | "approximate";
