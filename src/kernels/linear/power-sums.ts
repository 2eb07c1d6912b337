import type { KernelCall } from "../module";
import type { Panels } from "../panels";

/** Where {@link powerSums} writes: one entry a point. */
export interface PowerSums {
  /** Smallest squared distance to another point of the group. */
  readonly nearest: Float32Array;
  /** Sum over the others of weight x (nearest / squared distance)^(dims / 2). */
  readonly sums: Float64Array;
}

/**
 * Sums of inverse distances to the power `dims`, of the points of the panels `first` .. `last` over the other points of
 * the panels `from` .. `to`.
 *
 * @param weights one a point, 0 for padding.
 * @param scratch 64 bytes of this call alone.
 */
export function powerSums(
  points: Panels,
  weights: Float64Array,
  [from, to]: readonly [number, number],
  [first, last]: readonly [number, number],
  dims: number,
  { nearest, sums }: PowerSums,
  scratch: Uint8Array,
): KernelCall {
  return [
    "powerSums",
    points.data.byteOffset,
    points.cols,
    weights.byteOffset,
    from,
    to,
    first,
    last,
    dims,
    nearest.byteOffset,
    sums.byteOffset,
    scratch.byteOffset,
  ];
}
