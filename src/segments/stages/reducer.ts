import type { Matrix } from "../../core";
import type { RunOptions } from "../../parallel";
import type { Tree } from "../file/artefact";

/** Brings vectors to fewer dimensions before clustering. Built in: UMAP and PCA; anything with these members plugs in. */
export interface Reducer {
  /** Short name for reports and saved models. */
  readonly method: string;
  /**
   * Learns from the vectors of the distinct sequences; `weights[i]` inputs share row i. Deterministic.
   *
   * @param vectors the rows to learn from.
   * @param weights as many whole numbers.
   * @param run workers, progress and abort, to be passed on.
   * @returns the reduced rows, and what reduces new ones.
   */
  fit(vectors: Matrix, weights: Float64Array, run: RunOptions): Promise<{ embedding: Matrix; fitted: FittedReducer }>;
}

/** A fitted {@link Reducer}. */
export interface FittedReducer {
  readonly method: string;
  /**
   * Reduces new vectors; a training vector must give its row of the embedding, bit for bit, alone or among others.
   *
   * @param vectors rows as wide as those learned from.
   * @param run workers, progress and abort.
   * @returns as many rows as `vectors` has.
   */
  transform(vectors: Matrix, run?: RunOptions): Promise<Matrix>;
  /**
   * The same as if these training vectors had not been there when new ones are placed; the reducer itself where that makes no
   * difference, or is not known.
   */
  without?(vectors: Matrix): FittedReducer;
  /**
   * Plain data to make it again.
   *
   * @returns undefined when it cannot be saved (a user's own function).
   */
  state(): Tree;
}
