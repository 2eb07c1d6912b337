import type { Matrix } from "../../core";
import type { Checkpoint } from "../../core/internal";
import { covarianceRows, KernelMemory } from "../../kernels";
import type { WorkerPool } from "../../parallel";
import { symmetricEigen } from "../../parallel/internal";

/**
 * The direction of length 1 along which weighted rows reach farthest from the origin: the first right singular vector.
 */
export async function firstComponent(
  points: Matrix,
  weights: Float64Array,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<Float64Array> {
  const { cols } = points;
  const moments = await secondMoments(points, weights, pool, at);
  const { vectors } = await symmetricEigen(moments, cols);
  return vectors.slice(0, cols);
}

/** The sum of w x x' over the rows. */
async function secondMoments(points: Matrix, weights: Float64Array, pool: WorkerPool, at: Checkpoint) {
  const { rows, cols } = points;
  using memory = KernelMemory.acquire();
  const padded = memory.rows(points);
  const { stride } = padded;
  const origin = memory.float64(stride);
  const rowWeights = memory.float64(rows);
  rowWeights.set(weights);
  const upper = memory.float64(stride * stride);
  const calls = Array.from({ length: stride / 4 }, (_, i) =>
    covarianceRows(padded, origin, rowWeights, 4 * i, upper.subarray(4 * i * stride, 4 * (i + 1) * stride)),
  );
  await pool.run(memory, calls, at);
  const moments = new Float64Array(cols * cols);
  for (let s = 0; s < cols; s++) {
    for (let t = s; t < cols; t++) {
      moments[s * cols + t] = upper[s * stride + t]!;
      moments[t * cols + s] = upper[s * stride + t]!;
    }
  }
  return moments;
}
