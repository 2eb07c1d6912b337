import { type Checkpoint, log, matrix, type RandomStream, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { symmetricEigen } from "../../parallel/internal";
import { kmeansSweep } from "../partition/kmeans-sweep";
import type { DrawnRows } from "./drawn-inputs";

/** How much narrower rows are than rows without clusters. */
export interface Gaps {
  /** For each number of clusters the mean log inertia of references less that of the rows. */
  readonly gaps: Float64Array;
  /** Standard error of each, over references. */
  readonly errors: Float64Array;
}

/** How references are clustered. */
export interface GapSettings {
  readonly references: number;
  readonly restarts: number;
  readonly seed: number;
}

/**
 * The gap statistic (Tibshirani, Walther & Hastie 2001) of each number of clusters: references are as many rows, even in
 * the box that the rows fill along their principal axes.
 *
 * @param inertias of the rows, for each number.
 */
export async function gapStatistics(
  drawn: DrawnRows,
  numbers: readonly number[],
  inertias: readonly number[],
  { references, restarts, seed }: GapSettings,
  random: RandomStream,
  run: RunOptions,
  at: Checkpoint,
): Promise<Gaps> {
  const box = await principalBox(drawn, at.part(0, 0));
  const count = Math.round(sum(drawn.weights));
  const logs: Float64Array[] = [];
  for (let reference = 0; reference < references; reference++) {
    const rows = matrix(count, box.low.length);
    for (let e = 0; e < rows.data.length; e++) {
      const j = e % rows.cols;
      rows.data[e] = box.low[j]! + (box.high[j]! - box.low[j]!) * random.uniform(reference, e);
    }
    const fits = await kmeansSweep(rows, numbers, { restarts, seed, ...run });
    logs.push(Float64Array.from(fits, ({ inertia }) => logOf(inertia)));
    await at.pass((reference + 1) / references);
  }
  const gaps = new Float64Array(numbers.length);
  const errors = new Float64Array(numbers.length);
  for (const i of numbers.keys()) {
    const ofReferences = logs.map((values) => values[i]!);
    const mean = sum(ofReferences) / references;
    const variance = sum(ofReferences.map((value) => (value - mean) * (value - mean))) / references;
    gaps[i] = mean - logOf(inertias[i]!);
    errors[i] = Math.sqrt(variance * (1 + 1 / references));
  }
  return { gaps, errors };
}

/** Of nothing, that of the smallest there is. */
function logOf(inertia: number): number {
  return log(Math.max(inertia, 1e-300));
}

/** Least and largest coordinates along the principal axes. */
async function principalBox({ rows, weights }: DrawnRows, at: Checkpoint) {
  const { data, cols } = rows;
  const total = sum(weights);
  const mean = new Float64Array(cols);
  for (const [i, weight] of weights.entries()) {
    for (let j = 0; j < cols; j++) mean[j]! += (weight * data[i * cols + j]!) / total;
  }
  const scatter = new Float64Array(cols * cols);
  for (const [i, weight] of weights.entries()) {
    for (let a = 0; a < cols; a++) {
      const part = weight * (data[i * cols + a]! - mean[a]!);
      for (let b = 0; b < cols; b++) scatter[a * cols + b]! += part * (data[i * cols + b]! - mean[b]!);
    }
  }
  const { vectors: axes } = await symmetricEigen(scatter, cols, at);
  const low = new Float64Array(cols).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(cols).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < rows.rows; i++) {
    for (let axis = 0; axis < cols; axis++) {
      let value = 0;
      for (let j = 0; j < cols; j++) value += (data[i * cols + j]! - mean[j]!) * axes[axis * cols + j]!;
      low[axis] = Math.min(low[axis]!, value);
      high[axis] = Math.max(high[axis]!, value);
    }
  }
  return { low, high };
}
