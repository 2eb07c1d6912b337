import type { PaddedRows } from "../memory";
import type { KernelCall } from "../module";

/** What a k-means++ start knows of its rows. */
export interface SeedState {
  /** A factor of all distances, so that squares neither overflow nor vanish. */
  readonly scale: number;
  /** Columns of four candidates: column j of candidate l is `panel[4 * j + l]`; Infinity where there is none. */
  readonly panel: Float32Array;
  /** Four a row: squared distances to the candidates. */
  readonly trials: Float32Array;
  /** One a row: squared distance to the nearest center; Infinity to begin with. */
  readonly least: Float32Array;
}

/**
 * One step of k-means++ for the rows `first .. last`: `chosen`, a candidate of the step before, becomes a center (-1:
 * none); the potential under each candidate of the panel goes to `potentials`.
 */
export function seedCenters(
  [first, last]: readonly [number, number],
  rows: PaddedRows,
  weights: Float64Array,
  { scale, panel, trials, least }: SeedState,
  chosen: number,
  potentials: Float64Array,
): KernelCall {
  return [
    "seedCenters",
    first,
    last,
    rows.data.byteOffset,
    rows.stride,
    weights.byteOffset,
    panel.byteOffset,
    scale,
    chosen,
    trials.byteOffset,
    least.byteOffset,
    potentials.byteOffset,
  ];
}
