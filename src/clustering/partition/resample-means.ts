import type { Matrix } from "../../core";
import { matrix } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { KmeansResult } from "./kmeans-model";
import { nearestCenters } from "./nearest-centers";

/** Steps from the fitted means to those of other weights. */
const STEPS = 10;

/**
 * The clusters that other weights of the same rows would give, from the fitted means on.
 *
 * @param weights one >= 0 for each row; one of weight 0 moves no mean.
 * @returns the nearest mean of each row, numbered as the fitted ones.
 */
export async function resampleMeans(
  { centers }: KmeansResult,
  rows: Matrix,
  weights: Float64Array,
  run: RunOptions,
): Promise<Int32Array> {
  const drawn = [...weights.keys()].filter((row) => weights[row]! > 0);
  const points = matrix(drawn.length, rows.cols);
  for (const [to, from] of drawn.entries()) {
    points.data.set(rows.data.subarray(from * rows.cols, (from + 1) * rows.cols), to * rows.cols);
  }
  const ofDrawn = Float64Array.from(drawn, (row) => weights[row]!);
  const moved = await movedCenters(points, ofDrawn, centers, run);
  return (await nearestCenters(rows, moved, run)).labels;
}

/** Means after some steps; in the order of those they began at. */
async function movedCenters(points: Matrix, weights: Float64Array, centers: Matrix, run: RunOptions): Promise<Matrix> {
  let at = centers;
  for (let step = 0; step < STEPS; step++) {
    const { labels } = await nearestCenters(points, at, run);
    const next = meansOf(points, weights, labels, at);
    if (next.data.every((value, i) => value === at.data[i])) break;
    at = next;
  }
  return at;
}

function meansOf({ data, rows, cols }: Matrix, weights: Float64Array, labels: Int32Array, last: Matrix): Matrix {
  const sums = new Float64Array(last.rows * cols);
  const sizes = new Float64Array(last.rows);
  for (let row = 0; row < rows; row++) {
    const to = labels[row]! * cols;
    sizes[labels[row]!]! += weights[row]!;
    for (let j = 0; j < cols; j++) sums[to + j]! += weights[row]! * data[row * cols + j]!;
  }
  const means = matrix(last.rows, cols);
  for (let c = 0; c < last.rows; c++) {
    for (let j = c * cols; j < (c + 1) * cols; j++)
      means.data[j] = sizes[c]! > 0 ? sums[j]! / sizes[c]! : last.data[j]!;
  }
  return means;
}
