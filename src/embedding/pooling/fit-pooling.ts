import { checkpoint, readOptions } from "../../core/internal";
import { withPool } from "../../parallel/internal";
import { builtSequences } from "../built-sequences";
import { modelTokens } from "../model-tokens";
import { countTokens } from "../token-counts";
import type { ActionVectors, SequenceInput } from "../types";
import { tokenLookup } from "../word2vec/token-lookup";
import { checkActionVectors } from "./action-vectors";
import { actionWeights } from "./action-weights";
import { firstComponent } from "./first-component";
import { poolRows } from "./pool-rows";
import { POOLING_OPTIONS, type Pooling, type PoolingOptions } from "./pooling";

/**
 * Learns how much each action counts and freezes it, so that sequences seen later are pooled the same
 * ({@link applyPooling}).
 *
 * tf-idf: `ln((1 + n) / (1 + n_a)) + 1` with n inputs of which n_a show the action. SIF: smooth inverse frequency with
 * the first component removed (Arora, Liang & Ma 2017).
 *
 * @param sequences what the weights are learnt from; each distinct sequence counts by its weight.
 * @param vectors a {@link Word2Vec}, or any vectors of actions.
 * @returns plain data.
 * @throws RangeError when there is not one vector for each action.
 * @example
 * const paths = [["start", "shop", "buy"], ["start", "play", "quit"]];
 * const pooling = await fitPooling(paths, await trainWord2Vec(paths));
 * const points = await applyPooling([["shop", "quit"]], pooling);
 */
export async function fitPooling(
  sequences: SequenceInput,
  vectors: ActionVectors,
  options: PoolingOptions = {},
): Promise<Pooling> {
  const { weighting, a, halfLife, normalize, workers, signal, onProgress } = readOptions(options, POOLING_OPTIONS);
  checkActionVectors("vectors", vectors);
  const built = await builtSequences(sequences, { signal, onProgress });
  const at = checkpoint("weighting", { signal, onProgress });
  const { actions } = vectors.vocabulary;
  const { prefixes } = vectors;
  const tokens = await modelTokens(built, tokenLookup(vectors), at.part(0, 0.2));
  const rows = await countTokens(tokens, halfLife, at.part(0.2, 0.4));
  const weights = actionWeights(rows, built.weights, actions.length + (prefixes?.names.length ?? 0), weighting, a);
  const pooling = {
    vectors: vectors.vectors,
    vocabulary: { actions },
    prefixes,
    weighting,
    halfLife,
    normalize,
    weights,
  };
  if (weighting !== "sif") return { ...pooling, component: undefined };
  const points = await poolRows(rows, { ...pooling, normalize: false, component: undefined }, at.part(0.4, 0.7));
  const component = await withPool(workers, (pool) => firstComponent(points, built.weights, pool, at.part(0.7, 1)));
  return { ...pooling, component };
}
