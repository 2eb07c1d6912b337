import type { KernelMemory, PaddedRows } from "../memory";
import type { KernelCall } from "../module";
import { type CenterSet, filledUp, tileScratch } from "./center-set";

/** What {@link nearestCenters} finds: for each row its center, and the squared distance to it. */
interface Found {
  readonly labels: Int32Array;
  readonly squares: Float64Array;
}

/** The nearest center to the rows `first .. last` of each block, of several at the same distance the first. */
export function nearestCenters(
  memory: KernelMemory,
  blocks: readonly (readonly [first: number, last: number])[],
  rows: PaddedRows,
  set: CenterSet,
  found: Found,
): KernelCall[] {
  const { k, centers, shifted } = set;
  const order = memory.int32(filledUp(k));
  for (let place = 0; place < order.length; place++) order[place] = Math.min(place, k);
  return blocks.map(([first, last]) => [
    "nearestCenters",
    first,
    last,
    rows.data.byteOffset,
    rows.stride,
    k,
    centers.byteOffset,
    shifted.byteOffset,
    order.byteOffset,
    found.labels.byteOffset,
    found.squares.byteOffset,
    tileScratch(memory, set).byteOffset,
  ]);
}
