import { integer, number, oneOf, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { positiveWeightsField } from "../points/positive-weights";

/** How k-means runs, whatever k is. */
export interface KmeansSweepOptions extends RunOptions {
  /** Starts of which the one with the lowest inertia is kept. @default 10 */
  restarts?: number | undefined;
  /** Steps of one start at most. @default 300 */
  maxIterations?: number | undefined;
  /**
   * A start has converged when no row changes its cluster, or the squared steps of its centers add up to at most this
   * share of the mean variance of a column.
   * @default 0.0001
   */
  tolerance?: number | undefined;
  /**
   * How a start is worked on.
   * - `"lloyd"`: all rows at every step
   * - `"mini-batch"`: rows drawn by weight, 10,000 at a time (Sculley 2010); then all rows, for 10 steps at most
   * - `"auto"`: `"mini-batch"` above 1,000,000 distinct rows
   * @default "auto"
   */
  algorithm?: "auto" | "lloyd" | "mini-batch" | undefined;
  /** Seed of the starts. @default 1 */
  seed?: number | undefined;
  /** One weight > 0 a row, meaning exactly that many equal rows. @default all equal to 1 */
  weights?: ArrayLike<number> | undefined;
}

/** The fields of {@link KmeansSweepOptions}. */
export const KMEANS_SETTINGS = {
  restarts: integer({ min: 1, max: 1000 }, 10),
  maxIterations: integer({ min: 1, max: 100_000 }, 300),
  tolerance: number({ min: 0 }, 0.0001),
  algorithm: oneOf(["auto", "lloyd", "mini-batch"], "auto"),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  weights: positiveWeightsField(),
  ...RUN_OPTIONS,
} satisfies Schema<KmeansSweepOptions>;
