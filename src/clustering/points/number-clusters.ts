import type { DistinctPoints } from "../types";

/** Clusters of points, numbered. */
export interface NumberedClusters {
  /** For each point its cluster, -1 for none. */
  readonly ofPoints: Int32Array;
  /** For each cluster the weight of its rows. */
  readonly sizes: Float64Array;
  /** For each cluster as it was given, its number; -1 where it has no points. */
  readonly numberOf: Int32Array;
}

/**
 * Numbers clusters from the heaviest, ties by the first row.
 *
 * @param given for each point its cluster among `count`, -1 for none.
 */
export function numberClusters(given: ArrayLike<number>, count: number, points: DistinctPoints): NumberedClusters {
  const { rows, weights, pointOf } = points;
  const totals = new Float64Array(count);
  const first = new Int32Array(count).fill(pointOf.length);
  for (let point = 0; point < rows.length; point++) {
    const cluster = given[point]!;
    if (cluster < 0) continue;
    totals[cluster]! += weights[point]!;
    first[cluster] = Math.min(first[cluster]!, rows[point]!);
  }
  const order = Array.from(totals.keys()).filter((cluster) => totals[cluster]! > 0);
  order.sort((a, b) => totals[b]! - totals[a]! || first[a]! - first[b]!);
  const numberOf = new Int32Array(count).fill(-1);
  for (const [number, cluster] of order.entries()) numberOf[cluster] = number;
  const ofPoints = new Int32Array(rows.length);
  for (let point = 0; point < rows.length; point++) ofPoints[point] = given[point]! < 0 ? -1 : numberOf[given[point]!]!;
  return {
    ofPoints,
    sizes: Float64Array.from(order, (cluster) => totals[cluster]!),
    numberOf,
  };
}
