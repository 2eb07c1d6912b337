import type { KernelCall } from "../module";
import type { Panels } from "../panels";

/** Points with their squared core distances: one a point, those of padding included. */
export interface CorePanels {
  readonly points: Panels;
  readonly core: Float32Array;
}

/**
 * The nearest point of each group to the queries of the panels `first` .. `last`, by (mutual reachability, distance).
 *
 * @param targets core Infinity for padding and for points to be passed over.
 * @param starts  for each group its first panel, and the end of the last group.
 * @param result  squared mutual reachability and distance: (query - 4 first) x groups.
 * @param scratch 192 bytes of this call alone.
 */
export function groupReach(
  queries: CorePanels,
  [first, last]: readonly [number, number],
  targets: CorePanels,
  starts: Int32Array,
  result: { readonly reachability: Float32Array; readonly length: Float32Array },
  scratch: Uint8Array,
): KernelCall {
  return [
    "groupReach",
    queries.points.data.byteOffset,
    queries.core.byteOffset,
    first,
    last,
    targets.points.data.byteOffset,
    targets.core.byteOffset,
    targets.points.cols,
    starts.byteOffset,
    starts.length - 1,
    result.reachability.byteOffset,
    result.length.byteOffset,
    scratch.byteOffset,
  ];
}
