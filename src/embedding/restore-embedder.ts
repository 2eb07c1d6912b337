import { describeValue, ModelFormatError } from "../core";
import { restoreOrder } from "./fitted-order";
import type { EmbedderState, FittedEmbedder } from "./types";
import { restoreWord2Vec } from "./word2vec-embedder";

/**
 * The fitted embedder of which `state()` was taken, for the methods built in: it gives the same bits.
 *
 * @param state what `state()` returned, also after a way through JSON and back for its `json` part.
 * @returns an embedder like the one fitted.
 * @throws ModelFormatError when the method is not built in, or the state is incomplete.
 * @example
 * const fitted = await word2vecEmbedder({ vectorSize: 8 }).fit([["start", "buy"], ["start", "quit"]]);
 * const again = restoreEmbedder(fitted.state()!);
 */
export function restoreEmbedder(state: EmbedderState): FittedEmbedder {
  if (state.method === "word2vec") return restoreWord2Vec(state);
  if (state.method === "order") return restoreOrder(state);
  throw new ModelFormatError(
    `an embedder of method ${describeValue(state.method)} is not built in: pass your own again`,
  );
}
