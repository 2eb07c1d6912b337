import type { Matrix } from "../core";

/**
 * The distinct points behind the rows: equal rows are one weighted point. Points are numbered in lexicographic order of
 * their vectors, so that nothing that is said of points depends on the order of rows.
 */
export interface DistinctPoints {
  /** For each row, its point. */
  readonly pointOf: Int32Array;
  /** For each point, the first row that shows it. */
  readonly rows: Int32Array;
  /** For each point, the weight of all its rows. */
  readonly weights: Float64Array;
  /** The points, as they were measured: of length 1 under the cosine metric; undefined where distances were given. */
  readonly vectors: Matrix | undefined;
}

/**
 * A minimum spanning tree of the points under mutual reachability, one edge an entry, ascending by (mutual
 * reachability, distance, smaller end, larger end).
 */
export interface SpanningTree {
  /** The smaller end. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Mutual reachability distance. */
  readonly distances: Float64Array;
}

/**
 * Merges of m points in the order of distance: merge i joins nodes `left[i]` and `right[i]` into node m + i. Nodes
 * below m are points. `left` holds the smaller point of the two.
 */
export interface LinkageTree {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly distances: Float64Array;
  /** Weight of the merged node. */
  readonly sizes: Float64Array;
}

/** The hierarchy of weighted points that is condensed. */
export interface Hierarchy {
  readonly linkage: LinkageTree;
  readonly weights: Float64Array;
  /** Core distance of each point. */
  readonly core: Float64Array;
}

/**
 * The hierarchy of clusters of at least the minimum size, one entry for each child that leaves its parent. Of m points,
 * children below m are points; clusters are numbered from m (the root), parents before children; entries stand in
 * ascending order of parents.
 */
export interface CondensedTree {
  readonly parent: Int32Array;
  readonly child: Int32Array;
  /**
   * 1 / distance at which the child leaves its parent; of distance 0, 2^64 times the largest other in the hierarchy.
   */
  readonly lambda: Float64Array;
  /** Weight of the child. */
  readonly size: Float64Array;
}
