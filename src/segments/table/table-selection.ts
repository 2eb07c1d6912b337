import type { ClusterCount } from "../../clustering";

/** How the number of segments of a table was found. */
export interface TableSelection {
  /** The engine. */
  readonly method: string;
  /**
   * - `"strength-and-gap"`: the rule of `chooseClusterCount`: the largest number, up to 10, that half of the rows would
   *   find again and whose clusters are narrower than evenly spread rows would give; one, where there is none
   * - `"given"`: it was asked for
   * - `"engine"`: the engine finds it
   */
  readonly rule: "strength-and-gap" | "given" | "engine";
  /** The numbers tried, ascending, on 1,000 rows at most. */
  readonly tried: readonly TriedNumber[];
  /** Why this number, in words. */
  readonly reason: string;
}

/** One number of clusters that was tried, and what speaks for it. */
export type TriedNumber = Pick<
  ClusterCount,
  "k" | "inertia" | "silhouette" | "predictionStrength" | "gap" | "gapError"
>;
