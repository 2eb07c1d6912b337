import type { CenterPanels } from "./center-panels";
import type { PaddedRows } from "./memory";
import type { KernelCall } from "./module";

/**
 * The nearest center to the rows `first .. last`, of several at the same distance the first.
 *
 * @param found   for each row its center, and the squared distance to it.
 * @param scratch 16 bytes for each panel, of this call alone.
 */
export function nearestCenters(
  [first, last]: readonly [number, number],
  rows: PaddedRows,
  { k, centers, panels }: CenterPanels,
  found: { readonly labels: Int32Array; readonly squares: Float64Array },
  scratch: Uint8Array,
): KernelCall {
  return [
    "nearestCenters",
    first,
    last,
    rows.data.byteOffset,
    rows.stride,
    k,
    centers.byteOffset,
    panels.byteOffset,
    found.labels.byteOffset,
    found.squares.byteOffset,
    scratch.byteOffset,
  ];
}
