export { type CustomEmbedderOptions, customEmbedder, type EmbedFunction } from "./custom-embedder";
export { type JoinedPart, joinEmbedders } from "./join-embedders";
export type { FittedNgrams, UnknownNgrams } from "./ngrams/fitted-ngrams";
export { type NgramEmbedderOptions, ngramEmbedder } from "./ngrams/ngram-embedder";
export type { FittedOrder, GrowingSequence } from "./order/fitted-order";
export { type OrderEmbedderOptions, orderEmbedder } from "./order/order-embedder";
export { poolSequences } from "./pooling/pool-sequences";
export type { PooledSequences, PoolingModelData, PoolingOptions, Weighting } from "./pooling/pooling";
export { PoolingModel, type PoolingResult } from "./pooling/pooling-model";
export { type RestoreEmbedderOptions, restoreEmbedder } from "./restore-embedder";
export type { FittedSentenceBert } from "./sentence-bert/fitted-sentence-bert";
export type { Dtype } from "./sentence-bert/model-folder";
export type { SentenceEmbedderOptions } from "./sentence-bert/options";
export type { TokenPooling } from "./sentence-bert/protocol";
export { sentenceEmbedder } from "./sentence-bert/sentence-embedder";
export type { Verbalizer } from "./sentence-bert/verbalize";
export type {
  ActionVectors,
  Embedded,
  Embedder,
  EmbedderState,
  EmbeddingReport,
  FittedEmbedder,
  PrefixVectors,
  SequenceInput,
} from "./types";
export { type AlignedVectors, alignVectors } from "./word2vec/align-vectors";
export { trainWord2Vec, type Word2VecOptions } from "./word2vec/train-word2vec";
export type { SimilarAction, Word2Vec } from "./word2vec/word2vec";
export { type FittedWord2Vec, type Word2VecEmbedderOptions, word2vecEmbedder } from "./word2vec/word2vec-embedder";
