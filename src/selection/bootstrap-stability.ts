import { type Checkpoint, labelCount, NOISE, randomStream, type Steps } from "../core/internal";
import { poissonWeights } from "./poisson-weights";

/** Weights drawn by the Poisson bootstrap, one array a resample: each becomes a Poisson number with itself as mean. */
export function* bootstrapWeights(
  weights: Float64Array,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): Steps<Float64Array[]> {
  const random = randomStream(seed, "selection/bootstrap");
  const drawn: Float64Array[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    drawn.push(poissonWeights(weights, 1, random, resample));
    yield resample / resamples;
  }
  return drawn;
}

/**
 * For each cluster the mean over resamples of its largest Jaccard similarity with a cluster found there (Hennig 2007):
 * above .75 it is found again, below .5 it dissolves. Both clusterings are compared on the drawn inputs.
 *
 * @param labels of rows.
 * @param drawn weights of the rows, as {@link bootstrapWeights} draws them.
 * @param cluster labels of the rows for other weights.
 * @param at followed from resample to resample.
 * @returns one figure in [0, 1] for each cluster.
 */
export async function bootstrapStability(
  labels: Int32Array,
  drawn: readonly Float64Array[],
  cluster: (weights: Float64Array) => Int32Array | Promise<Int32Array>,
  at?: Checkpoint,
): Promise<Float64Array> {
  const sums = new Float64Array(labelCount(labels));
  for (const [resample, weights] of drawn.entries()) {
    await at?.pass(resample / drawn.length);
    for (const [label, similarity] of bestOverlaps(labels, await cluster(weights), weights).entries()) {
      sums[label]! += similarity;
    }
  }
  return sums.map((sum) => sum / drawn.length);
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
