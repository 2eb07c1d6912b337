import type { Matrix } from "../../core";
import type { RunOptions } from "../../parallel";
import type { Tree } from "../file/artefact";

/** How vectors are placed. */
export interface PlaceOptions extends RunOptions {
  /** Nearest segments that are listed, at most. @default 3 */
  readonly alternatives?: number | undefined;
}

/** Nearest segments that are listed where nobody says how many. */
export const ALTERNATIVES = 3;

/** Places new vectors among the segments. */
export interface Placer {
  place(vectors: Matrix, options?: PlaceOptions): Promise<Placements>;
  /**
   * The same as if these training vectors had not been there when new ones are placed; absent where they would be placed alike.
   */
  without?(vectors: Matrix): Placer;
  /**
   * Places among parts of its segments, one level further down its hierarchy; absent where it has none, undefined where no segment
   * is divided further.
   */
  below?(): PartsPlacer | undefined;
  /** How many groups it was fitted with beyond its segments: means of too few users, components that are nobody's. */
  spare?(): number;
  /** Plain data to make it again. */
  state(): Tree;
}

/** Places among parts of segments. */
export interface PartsPlacer {
  readonly placer: Placer;
  /** For each part the segment it belongs to. */
  readonly partOf: Int32Array;
}

/** One entry for each vector, and k entries for each in `alternatives`. */
export interface Placements {
  readonly labels: Int32Array;
  readonly probabilities: Float64Array;
  /** 1 for those that are in no segment by themselves and go with the nearest one; absent where nobody does. */
  readonly placed?: Int32Array;
  /** 1 for those of whose actions nothing was learnt: they are in no segment; absent where there is none. */
  readonly unknown?: Uint8Array;
  /** Distance to the nearest training vector: 0 for one seen in training. */
  readonly nearestDistances: Float64Array;
  /** The k nearest segments, nearest first, with shares of closeness that sum to 1. */
  readonly alternatives: { readonly k: number; readonly labels: Int32Array; readonly shares: Float64Array };
}
