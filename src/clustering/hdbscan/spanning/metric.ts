import type { Field } from "../../../core/internal";
import type { DistanceFunction, MlDistanceName } from "../../../neighbors";
import { distanceField } from "../../../neighbors/internal";

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
