export { applyPooling } from "./apply-pooling";
export { type CustomEmbedderOptions, customEmbedder, type EmbedFunction } from "./custom-embedder";
export { fitPooling } from "./fit-pooling";
export type { FittedOrder } from "./fitted-order";
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
export { restoreEmbedder } from "./restore-embedder";
export { trainWord2Vec, WORD2VEC_SETTINGS, type Word2VecOptions, type Word2VecSettings } from "./train-word2vec";
export type { ActionVectors, Embedder, EmbedderState, FittedEmbedder, SequenceInput } from "./types";
export { type SimilarAction, Word2Vec } from "./word2vec";
export { FittedWord2Vec, type Word2VecEmbedderOptions, word2vecEmbedder } from "./word2vec-embedder";
