import { log, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { numberClusters } from "../points/number-clusters";
import type { WeightedPoints } from "../points/weighted-points";
import type { FittedMixture } from "./fit-mixture";
import { GaussianMixtureModel, GaussianMixtureResult } from "./gaussian-mixture-model";

/** A mixture with its components numbered, and what it says of the rows as given. */
export async function numberedMixture(
  fitted: FittedMixture,
  points: WeightedPoints,
  run: RunOptions,
): Promise<GaussianMixtureResult> {
  const { k, d, covariance, logLikelihood, iterations, converged } = fitted;
  const numberOf = numbers(fitted, (await new GaussianMixtureModel(fitted).apply(points.vectors, run)).labels, points);
  const renumbered = (values: Float64Array) => {
    const width = values.length / k;
    const moved = new Float64Array(values.length);
    for (let c = 0; c < k; c++) moved.set(values.subarray(c * width, (c + 1) * width), numberOf[c]! * width);
    return moved;
  };
  const model = new GaussianMixtureModel({
    k,
    d,
    covariance,
    logWeights: renumbered(fitted.logWeights),
    means: renumbered(fitted.means),
    covariances: renumbered(fitted.covariances),
  });
  const ofPoints = await model.apply(points.vectors, run);
  const { pointOf, weights } = points;
  const memberships = new Float64Array(pointOf.length * k);
  for (const [row, point] of pointOf.entries()) {
    memberships.set(ofPoints.memberships.subarray(point * k, (point + 1) * k), row * k);
  }
  const sizes = new Float64Array(k);
  for (const [point, label] of ofPoints.labels.entries()) sizes[label]! += weights[point]!;
  const shape = { full: (d * (d + 1)) / 2, diagonal: d, spherical: 1 }[covariance];
  return new GaussianMixtureResult({
    ...model,
    labels: pointOf.map((point) => ofPoints.labels[point]!),
    probabilities: Float64Array.from(pointOf, (point) => ofPoints.probabilities[point]!),
    memberships,
    sizes,
    logLikelihood,
    bic: (k - 1 + k * d + k * shape) * log(sum(weights)) - 2 * logLikelihood,
    iterations,
    converged,
  });
}

/** The number of each component; those that are most probable for no row come last, by their share. */
function numbers({ k, logWeights }: FittedMixture, labels: Int32Array, points: WeightedPoints): Int32Array {
  const { numberOf } = numberClusters(labels, k, points);
  const empty = [...numberOf.keys()].filter((c) => numberOf[c]! < 0);
  empty.sort((a, b) => logWeights[b]! - logWeights[a]! || a - b);
  for (const [i, c] of empty.entries()) numberOf[c] = k - empty.length + i;
  return numberOf;
}
