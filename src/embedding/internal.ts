// What other modules of the package use, and its users do not: no part of the public API.
export { NGRAM_SETTINGS } from "./ngrams/ngram-embedder";
export { ORDER_SETTINGS } from "./order/order-embedder";
export { POOLING_SETTINGS, type PoolingSettings } from "./pooling/pooling";
export { RESTORE_EMBEDDER_OPTIONS } from "./restore-embedder";
export { SENTENCE_BERT_SETTINGS, type SentenceBertSettings, type SentenceModelAccess } from "./sentence-bert/options";
export { SharedEmbeddings } from "./shared-embeddings";
export { WORD2VEC_SETTINGS, type Word2VecSettings } from "./word2vec/train-word2vec";
