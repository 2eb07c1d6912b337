import type { CenterPanels } from "./center-panels";
import type { PaddedRows } from "./memory";
import type { KernelCall } from "./module";

/**
 * The nearest of the centers' panels to the rows `first .. last`, of several at the same distance the first.
 *
 * @param found   for each row its center, and the squared distance to it.
 * @param scratch 32 bytes of this call alone.
 */
export function nearestCenters(
  [first, last]: readonly [number, number],
  rows: PaddedRows,
  { panels, count }: CenterPanels,
  found: { readonly labels: Int32Array; readonly squares: Float64Array },
  scratch: Uint8Array,
): KernelCall {
  return [
    "nearestCenters",
    first,
    last,
    rows.data.byteOffset,
    rows.stride,
    panels.byteOffset,
    count,
    found.labels.byteOffset,
    found.squares.byteOffset,
    scratch.byteOffset,
  ];
}
