import { NOISE, readOptions, type Schema, toMatrix, type Vectors } from "../core";
import { RUN_OPTIONS, type RunOptions } from "../parallel";
import { approximatePredict } from "./approximate-predict";
import type { HdbscanResult } from "./hdbscan-result";
import { predictionData } from "./prediction-data";

/** A cluster for every row, noise included. */
export interface TotalAssignment {
  /** As the result has it; for noise, the nearest cluster by mutual reachability; -1 only where there is no cluster. */
  readonly labels: Int32Array;
  /**
   * For members their probability; for noise, the probability that the cluster would give a point at that distance, on
   * the same scale.
   */
  readonly confidences: Float64Array;
}

const TOTAL_ASSIGNMENT_OPTIONS = { ...RUN_OPTIONS } satisfies Schema<RunOptions>;

/**
 * Gives noise to the nearest cluster, and says how much to believe it.
 *
 * @param vectors the n rows of d numbers that were clustered.
 * @param result  what {@link hdbscan} found in them.
 * @returns a label and a confidence from 0 to 1 for each row.
 * @throws RangeError when the rows are not as many as the result's.
 * @example
 * const vectors = [[0], [1], [2], [5], [9], [10], [11]];
 * const result = await hdbscan(vectors, { minClusterSize: 3, minSamples: 1 });
 * (await totalAssignment(vectors, result)).labels; // [0, 0, 0, 0, 1, 1, 1]
 */
export async function totalAssignment(
  vectors: Vectors,
  result: HdbscanResult,
  options: RunOptions = {},
): Promise<TotalAssignment> {
  readOptions(options, TOTAL_ASSIGNMENT_OPTIONS);
  const rows = toMatrix("vectors", vectors);
  const predictor = predictionData(rows, result);
  const noise = [...predictor.labels.keys()].filter((point) => predictor.labels[point] === NOISE);
  const { cols, data } = predictor.vectors;
  const queries = { rows: noise.length, cols, data: new Float32Array(noise.length * cols) };
  for (const [at, point] of noise.entries())
    queries.data.set(data.subarray(point * cols, (point + 1) * cols), at * cols);
  const { alternatives } = await approximatePredict(predictor, queries, { ...options, alternatives: 1 });

  const labels = predictor.labels.slice();
  const confidences = predictor.probabilities.slice();
  for (const [at, point] of noise.entries()) {
    labels[point] = alternatives.k > 0 ? alternatives.labels[at]! : NOISE;
    confidences[point] = alternatives.k > 0 ? alternatives.strengths[at]! : 0;
  }
  const { pointOf } = result.points;
  return {
    labels: Int32Array.from(pointOf, (point) => labels[point]!),
    confidences: Float64Array.from(pointOf, (point) => confidences[point]!),
  };
}
