import { labelCount, NOISE, randomStream } from "../core";
import { poissonWeights } from "./poisson-weights";

/** Options of {@link bootstrapStability}. */
interface Resampling {
  readonly resamples: number;
  readonly seed: number;
}

/**
 * For each cluster the mean over resamples of its largest Jaccard similarity with a cluster found there (Hennig 2007):
 * above .75 it is found again, below .5 it dissolves. Inputs are drawn by the Poisson bootstrap: each row's weight
 * becomes a Poisson number of that mean; both clusterings are compared on the drawn inputs.
 *
 * @param labels of rows.
 * @param cluster labels of the rows for other weights.
 * @returns one figure in [0, 1] for each cluster.
 */
export function bootstrapStability(
  labels: Int32Array,
  weights: Float64Array,
  cluster: (weights: Float64Array) => Int32Array,
  { resamples, seed }: Resampling,
): Float64Array {
  const random = randomStream(seed, "selection/bootstrap");
  const clusters = labelCount(labels);
  const sums = new Float64Array(clusters);
  for (let resample = 0; resample < resamples; resample++) {
    const drawn = poissonWeights(weights, 1, random, resample);
    for (const [label, similarity] of bestOverlaps(labels, cluster(drawn), drawn).entries()) sums[label]! += similarity;
  }
  return sums.map((sum) => sum / resamples);
}

function bestOverlaps(labels: Int32Array, others: Int32Array, weights: Float64Array): Float64Array {
  const [rows, cols] = [labelCount(labels), labelCount(others)];
  const joint = new Float64Array(rows * cols);
  const [inRow, inCol] = [new Float64Array(rows), new Float64Array(cols)];
  for (let i = 0; i < labels.length; i++) {
    const [a, b, weight] = [labels[i]!, others[i]!, weights[i]!];
    if (a !== NOISE) inRow[a]! += weight;
    if (b !== NOISE) inCol[b]! += weight;
    if (a !== NOISE && b !== NOISE) joint[a * cols + b]! += weight;
  }
  return inRow.map((size, a) => {
    let best = 0;
    for (let b = 0; b < cols; b++) {
      const both = joint[a * cols + b]!;
      if (both > 0) best = Math.max(best, both / (size + inCol[b]! - both));
    }
    return best;
  });
}
