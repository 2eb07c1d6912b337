import { checkpoint, readOptions } from "../../core/internal";
import type { ActionVectors, SequenceInput } from "../types";
import { poolBy } from "./apply-pooling";
import { fitPooling } from "./fit-pooling";
import { POOLING_OPTIONS, type PooledSequences, type PoolingOptions } from "./pooling";

/**
 * One vector for each sequence: the weighted mean of its actions' vectors, blind to their order (without `halfLife`). The weights are learnt
 * from the same sequences; to pool others alike, use {@link fitPooling} and {@link applyPooling}.
 *
 * @param sequences lists of actions, or built sequences, of which each distinct row gets one vector.
 * @param vectors a {@link Word2Vec}, or any vectors of actions.
 * @returns n rows of vectorSize numbers; zeros for a sequence of unknown actions only.
 * @throws RangeError when there is not one vector for each action.
 * @example
 * const paths = [["start", "shop", "buy"], ["start", "play", "quit"]];
 * const points = await poolSequences(paths, await trainWord2Vec(paths), { weighting: "sif" });
 * points.rows; // 2
 */
export async function poolSequences(
  sequences: SequenceInput,
  vectors: ActionVectors,
  options: PoolingOptions = {},
): Promise<PooledSequences> {
  const { signal, onProgress } = readOptions(options, POOLING_OPTIONS);
  const pooling = await fitPooling(sequences, vectors, options);
  return poolBy(sequences, pooling, checkpoint("pooling", { signal, onProgress }));
}
