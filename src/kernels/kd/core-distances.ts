import type { KernelCall } from "../module";
import type { Panels } from "../panels";

/** What core distances are measured by. */
export interface CoreTask {
  /** One f64 a point. */
  readonly weights: Float64Array;
  /** Weight to be reached, the point's own included. */
  readonly minWeight: number;
  /** Guard against rounding of fractional weights; 0 when all are whole. */
  readonly slack: number;
  /** Squared core distances, written. */
  readonly core: Float32Array;
}

/**
 * Squared core distances of points `first` .. `last`, looking at every point.
 *
 * @param scratch 40 bytes, and 8 for each neighbor that may have to be held; of this call alone.
 */
export function coreDistances(
  points: Panels,
  { weights, minWeight, slack, core }: CoreTask,
  scratch: Uint8Array,
  first: number,
  last: number,
): KernelCall {
  return [
    "coreDistances",
    points.data.byteOffset,
    points.rows,
    points.cols,
    weights.byteOffset,
    minWeight,
    slack,
    scratch.byteOffset,
    core.byteOffset,
    first,
    last,
  ];
}
