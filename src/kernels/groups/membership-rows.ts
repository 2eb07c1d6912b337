import type { KernelCall } from "../module";

/** How the memberships of a row's neighbors come from their distances. */
export interface MembershipRule {
  /** Number of nearest neighbors taken as wholly connected; may be fractional. */
  readonly connectivity: number;
  /** What a row's memberships sum to. */
  readonly target: number;
  /** Neighbors at the front left out of that sum. */
  readonly skipped: number;
  /** Neighbors that a row's mean distance is over. */
  readonly counted: number;
  /** Mean of all distances, for rows whose first neighbors are at distance 0; negative for the row's own. */
  readonly mean: number;
}

/**
 * The memberships of rows `start .. end` of a table of k distances a row.
 *
 * @param space k + 2 f64 of this call's own.
 */
export function membershipRows(
  distances: Float32Array,
  values: Float32Array,
  k: number,
  { connectivity, target, skipped, counted, mean }: MembershipRule,
  [start, end]: readonly [number, number],
  space: Float64Array,
): KernelCall {
  return [
    "membershipRows",
    start,
    end,
    k,
    distances.byteOffset,
    values.byteOffset,
    connectivity,
    target,
    skipped,
    counted,
    mean,
    space.byteOffset,
  ];
}
