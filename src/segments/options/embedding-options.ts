import { type Field, oneOf, type Schema, string } from "../../core/internal";
import type { Embedder, NgramEmbedderOptions, OrderEmbedderOptions } from "../../embedding";
import {
  NGRAM_SETTINGS,
  ORDER_SETTINGS,
  POOLING_SETTINGS,
  type PoolingSettings,
  SENTENCE_BERT_SETTINGS,
  type SentenceBertSettings,
  WORD2VEC_SETTINGS,
  type Word2VecSettings,
} from "../../embedding/internal";
import { isPlugIn, type LeftToTheData, type PluggedIn } from "./plugged-in";
import { stageField } from "./stage-field";

/** How sequences become vectors: the name of a method, or its options, or an embedder of the user's own. */
export type EmbeddingOption =
  | "auto"
  | "word2vec"
  | "order"
  | "ngrams"
  | LeftToTheData
  | Word2VecStageOptions
  | OrderStageOptions
  | NgramStageOptions
  | SentenceBertStageOptions
  | PluggedIn<Embedder, "auto" | "word2vec" | "order" | "ngrams" | "sentence-bert">;

/** Word2Vec action vectors, pooled. */
export interface Word2VecStageOptions extends Omit<Word2VecSettings, "seed">, PoolingSettings {
  method: "word2vec";
}

/** N-grams and ordered pairs of actions, for behaviour that differs in its order (`orderEmbedder`). */
export interface OrderStageOptions extends Omit<OrderEmbedderOptions, "seed"> {
  method: "order";
}

/** Counts of actions and of pairs of an action and the next, brought to a few dimensions (`ngramEmbedder`). */
export interface NgramStageOptions extends Omit<NgramEmbedderOptions, "seed"> {
  method: "ngrams";
}

/** A local Sentence-BERT model that reads sequences as texts (`sentenceEmbedder`). */
export interface SentenceBertStageOptions extends SentenceBertSettings {
  method: "sentence-bert";
}

const { seed: _word2vecSeed, ...WORD2VEC } = WORD2VEC_SETTINGS;
const { seed: _orderSeed, ...ORDER } = ORDER_SETTINGS;
const { seed: _ngramSeed, ...NGRAMS } = NGRAM_SETTINGS;

const WORD2VEC_STAGE_OPTIONS = {
  method: oneOf(["word2vec"]),
  ...WORD2VEC,
  ...POOLING_SETTINGS,
} satisfies Schema<Word2VecStageOptions>;

const ORDER_STAGE_OPTIONS = { method: oneOf(["order"]), ...ORDER } satisfies Schema<OrderStageOptions>;

const NGRAM_STAGE_OPTIONS = { method: oneOf(["ngrams"]), ...NGRAMS } satisfies Schema<NgramStageOptions>;

const SENTENCE_BERT_STAGE_OPTIONS = {
  method: oneOf(["sentence-bert"]),
  ...SENTENCE_BERT_SETTINGS,
} satisfies Schema<SentenceBertStageOptions>;

const METHODS = {
  word2vec: WORD2VEC_STAGE_OPTIONS,
  order: ORDER_STAGE_OPTIONS,
  ngrams: NGRAM_STAGE_OPTIONS,
  "sentence-bert": SENTENCE_BERT_STAGE_OPTIONS,
};

const STAGE = stageField<typeof METHODS, "auto", Embedder>({
  methods: METHODS,
  fallback: "auto",
  plugIn: { member: "fit" },
});

type Settings = ReturnType<typeof STAGE.read>;
type SentenceSettings = Extract<Exclude<Settings, Embedder>, { readonly method: "sentence-bert" }>;

/** Reads an {@link EmbeddingOption}. */
export const EMBEDDING: Field<Exclude<Settings, SentenceSettings> | (SentenceSettings & { model: string }), "auto"> = {
  expected: STAGE.expected,
  default: "auto",
  options: STAGE.options,
  get json() {
    return STAGE.json;
  },
  read(value, path) {
    const read = STAGE.read(value, path);
    if (read === "auto" || isPlugIn<Embedder>(read, "fit") || read.method !== "sentence-bert") return read;
    if (read.model === undefined) {
      const all = '{ method: "sentence-bert", model: "sentence-transformers/all-MiniLM-L6-v2" }';
      throw new TypeError(`"${path}" of method "sentence-bert" needs a model, such as ${all}`);
    }
    return { ...read, model: string().read(read.model, `${path}.model`) };
  },
};
