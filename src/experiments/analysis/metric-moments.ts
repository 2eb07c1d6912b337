import type { Moments } from "../../statistics";
import type { JointMoments } from "./joint-moments";

/** How a metric is read from the moments of its columns. */
export interface MetricShape {
  readonly kind: "mean" | "ratio";
  /** Whether columns from before the exposure follow those from after it. */
  readonly adjusted: boolean;
}

/** An arm's metric: what it is, and what is compared. */
export interface ArmMoments {
  /** As it is, without adjustment. */
  readonly mean: number;
  /** Adjusted for what was before (CUPED), and the variance of one user; equal to the plain ones without adjustment. */
  readonly compared: Moments;
}

/**
 * Moments that are compared between arms. A ratio is linearized at the arm's own means (delta method, Deng, Knoblich & Lu
 * 2018); what was before the exposure is subtracted with the slope that leaves the least variance within the arms,
 * around the mean of both (CUPED, Deng, Xu, Kohavi & Walker 2013).
 *
 * @param slope {@link cupedSlope} of both arms.
 * @param pooled moments of both arms together.
 * @returns null where a ratio's denominator sums up to 0, or next to it.
 */
export function armMoments(
  arm: JointMoments,
  shape: MetricShape,
  slope: number,
  pooled: JointMoments,
): ArmMoments | null {
  const after = linear(arm, shape.kind, 0);
  if (!after) return null;
  if (!shape.adjusted || slope === 0) return comparedMoments(arm, after.value, after.value, after.weights);
  const offset = shape.kind === "ratio" ? 2 : 1;
  const before = linear(arm, shape.kind, offset);
  const usual = linear(pooled, shape.kind, offset);
  if (!before || !usual) return null;
  const weights = after.weights.map((weight, a) => weight - slope * before.weights[a]!);
  return comparedMoments(arm, after.value, after.value - slope * (before.value - usual.value), weights);
}

/** Null where a ratio's denominator is so near to 0 that its variance is none. */
function comparedMoments(arm: JointMoments, mean: number, moved: number, weights: Float64Array): ArmMoments | null {
  const compared = { n: arm.n, mean: moved, variance: variance(arm, weights) };
  return Number.isFinite(moved) && Number.isFinite(compared.variance) ? { mean, compared } : null;
}

/** Slope of the metric on what was before, within the two arms; 0 where there is none. */
export function cupedSlope(arms: readonly JointMoments[], { kind, adjusted }: MetricShape): number {
  if (!adjusted) return 0;
  let [together, spread] = [0, 0];
  for (const arm of arms) {
    const after = linear(arm, kind, 0);
    const before = linear(arm, kind, kind === "ratio" ? 2 : 1);
    if (!after || !before) return 0;
    together += (arm.n - 1) * covariance(arm, after.weights, before.weights);
    spread += (arm.n - 1) * covariance(arm, before.weights, before.weights);
  }
  const slope = together / spread;
  return Number.isFinite(slope) ? slope : 0;
}

/** The metric in the columns from `offset` on, and its gradient by the means of all columns. */
function linear(moments: JointMoments, kind: MetricShape["kind"], offset: number): Linear | null {
  const weights = new Float64Array(moments.means.length);
  if (kind === "mean") {
    weights[offset] = 1;
    return { value: moments.means[offset]!, weights };
  }
  const [above, below] = [moments.means[offset]!, moments.means[offset + 1]!];
  if (Math.abs(below) < SMALLEST) return null;
  weights[offset] = 1 / below;
  weights[offset + 1] = -above / below / below;
  return { value: above / below, weights };
}

/** A mean that nothing is divided by: ratios stay finite, and so do their squares. */
const SMALLEST = 1e-60;

interface Linear {
  readonly value: number;
  readonly weights: Float64Array;
}

function variance(moments: JointMoments, weights: Float64Array): number {
  return Math.max(0, covariance(moments, weights, weights));
}

function covariance({ covariances }: JointMoments, a: Float64Array, b: Float64Array): number {
  const width = a.length;
  let sum = 0;
  for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) sum += a[i]! * b[j]! * covariances[i * width + j]!;
  return sum;
}
