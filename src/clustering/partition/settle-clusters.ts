import type { Matrix } from "../../core";
import { matrix, row } from "../../core/internal";
import { numberClusters } from "../points/number-clusters";
import type { DistinctPoints } from "../types";
import { KmeansResult } from "./kmeans-model";
import type { LloydRun } from "./lloyd-run";
import { nearestOf, type Workplace } from "./nearest-centers";
import { refillEmpty } from "./refill-empty";
import type { WeightedRows } from "./weighted-rows";

/** A run that has ended: its centers and the points nearest to each. */
export interface SettledRun {
  readonly centers: Matrix;
  /** One a point. */
  readonly labels: Int32Array;
  readonly sizes: Float64Array;
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Assigns all points to the centers of a run; a center that nothing is nearest to is moved until none is. */
export async function settleRun(run: LloydRun, rows: WeightedRows, cols: number, at: Workplace): Promise<SettledRun> {
  const { points, weights } = rows;
  const { stride } = points;
  const { k } = run;
  const centers = matrix(k, cols);
  for (let c = 0; c < k; c++) for (let j = 0; j < cols; j++) centers.data[c * cols + j] = run.centers[c * stride + j]!;
  for (;;) {
    const { labels, squares } = await nearestOf(points, centers, at);
    const sizes = new Float64Array(k);
    let inertia = 0;
    for (let point = 0; point < labels.length; point++) {
      sizes[labels[point]!]! += weights[point]!;
      inertia += weights[point]! * squares[point]!;
    }
    const empty = [...sizes.keys()].filter((c) => sizes[c] === 0);
    if (empty.length === 0) {
      return { centers, labels, sizes, inertia, iterations: run.iterations, converged: run.converged };
    }
    const padded = new Float32Array(k * stride);
    for (let c = 0; c < k; c++) for (let j = 0; j < cols; j++) padded[c * stride + j] = centers.data[c * cols + j]!;
    const sums = new Float64Array(k * (stride + 2));
    sums.set(sizes, k * stride);
    for (const label of labels) sums[k * (stride + 1) + label]! += 1;
    refillEmpty(rows, { k, stride, centers: padded, labels }, sums);
    for (const c of empty) {
      for (let j = 0; j < cols; j++) centers.data[c * cols + j] = sums[c * stride + j]! / sums[k * stride + c]!;
    }
  }
}

/** The clusters of a run, numbered, with the label of each row as given. */
export function numberedResult({ centers, labels, ...rest }: SettledRun, points: DistinctPoints): KmeansResult {
  const { ofPoints, sizes, numberOf } = numberClusters(labels, centers.rows, points);
  const numbered = matrix(centers.rows, centers.cols);
  for (const [c, number] of numberOf.entries()) row(numbered, number).set(row(centers, c));
  return new KmeansResult({
    ...rest,
    labels: points.pointOf.map((point) => ofPoints[point]!),
    centers: numbered,
    sizes,
  });
}
