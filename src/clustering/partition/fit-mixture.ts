import { type Checkpoint, log, sum } from "../../core/internal";
import {
  KernelMemory,
  type MixtureState,
  mixtureState,
  mixtureStep,
  mixtureSums,
  type PaddedRows,
  productCount,
} from "../../kernels";
import type { WorkerPool } from "../../parallel";
import type { WeightedPoints } from "../points/weighted-points";
import type { CovarianceType, GaussianMixtureModelData } from "./mixture-data";
import { setMixture } from "./set-mixture";
import { rowBlocks } from "./weighted-rows";

/** How a mixture is fitted. */
export interface MixtureSettings {
  readonly k: number;
  readonly covariance: CovarianceType;
  readonly regularization: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

/** A mixture, and how likely it makes the points. */
export interface FittedMixture extends GaussianMixtureModelData {
  /** Of all rows, in nats. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Fits a mixture to points, from a clustering of them on. */
export async function fitMixture(
  { vectors, weights }: WeightedPoints,
  start: Int32Array,
  settings: MixtureSettings,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<FittedMixture> {
  const { k, covariance, maxIterations, tolerance } = settings;
  const d = vectors.cols;
  using memory = KernelMemory.acquire();
  const rows = memory.rows(vectors);
  const ofRows = memory.float64(weights.length);
  ofRows.set(weights);
  const total = sum(weights);
  const state = mixtureState(memory, k, d, covariance === "full");
  const blocks = rowBlocks(vectors.rows).map((range) => ({ range, room: mixtureSums(memory, state) }));
  const floor = settings.regularization * (meanVariance(rows, ofRows, total) || 1);

  let mixture = maximized(momentsOfLabels(rows, ofRows, start, state), { k, d, covariance }, floor);
  let mean = Number.NEGATIVE_INFINITY;
  let converged = false;
  let iterations = 0;
  for (; iterations < maxIterations && !converged; iterations++) {
    const moments = await expect(mixture, at.part(iterations / maxIterations, (iterations + 1) / maxIterations));
    mixture = maximized(moments, mixture, floor);
    converged = Math.abs(moments.logLikelihood / total - mean) < tolerance;
    mean = moments.logLikelihood / total;
  }
  const { logLikelihood } = await expect(mixture, at.part(1, 1));
  return { ...mixture, logLikelihood, iterations, converged };

  async function expect(of: GaussianMixtureModelData, part: Checkpoint): Promise<Moments> {
    setMixture(state, of);
    const calls = blocks.map(({ range, room }) => mixtureStep(range, rows, ofRows, state, room, undefined));
    await pool.run(memory, calls, part);
    return addedMoments(
      blocks.map(({ room }) => room.sums),
      of,
    );
  }
}

/** Sums over rows, of each component: its weight, differences to a mean, and their products. */
interface Moments {
  /** The means that differences are to, d for each component. */
  readonly from: Float64Array;
  /** 1 + d + products for each component. */
  readonly sums: Float64Array;
  readonly logLikelihood: number;
}

function addedMoments(blocks: readonly Float64Array[], { means }: GaussianMixtureModelData): Moments {
  const pairs = new Float64Array(blocks[0]!.length);
  for (const block of blocks) for (let e = 0; e < pairs.length; e++) pairs[e]! += block[e]!;
  const sums = Float64Array.from({ length: pairs.length / 2 }, (_, e) => pairs[2 * e]! + pairs[2 * e + 1]!);
  return { from: means, sums: sums.subarray(0, -1), logLikelihood: sums.at(-1)! };
}

/** The moments of a clustering, about the mean of each cluster. */
function momentsOfLabels(
  { data, rows, stride }: PaddedRows,
  weights: Float64Array,
  labels: Int32Array,
  { k, d, full }: MixtureState,
): Moments {
  const entries = 1 + d + productCount(d, full);
  const sums = new Float64Array(k * entries);
  const from = new Float64Array(k * d);
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!;
    sums[label * entries]! += weights[i]!;
    for (let j = 0; j < d; j++) from[label * d + j]! += weights[i]! * data[i * stride + j]!;
  }
  for (let c = 0; c < k; c++) for (let j = 0; j < d; j++) from[c * d + j]! /= sums[c * entries]!;
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!;
    let to = label * entries + 1 + d;
    for (let a = 0; a < d; a++) {
      const part = weights[i]! * (data[i * stride + a]! - from[label * d + a]!);
      for (let b = full ? 0 : a; b <= a; b++) sums[to++]! += part * (data[i * stride + b]! - from[label * d + b]!);
    }
  }
  return { from, sums, logLikelihood: Number.NaN };
}

/** Keeps a component that nothing belongs to from dividing by 0, as scikit-learn does. */
const LEAST_WEIGHT = 10 * Number.EPSILON;

/** The most likely mixture of these moments. */
function maximized(
  { from, sums }: Moments,
  { k, d, covariance }: Pick<GaussianMixtureModelData, "k" | "d" | "covariance">,
  floor: number,
): GaussianMixtureModelData {
  const full = covariance === "full";
  const products = productCount(d, full);
  const entries = 1 + d + products;
  const logWeights = new Float64Array(k);
  const means = new Float64Array(k * d);
  const covariances = new Float64Array(k * (covariance === "spherical" ? 1 : products));
  const all = Array.from({ length: k }, (_, c) => sums[c * entries]! + LEAST_WEIGHT);
  const counted = sum(all);
  for (let c = 0; c < k; c++) {
    const weight = all[c]!;
    logWeights[c] = log(weight / counted);
    const shift = Float64Array.from({ length: d }, (_, j) => sums[c * entries + 1 + j]! / weight);
    for (let j = 0; j < d; j++) means[c * d + j] = from[c * d + j]! + shift[j]!;
    const found = new Float64Array(products);
    let at = 0;
    for (let a = 0; a < d; a++) {
      for (let b = full ? 0 : a; b <= a; b++, at++) {
        const variance = sums[c * entries + 1 + d + at]! / weight - shift[a]! * shift[b]!;
        found[at] = a === b ? Math.max(0, variance) + floor : variance;
      }
    }
    if (covariance === "spherical") covariances[c] = d === 0 ? floor : sum(found) / d;
    else covariances.set(found, c * products);
  }
  return { k, d, covariance, logWeights, means, covariances };
}

function meanVariance({ data, rows, cols, stride }: PaddedRows, weights: Float64Array, total: number): number {
  let squares = 0;
  for (let j = 0; j < cols; j++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += weights[i]! * data[i * stride + j]!;
    mean /= total;
    for (let i = 0; i < rows; i++) {
      const difference = data[i * stride + j]! - mean;
      squares += weights[i]! * difference * difference;
    }
  }
  return cols === 0 ? 0 : squares / total / cols;
}
