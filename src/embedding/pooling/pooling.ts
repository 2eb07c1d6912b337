import type { Matrix } from "../../core";
import { boolean, type Field, number, oneOf, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import type { ActionVectors } from "../types";

/** How much an action counts in the vector of a sequence. */
export type Weighting = "mean" | "tf-idf" | "sif";

export const WEIGHTINGS: readonly Weighting[] = ["mean", "tf-idf", "sif"];

/** Settings of pooling. */
export interface PoolingSettings {
  /**
   * `mean`: each occurrence counts the same. `tf-idf`: the fewer inputs show an action, the more it counts. `sif`: the
   * rarer an action, the more it counts, and the direction common to all sequences is taken out.
   * @default "tf-idf"
   */
  weighting?: Weighting | undefined;
  /**
   * SIF's a: an action of share p counts a / (a + p). The usual 1e-3 is for natural language; nearly all of the few
   * actions of users would be suppressed by it.
   * @default the share of the action that the median token shows, so that half of all tokens count at least 1/2
   */
  sifA?: number | undefined;
  /**
   * An action this many places before the last one of its sequence counts half, one twice as far a quarter: what a user
   * did lately counts most. Places are counted among the actions that have a vector; there is no clock in it.
   * @default none: all places count alike
   */
  halfLife?: number | undefined;
  /** Scale each vector to length 1, so that euclidean distances order like cosine ones. @default false */
  normalize?: boolean | undefined;
}

/** Options of {@link poolSequences}. */
export interface PoolingOptions extends PoolingSettings, RunOptions {}

/** Named so that declarations of other options do not import {@link Weighting} in a circle. */
export interface WeightingField extends Field<Weighting, "tf-idf"> {}

const WEIGHTING: WeightingField = oneOf(WEIGHTINGS, "tf-idf");

/** The fields of {@link PoolingSettings}. */
export const POOLING_SETTINGS = {
  weighting: WEIGHTING,
  sifA: number({ above: 0, max: 1 }),
  halfLife: number({ above: 0, max: 1e9 }),
  normalize: boolean(false),
} satisfies Schema<PoolingSettings>;

/** The fields of {@link PoolingOptions}. */
export const POOLING_OPTIONS = { ...POOLING_SETTINGS, ...RUN_OPTIONS } satisfies Schema<PoolingOptions>;

/** All that pooling a sequence needs, learned from other sequences and frozen: plain data. */
export interface PoolingModelData extends ActionVectors {
  readonly weighting: Weighting;
  readonly halfLife: number | undefined;
  readonly normalize: boolean;
  /** For each action, then for each prefix, the weight of one occurrence. */
  readonly weights: Float64Array;
  /** SIF: the direction that is taken out of every vector, of length 1. */
  readonly component: Float64Array | undefined;
}

/** One vector a sequence; a row of zeros where no action is known. */
export interface PooledSequences extends Matrix {
  /** For each row, the number of its actions that have a vector. */
  readonly known: Uint32Array;
}
