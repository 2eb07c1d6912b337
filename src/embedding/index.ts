export { type AlignedVectors, alignVectors } from "./align-vectors";
export { applyPooling } from "./apply-pooling";
export { type CustomEmbedderOptions, customEmbedder, type EmbedFunction } from "./custom-embedder";
export { fitPooling } from "./fit-pooling";
export type { FittedNgrams, UnknownNgrams } from "./fitted-ngrams";
export type { FittedOrder, GrowingSequence } from "./fitted-order";
export { type JoinedPart, joinEmbedders } from "./join-embedders";
export { type NgramEmbedderOptions, ngramEmbedder } from "./ngram-embedder";
export { ORDER_SETTINGS, type OrderEmbedderOptions, orderEmbedder } from "./order-embedder";
export { poolSequences } from "./pool-sequences";
export {
  POOLING_SETTINGS,
  type PooledSequences,
  type Pooling,
  type PoolingOptions,
  type PoolingSettings,
  type Weighting,
} from "./pooling";
export { RESTORE_EMBEDDER_OPTIONS, type RestoreEmbedderOptions, restoreEmbedder } from "./restore-embedder";
export type { FittedSentenceBert } from "./sentence-bert/fitted-sentence-bert";
export type { Dtype } from "./sentence-bert/model-folder";
export {
  SENTENCE_BERT_SETTINGS,
  type SentenceBertSettings,
  type SentenceEmbedderOptions,
  type SentenceModelAccess,
} from "./sentence-bert/options";
export type { TokenPooling } from "./sentence-bert/protocol";
export { sentenceEmbedder } from "./sentence-bert/sentence-embedder";
export type { Verbalizer } from "./sentence-bert/verbalize";
export { SharedEmbeddings } from "./shared-embeddings";
export { trainWord2Vec, WORD2VEC_SETTINGS, type Word2VecOptions, type Word2VecSettings } from "./train-word2vec";
export type {
  ActionVectors,
  Embedder,
  EmbedderState,
  EmbeddingReport,
  FittedEmbedder,
  PrefixVectors,
  SequenceInput,
} from "./types";
export { type SimilarAction, Word2Vec } from "./word2vec";
export { FittedWord2Vec, type Word2VecEmbedderOptions, word2vecEmbedder } from "./word2vec-embedder";
