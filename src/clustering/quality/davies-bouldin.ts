import type { Labels, Vectors } from "../../core";
import { readOptions, wrongValue } from "../../core/internal";
import { CLUSTER_SPREAD_OPTIONS, type ClusterSpreadOptions } from "./calinski-harabasz";
import { clusterMoments, meanDistance } from "./cluster-moments";
import { readLabelledPoints } from "./labelled-points";

/**
 * How alike each cluster and the one most like it are, on average: the sum of their mean distances to their means,
 * divided by the distance of the means (Davies & Bouldin 1979). Lower is better; 0 is best. Noise takes no part.
 *
 * @param vectors n rows of d finite numbers.
 * @param labels  n labels; -1 is noise.
 * @param options weights.
 * @returns a number >= 0; Infinity where two clusters with some width have the same mean.
 * @throws RangeError when labels and rows differ in number, there are fewer than 2 clusters, or a number is not finite.
 * @example
 * daviesBouldin([[0], [1], [8], [9]], [0, 0, 1, 1]); // 0.125
 */
export function daviesBouldin(vectors: Vectors, labels: Labels, options: ClusterSpreadOptions = {}): number {
  const { weights } = readOptions(options, CLUSTER_SPREAD_OPTIONS);
  const { points } = readLabelledPoints(vectors, labels, { metric: "euclidean", weights });
  const { clusters, vectors: rows } = points;
  if (clusters.length < 2) throw wrongValue("labels", "at least 2 clusters", clusters.length);
  const { cols, means } = clusterMoments(points);
  const meanOf = (c: number) => means.subarray(c * cols, (c + 1) * cols);
  const widths = clusters.map(({ points: members, weight }, c) => {
    let sum = 0;
    for (const point of members) {
      const row = Float64Array.from(rows.data.subarray(point * cols, (point + 1) * cols));
      sum += points.weights[point]! * meanDistance(row, meanOf(c));
    }
    return sum / weight;
  });
  let total = 0;
  for (let a = 0; a < clusters.length; a++) {
    let worst = 0;
    for (let b = 0; b < clusters.length; b++) {
      const both = widths[a]! + widths[b]!;
      if (a !== b && both > 0) worst = Math.max(worst, both / meanDistance(meanOf(a), meanOf(b)));
    }
    total += worst;
  }
  return total / clusters.length;
}
