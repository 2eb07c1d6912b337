import { ModelFormatError } from "../core";
import { describeValue, plainObject, readOptions, type Schema } from "../core/internal";
import { restoreJoin } from "./join-embedders";
import { restoreNgrams } from "./ngrams/fitted-ngrams";
import { restoreOrder } from "./order/fitted-order";
import { restoreSentenceBert } from "./sentence-bert/fitted-sentence-bert";
import { SENTENCE_MODEL_ACCESS, type SentenceModelAccess, VERBALIZER } from "./sentence-bert/options";
import type { Verbalizer } from "./sentence-bert/verbalize";
import type { EmbedderState, FittedEmbedder } from "./types";
import { restoreWord2Vec } from "./word2vec/word2vec-embedder";

/** Options of {@link restoreEmbedder}: where a sentence model is found again. Other methods need none. */
export interface RestoreEmbedderOptions extends SentenceModelAccess {
  /** The function from actions to a text, where that was one: functions are not saved. @default none */
  verbalize?: Verbalizer | undefined;
}

/** The fields of {@link RestoreEmbedderOptions}. */
export const RESTORE_EMBEDDER_OPTIONS = {
  verbalize: VERBALIZER,
  ...SENTENCE_MODEL_ACCESS,
} satisfies Schema<RestoreEmbedderOptions>;

/**
 * The fitted embedder of which `state()` was taken, for the methods built in: it gives the same bits. A sentence model
 * is not in its state; it is opened when it is needed, and must be the one that was fitted with.
 *
 * @param state what `state()` returned, also after a way through JSON and back for its `json` part.
 * @param options where a sentence model is found again; other methods need nothing.
 * @returns an embedder like the one fitted.
 * @throws ModelFormatError when the method is not built in, or the state is incomplete.
 * @example
 * const fitted = await word2vecEmbedder({ vectorSize: 8 }).fit([["start", "buy"], ["start", "quit"]]);
 * const again = restoreEmbedder(fitted.state()!);
 */
export function restoreEmbedder(state: EmbedderState, options: RestoreEmbedderOptions = {}): FittedEmbedder {
  const access = readOptions(options, RESTORE_EMBEDDER_OPTIONS);
  plainObject("state", "what the state() of a fitted embedder gives", state);
  for (const part of [state.json, state.matrices]) {
    if (typeof part !== "object" || part === null) throw new ModelFormatError("the state of an embedder is incomplete");
  }
  if (state.method === "word2vec") return restoreWord2Vec(state);
  if (state.method === "ngrams") return restoreNgrams(state);
  if (state.method === "order") return restoreOrder(state);
  if (state.method === "sentence-bert") return restoreSentenceBert(state, access);
  if (state.method === "joined") return restoreJoin(state, restoreEmbedder);
  throw new ModelFormatError(
    `an embedder of method ${describeValue(state.method)} is not built in: pass your own again`,
  );
}
