import { checkpoint, readOptions } from "../../core/internal";
import { withPool } from "../../parallel/internal";
import { builtSequences } from "../built-sequences";
import { modelTokens } from "../model-tokens";
import { countTokens } from "../token-counts";
import { tokenLookup } from "../token-lookup";
import type { ActionVectors, SequenceInput } from "../types";
import { checkActionVectors } from "./action-vectors";
import { actionWeights } from "./action-weights";
import { firstComponent } from "./first-component";
import { poolRows } from "./pool-rows";
import { POOLING_OPTIONS, type PoolingOptions } from "./pooling";
import { PoolingModel } from "./pooling-model";

/**
 * Learns how much each action counts, from sequences of which each distinct one counts by its weight, and freezes it.
 */
export async function fitPooling(
  sequences: SequenceInput,
  vectors: ActionVectors,
  options: PoolingOptions = {},
): Promise<PoolingModel> {
  const { weighting, sifA, halfLife, normalize, workers, signal, onProgress } = readOptions(options, POOLING_OPTIONS);
  checkActionVectors("vectors", vectors);
  const built = await builtSequences(sequences, { signal, onProgress });
  const at = checkpoint("weighting", { signal, onProgress });
  const { actions } = vectors.vocabulary;
  const { prefixes } = vectors;
  const tokens = await modelTokens(built, tokenLookup(vectors), at.part(0, 0.2));
  const rows = await countTokens(tokens, halfLife, at.part(0.2, 0.4));
  const weights = actionWeights(rows, built.weights, actions.length + (prefixes?.names.length ?? 0), weighting, sifA);
  const pooling = {
    vectors: vectors.vectors,
    vocabulary: { actions },
    prefixes,
    weighting,
    halfLife,
    normalize,
    weights,
  };
  if (weighting !== "sif") return new PoolingModel({ ...pooling, component: undefined });
  const points = await poolRows(rows, { ...pooling, normalize: false, component: undefined }, at.part(0.4, 0.7));
  const component = await withPool(workers, (pool) => firstComponent(points, built.weights, pool, at.part(0.7, 1)));
  return new PoolingModel({ ...pooling, component });
}
