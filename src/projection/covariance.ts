import type { Matrix } from "../core";
import type { Checkpoint } from "../core/internal";
import { covarianceRows, KernelMemory } from "../kernels";
import type { WorkerPool } from "../parallel";

/** First and second moments of weighted rows. */
export interface Moments {
  readonly mean: Float64Array;
  /** d x d; divided by the total weight less 1, as for replicated rows. */
  readonly covariance: Float64Array;
}

/** Mean and covariance in f64, summed in the order of the rows; a row of weight w counts as w rows. */
export async function weightedMoments(
  points: Matrix,
  weights: Float64Array,
  { pool, at }: { pool: WorkerPool; at: Checkpoint },
): Promise<Moments> {
  const { rows, cols } = points;
  let total = 0;
  for (const weight of weights) total += weight;
  using memory = KernelMemory.acquire();
  const padded = memory.rows(points);
  const { stride } = padded;
  const mean = memory.float64(stride);
  mean.set(weightedMean(points, weights));
  const counts = memory.float64(rows);
  counts.set(weights);
  const scatter = memory.float64(stride * stride);
  const calls = Array.from({ length: stride / 4 }, (_, block) =>
    covarianceRows(padded, mean, counts, 4 * block, scatter.subarray(4 * block * stride, 4 * (block + 1) * stride)),
  );
  await pool.run(memory, calls, at);

  const covariance = new Float64Array(cols * cols);
  const divisor = Math.max(1, total - 1);
  for (let i = 0; i < cols; i++) {
    for (let j = i; j < cols; j++) {
      covariance[i * cols + j] = scatter[i * stride + j]! / divisor;
      covariance[j * cols + i] = covariance[i * cols + j]!;
    }
  }
  return { mean: mean.slice(0, cols), covariance };
}

/** The mean of each column, summed in f64 in the order of the rows. */
export function weightedMean({ data, rows, cols }: Matrix, weights: Float64Array): Float64Array {
  const mean = new Float64Array(cols);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) mean[j]! += weights[i]! * data[i * cols + j]!;
    total += weights[i]!;
  }
  return mean.map((sum) => sum / total);
}
