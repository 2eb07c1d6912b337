import type { KernelCall } from "../module";
import type { Panels } from "../panels";

/** Points in groups: each group begins a panel of its own. */
export interface GroupedPanels {
  readonly points: Panels;
  /** One a point, 0 for padding. */
  readonly weights: Float64Array;
  /** For each group its first panel, and the end of the last group. */
  readonly starts: Int32Array;
  /** Weight of each group. */
  readonly sizes: Float64Array;
}

/**
 * Mean distances of the points of the panels `first` .. `last`, all of group `own`: to the others of it (`within`), and
 * the smallest to another group (`between`).
 *
 * @param measure `distance`, or `half-square` for half the squared distance.
 * @param scratch 128 bytes of this call alone.
 */
export function groupMeans(
  { points, weights, starts, sizes }: GroupedPanels,
  own: number,
  [first, last]: readonly [number, number],
  measure: "distance" | "half-square",
  result: { readonly within: Float64Array; readonly between: Float64Array },
  scratch: Uint8Array,
): KernelCall {
  return [
    "groupMeans",
    points.data.byteOffset,
    points.cols,
    weights.byteOffset,
    starts.byteOffset,
    sizes.length,
    sizes.byteOffset,
    own,
    first,
    last,
    measure === "half-square" ? 1 : 0,
    result.within.byteOffset,
    result.between.byteOffset,
    scratch.byteOffset,
  ];
}
