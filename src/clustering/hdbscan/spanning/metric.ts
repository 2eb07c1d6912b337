import type { Field } from "../../../core";
import { type DistanceFunction, distanceField, type MlDistanceName } from "../../../neighbors";

/** What {@link hdbscan} measures by. */
export type HdbscanMetric = "euclidean" | "cosine" | "precomputed" | MlDistanceName | DistanceFunction;

/** An option that holds a metric. */
export function metricField(): Field<HdbscanMetric, "euclidean"> {
  return distanceField(["cosine", "precomputed"]);
}

/** Whether the kernels measure it; everything else is measured pair by pair in JavaScript. */
export function isKernelMetric(metric: HdbscanMetric): metric is "euclidean" | "cosine" {
  return metric === "euclidean" || metric === "cosine";
}
