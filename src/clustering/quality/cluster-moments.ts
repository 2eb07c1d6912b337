import type { LabelledPoints } from "./labelled-points";

/** Mean and spread of each cluster, and of all of them together. */
export interface ClusterMoments {
  readonly cols: number;
  /** For each cluster its mean, `cols` numbers. */
  readonly means: Float64Array;
  /** For each cluster the sum of weight times squared distance to its mean. */
  readonly within: Float64Array;
  /** Mean of all points of clusters. */
  readonly mean: Float64Array;
  /** Weight of all points of clusters. */
  readonly weight: number;
}

/** The moments of labelled points, in double precision. */
export function clusterMoments({ vectors, weights, clusters }: LabelledPoints): ClusterMoments {
  const { data, cols } = vectors;
  const means = new Float64Array(clusters.length * cols);
  const within = new Float64Array(clusters.length);
  const mean = new Float64Array(cols);
  let total = 0;
  for (const [c, { weight, points }] of clusters.entries()) {
    for (const point of points) {
      for (let j = 0; j < cols; j++) means[c * cols + j]! += weights[point]! * data[point * cols + j]!;
    }
    total += weight;
    for (let j = 0; j < cols; j++) {
      mean[j]! += means[c * cols + j]!;
      means[c * cols + j]! /= weight;
    }
    for (const point of points) {
      let square = 0;
      for (let j = 0; j < cols; j++) {
        const difference = data[point * cols + j]! - means[c * cols + j]!;
        square += difference * difference;
      }
      within[c]! += weights[point]! * square;
    }
  }
  for (let j = 0; j < cols; j++) mean[j]! /= total;
  return { cols, means, within, mean, weight: total };
}

/** The distance of two rows of numbers. */
export function meanDistance(a: Float64Array, b: Float64Array): number {
  let square = 0;
  for (let j = 0; j < a.length; j++) square += (a[j]! - b[j]!) * (a[j]! - b[j]!);
  return Math.sqrt(square);
}
