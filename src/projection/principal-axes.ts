import type { Matrix } from "../core";
import { type Checkpoint, matrix, powerOfTwoScale, randomStream, sum, transposed } from "../core/internal";
import { KernelMemory } from "../kernels";
import type { WorkerPool } from "../parallel";
import { blockWidth, denseProducts, type Eigen, leadingSingularVectors, symmetricEigen } from "../parallel/internal";
import { weightedMean, weightedMoments } from "./covariance";

/** Mean, leading unit axes by falling variance, the variance along each, and that of all columns together. */
export interface PrincipalAxes {
  readonly mean: Float64Array;
  readonly components: Matrix;
  readonly explained: Float64Array;
  readonly whole: number;
}

interface Work {
  readonly pool: WorkerPool;
  readonly at: Checkpoint;
}

/** Up to this many columns the covariance is small, and its eigenvectors are found all at once. */
const MANY_COLUMNS = 512;
/** Above, no more than this share of the axes is iterated: blocks of more cost as much as the covariance. */
const FEW_AXES = 1 / 16;

/**
 * The principal axes of weighted rows: exact, or by block iteration where there are many columns and few axes are
 * wanted. Of each axis the entry of largest size is positive.
 */
export function principalAxes(
  points: Matrix,
  weights: Float64Array,
  count: number,
  work: Work,
): Promise<PrincipalAxes> {
  const few = points.cols > MANY_COLUMNS && count <= FEW_AXES * points.cols;
  return few ? iteratedAxes(points, weights, count, work) : exactAxes(points, weights, count, work);
}

/** The eigenvectors of the covariance, in 64-bit floats. */
export async function exactAxes(
  points: Matrix,
  weights: Float64Array,
  count: number,
  { pool, at }: Work,
): Promise<PrincipalAxes> {
  const { cols } = points;
  const { mean, covariance } = await weightedMoments(points, weights, { pool, at: at.part(0, 0.4) });
  const eigen = await symmetricEigen(covariance, cols, at.part(0.4, 1));
  let whole = 0;
  for (const value of eigen.values) whole += Math.max(0, value);
  const explained = eigen.values.slice(0, count).map((value) => Math.max(0, value));
  return { mean, components: leadingAxes(eigen, cols, count), explained, whole };
}

/** The leading right singular vectors of the centered rows, by products in 32-bit floats. */
async function iteratedAxes(
  points: Matrix,
  weights: Float64Array,
  count: number,
  { pool, at }: Work,
): Promise<PrincipalAxes> {
  const mean = weightedMean(points, weights);
  const { largest, squared } = await deviations(points, weights, mean, at.part(0, 0.1));
  const scale = powerOfTwoScale(Float32Array.of(largest));
  const scales = weights.map((weight) => Math.sqrt(weight) * scale);
  using memory = KernelMemory.acquire();
  const products = denseProducts(memory, points, { mean, scales }, blockWidth(count, points.cols), pool);
  const random = randomStream(0, "pca/start");
  const { squares, vectors } = await leadingSingularVectors(products, count, { random, pool, at: at.part(0.1, 1) });
  const divisor = Math.max(1, sum(weights) - 1);
  const explained = squares.map((square) => square / (scale * scale) / divisor);
  return { mean, components: transposed(vectors), explained, whole: squared / divisor };
}

/** The largest distance of a value from its column's mean, and the weighted sum of their squares. */
async function deviations(
  { data, rows, cols }: Matrix,
  weights: Float64Array,
  mean: Float64Array,
  at: Checkpoint,
): Promise<{ largest: number; squared: number }> {
  let largest = 0;
  let squared = 0;
  for (let i = 0; i < rows; i++) {
    let square = 0;
    for (let j = 0; j < cols; j++) {
      const apart = data[i * cols + j]! - mean[j]!;
      largest = Math.max(largest, Math.abs(apart));
      square += apart * apart;
    }
    squared += weights[i]! * square;
    const pause = at.pass((i + 1) / rows);
    if (pause) await pause;
  }
  return { largest, squared };
}

function leadingAxes({ vectors }: Eigen, cols: number, count: number): Matrix {
  const axes = matrix(count, cols);
  for (let c = 0; c < count; c++) {
    const axis = vectors.subarray(c * cols, (c + 1) * cols);
    let largest = 0;
    for (let j = 1; j < cols; j++) if (Math.abs(axis[j]!) > Math.abs(axis[largest]!)) largest = j;
    const sign = axis[largest]! < 0 ? -1 : 1;
    for (let j = 0; j < cols; j++) axes.data[c * cols + j] = sign * axis[j]!;
  }
  return axes;
}
