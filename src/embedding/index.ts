export { type CustomEmbedderOptions, customEmbedder, type EmbedFunction } from "./custom-embedder";
export { type JoinedPart, joinEmbedders } from "./join-embedders";
export type { FittedNgrams, UnknownNgrams } from "./ngrams/fitted-ngrams";
export { type NgramEmbedderOptions, ngramEmbedder } from "./ngrams/ngram-embedder";
export type { FittedOrder, GrowingSequence } from "./order/fitted-order";
export { ORDER_SETTINGS, type OrderEmbedderOptions, orderEmbedder } from "./order/order-embedder";
export { applyPooling } from "./pooling/apply-pooling";
export { fitPooling } from "./pooling/fit-pooling";
export { poolSequences } from "./pooling/pool-sequences";
export {
  POOLING_SETTINGS,
  type PooledSequences,
  type Pooling,
  type PoolingOptions,
  type PoolingSettings,
  type Weighting,
} from "./pooling/pooling";
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
export type {
  ActionVectors,
  Embedder,
  EmbedderState,
  EmbeddingReport,
  FittedEmbedder,
  PrefixVectors,
  SequenceInput,
} from "./types";
export { type AlignedVectors, alignVectors } from "./word2vec/align-vectors";
export {
  trainWord2Vec,
  WORD2VEC_SETTINGS,
  type Word2VecOptions,
  type Word2VecSettings,
} from "./word2vec/train-word2vec";
export { type SimilarAction, Word2Vec } from "./word2vec/word2vec";
export { FittedWord2Vec, type Word2VecEmbedderOptions, word2vecEmbedder } from "./word2vec/word2vec-embedder";
