import type { ActionVectors, SequenceInput } from "../types";
import { fitPooling } from "./fit-pooling";
import type { PoolingOptions } from "./pooling";
import { PoolingResult } from "./pooling-model";

/**
 * One vector for each sequence: the weighted mean of its actions' vectors, blind to their order (without `halfLife`).
 *
 * tf-idf: `ln((1 + n) / (1 + n_a)) + 1` with n inputs of which n_a show the action. SIF: smooth inverse frequency with
 * the first component removed (Arora, Liang & Ma 2017). The weights are learned from these sequences, of which each
 * distinct one counts by its weight, and frozen.
 *
 * @param sequences lists of actions, or built sequences, of which each distinct row gets one vector.
 * @param vectors a {@link Word2Vec}, or any vectors of actions.
 * @param options how actions are weighted, workers, progress and abort.
 * @returns n rows of vectorSize numbers, zeros for a sequence of unknown actions only; `apply` pools other sequences
 * alike.
 * @throws RangeError when there is not one vector for each action.
 * @example
 * const paths = [["start", "shop", "buy"], ["start", "play", "quit"]];
 * const fitted = await poolSequences(paths, await trainWord2Vec(paths), { weighting: "sif" });
 * fitted.embedding.rows; // 2
 * (await fitted.apply([["play", "never seen"]])).known; // Uint32Array [ 1 ]
 */
export async function poolSequences(
  sequences: SequenceInput,
  vectors: ActionVectors,
  options: PoolingOptions = {},
): Promise<PoolingResult> {
  const model = await fitPooling(sequences, vectors, options);
  const { workers, signal, onProgress } = options ?? {};
  return new PoolingResult({ ...model, embedding: await model.apply(sequences, { workers, signal, onProgress }) });
}
