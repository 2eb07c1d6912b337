import type { Labels, Vectors } from "../../core";
import { readOptions, type Schema, wrongValue } from "../../core/internal";
import type { Weights } from "../../neighbors";
import { weightsField } from "../../neighbors/internal";
import { clusterMoments, meanDistance } from "./cluster-moments";
import { readLabelledPoints } from "./labelled-points";

/** Options of {@link calinskiHarabasz} and {@link daviesBouldin}. */
export interface ClusterSpreadOptions {
  /** How many equal rows each row stands for. @default one each */
  weights?: Weights | undefined;
}

/** The fields of {@link ClusterSpreadOptions}. */
export const CLUSTER_SPREAD_OPTIONS = { weights: weightsField() } satisfies Schema<ClusterSpreadOptions>;

/**
 * How far apart clusters are beside how wide they are: variance between clusters divided by variance within, each per
 * degree of freedom (Calinski & Harabasz 1974). Higher is better. Noise takes no part.
 *
 * @param vectors n rows of d finite numbers.
 * @param labels  n labels; -1 is noise.
 * @param options weights.
 * @returns a number >= 0; Infinity where all rows of each cluster are equal.
 * @throws RangeError when labels and rows differ in number, there are fewer than 2 clusters or no more rows than
 * clusters, or a number is not finite.
 * @example
 * calinskiHarabasz([[0], [1], [8], [9]], [0, 0, 1, 1]); // 128
 */
export function calinskiHarabasz(vectors: Vectors, labels: Labels, options: ClusterSpreadOptions = {}): number {
  const { weights } = readOptions(options, CLUSTER_SPREAD_OPTIONS);
  const { points } = readLabelledPoints(vectors, labels, { metric: "euclidean", weights });
  const k = points.clusters.length;
  if (k < 2) throw wrongValue("labels", "at least 2 clusters", k);
  const { cols, means, within, mean, weight } = clusterMoments(points);
  if (weight <= k) throw wrongValue("labels", `fewer clusters than the ${weight} rows of clusters`, k);
  let between = 0;
  for (const [c, cluster] of points.clusters.entries()) {
    const distance = meanDistance(means.subarray(c * cols, (c + 1) * cols), mean);
    between += cluster.weight * distance * distance;
  }
  const inside = within.reduce((sum, square) => sum + square, 0);
  return inside === 0 ? Number.POSITIVE_INFINITY : (between * (weight - k)) / (inside * (k - 1));
}
