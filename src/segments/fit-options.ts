import type { HdbscanOptions, MarkovMixtureSettings } from "../clustering";
import { HDBSCAN_SETTINGS, MARKOV_MIXTURE_SETTINGS } from "../clustering/internal";
import type { Duration } from "../core";
import { duration, either, integer, nested, number, oneOf, readOptions, type Schema } from "../core/internal";
import type { Embedder, OrderEmbedderOptions } from "../embedding";
import {
  ORDER_SETTINGS,
  POOLING_SETTINGS,
  type PoolingSettings,
  SENTENCE_BERT_SETTINGS,
  type SentenceBertSettings,
  WORD2VEC_SETTINGS,
  type Word2VecSettings,
} from "../embedding/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import type { SummarizeOptions } from "../profiles";
import { SUMMARIZE_OPTIONS } from "../profiles/internal";
import type { BuildSequencesOptions } from "../sequences";
import { BUILD_SEQUENCES_OPTIONS } from "../sequences/internal";
import { byMethod, orAuto, pluggable, settings } from "./option-fields";
import type { Clusterer } from "./stages/clusterer";
import type { Reducer } from "./stages/reducer";

/** Options of {@link fitSegments}. */
export interface FitSegmentsOptions extends RunOptions {
  /** How events become sequences. Not for input that is built sequences already. */
  sequences?: Omit<BuildSequencesOptions, keyof RunOptions>;
  /**
   * How sequences become vectors: Word2Vec, n-grams and ordered pairs, or Sentence-BERT with these settings, or an embedder
   * of your own. `"auto"` tries those that need no model, and takes what tells most of the sequences' actions with fewest
   * segments; `model.selection` says why.
   * @default "auto"
   */
  embedding?: "auto" | Word2VecEmbeddingOptions | OrderEmbeddingOptions | SentenceBertEmbeddingOptions | Embedder;
  /** How vectors become few-dimensional before clustering, or a reducer of your own. */
  reduction?: ReductionOptions | Reducer;
  /**
   * How vectors are grouped: HDBSCAN or k-means with these settings, or a clusterer of your own; or a mixture of Markov
   * chains, which needs no vectors. `"auto"` tries HDBSCAN, and k-means on the vectors as they are.
   * @default "auto"
   */
  clustering?: "auto" | HdbscanClusteringOptions | KmeansClusteringOptions | MarkovMixtureClusteringOptions | Clusterer;
  /** The 2-D picture. */
  projection?: ProjectionOptions;
  /** How the segments are profiled: how much is listed, properties to compare, a describer of your own. */
  profiles?: ProfileOptions;
  /**
   * How much is tried, where something is left to `"auto"`: `thorough` compares on larger samples and resamples more.
   * @default "quick"
   */
  effort?: "quick" | "thorough";
  /**
   * Time after which no other candidate is tried, such as `"30s"` or milliseconds; at least one is. Results then depend
   * on the machine; `model.selection.skipped` tells how many were left out.
   * @default no limit, so that results do not
   */
  timeBudget?: Duration;
  /** Seed of all random numbers. @default 1 */
  seed?: number;
}

/** Options of `summarizeSegments`, without what the model itself knows. */
export type ProfileOptions = Omit<SummarizeOptions, keyof RunOptions | "includeNoise" | "persistence">;

/** Word2Vec action vectors, pooled. */
export interface Word2VecEmbeddingOptions extends Omit<Word2VecSettings, "seed">, PoolingSettings {
  /** @default "word2vec" */
  method?: "word2vec";
}

/** N-grams and ordered pairs of actions, for behaviour that differs in its order (`orderEmbedder`). */
export interface OrderEmbeddingOptions extends Omit<OrderEmbedderOptions, "seed"> {
  method: "order";
}

/** A local Sentence-BERT model that reads sequences as texts (`sentenceEmbedder`). */
export interface SentenceBertEmbeddingOptions extends SentenceBertSettings {
  method: "sentence-bert";
}

/**
 * Reduction before clustering: HDBSCAN needs few dimensions, density thins out in many. PCA keeps distances as they are.
 * UMAP turns neighbourhoods into dense places: it finds more where every path is different, and splits what is one cloud.
 */
export interface ReductionOptions {
  /** `"auto"` tries all and takes what tells the sequences' actions best. @default "auto" */
  method?: "auto" | "umap" | "pca" | "none";
  /** Dimensions kept. @default by method: 5 for umap, 8 (or all, where they are fewer) for pca */
  nComponents?: number;
  /** UMAP: size of a neighbourhood. @default 15 */
  nNeighbors?: number;
  /** UMAP: how close together points may stand. @default 0 */
  minDist?: number;
  /** UMAP: how vectors are compared. @default "cosine" */
  metric?: "cosine" | "euclidean";
  /** UMAP: rounds of settling. @default by size: as many as umap takes, 200 at most with the effort quick */
  nEpochs?: number;
}

/** HDBSCAN over the distinct behaviours, weighted by their users. */
export interface HdbscanClusteringOptions
  extends Omit<
    HdbscanOptions,
    | keyof RunOptions
    | "weights"
    | "minClusterSize"
    | "minSamples"
    | "countSamples"
    | "metric"
    | "clusterSelectionMethod"
  > {
  /** @default "hdbscan" */
  method?: "hdbscan";
  /**
   * Fewest users (or sessions) that make a segment. `"auto"` tries a two hundredth, a hundredth, a fiftieth, a twentieth and
   * a tenth of all (at least 5) and takes what tells the sequences' actions best.
   * @default "auto"
   */
  minClusterSize?: number | "auto";
  /** Excess of mass, or the leaves of the condensed tree: more and smaller segments. @default both are tried */
  clusterSelectionMethod?: "eom" | "leaf";
  /** `cosine` is the euclidean distance between vectors scaled to length 1. @default "euclidean" */
  metric?: "euclidean" | "cosine";
  /**
   * How many users must be near for a place to count as dense. (With the clustering `"auto"` different paths are counted, so
   * that a popular path is not dense by itself.)
   * @default the smaller of 5 and minClusterSize
   */
  minSamples?: number;
}

/** Weighted k-means over the distinct behaviours, each scaled to length 1 (`kmeans`). */
export interface KmeansClusteringOptions {
  method: "kmeans";
  /** Number of clusters; those of fewer than 5 users are in no segment. `"auto"` tries 1 to 40. @default "auto" */
  k?: number | "auto";
  /** Starts of which the best is kept. @default 10 */
  restarts?: number;
}

/** A mixture of first-order Markov chains, fitted to the actions themselves (`markovMixture`). */
export interface MarkovMixtureClusteringOptions extends MarkovMixtureSettings {
  method: "markov-mixture";
}

/** The 2-D picture of a model. */
export interface ProjectionOptions {
  /** @default "umap" */
  method?: "umap" | "pca" | "none";
  /** UMAP: size of a neighbourhood. @default 15 */
  nNeighbors?: number;
  /** UMAP: how close together points may stand. @default 0.1 */
  minDist?: number;
  /** UMAP: how vectors are compared. @default "cosine" */
  metric?: "cosine" | "euclidean";
}

const { seed: _seed, ...WORD2VEC } = WORD2VEC_SETTINGS;
const { seed: _orderSeed, ...ORDER } = ORDER_SETTINGS;
const { workers: _workers, signal: _signal, onProgress: _onProgress, ...SEQUENCES } = BUILD_SEQUENCES_OPTIONS;

const {
  includeNoise: _includeNoise,
  persistence: _persistence,
  workers: _workers2,
  signal: _signal2,
  onProgress: _onProgress2,
  ...PROFILES
} = SUMMARIZE_OPTIONS;

const WORD2VEC_EMBEDDING_OPTIONS = {
  method: oneOf(["word2vec"], "word2vec"),
  ...WORD2VEC,
  ...POOLING_SETTINGS,
} satisfies Schema<Word2VecEmbeddingOptions>;

const ORDER_EMBEDDING_OPTIONS = {
  method: oneOf(["order"]),
  ...ORDER,
} satisfies Schema<OrderEmbeddingOptions>;

const SENTENCE_BERT_EMBEDDING_OPTIONS = {
  method: oneOf(["sentence-bert"]),
  ...SENTENCE_BERT_SETTINGS,
} satisfies Schema<SentenceBertEmbeddingOptions>;

const REDUCTION_OPTIONS = {
  method: oneOf(["auto", "umap", "pca", "none"], "auto"),
  nComponents: integer({ min: 1 }),
  nNeighbors: integer({ min: 2 }, 15),
  minDist: number({ min: 0 }, 0),
  metric: oneOf(["cosine", "euclidean"], "cosine"),
  nEpochs: integer({ min: 1 }),
} satisfies Schema<ReductionOptions>;

const { countSamples: _countSamples, ...HDBSCAN } = HDBSCAN_SETTINGS;

const HDBSCAN_CLUSTERING_OPTIONS = {
  method: oneOf(["hdbscan"], "hdbscan"),
  ...HDBSCAN,
  metric: oneOf(["euclidean", "cosine"], "euclidean"),
  minClusterSize: either(integer({ min: 2 }), oneOf(["auto"]), "auto"),
  clusterSelectionMethod: oneOf(["eom", "leaf"]),
  minSamples: integer({ min: 1 }),
} satisfies Schema<HdbscanClusteringOptions>;

const KMEANS_CLUSTERING_OPTIONS = {
  method: oneOf(["kmeans"]),
  k: either(integer({ min: 2, max: 1000 }), oneOf(["auto"]), "auto"),
  restarts: integer({ min: 1, max: 1000 }, 10),
} satisfies Schema<KmeansClusteringOptions>;

const MARKOV_MIXTURE_CLUSTERING_OPTIONS = {
  method: oneOf(["markov-mixture"]),
  ...MARKOV_MIXTURE_SETTINGS,
} satisfies Schema<MarkovMixtureClusteringOptions>;

const PROJECTION_OPTIONS = {
  method: oneOf(["umap", "pca", "none"], "umap"),
  nNeighbors: integer({ min: 2 }, 15),
  minDist: number({ min: 0 }, 0.1),
  metric: oneOf(["cosine", "euclidean"], "cosine"),
} satisfies Schema<ProjectionOptions>;

const WORD2VEC_EMBEDDING = pluggable<Embedder, typeof WORD2VEC_EMBEDDING_OPTIONS>("fit", WORD2VEC_EMBEDDING_OPTIONS);
const OWN_EMBEDDING = byMethod(WORD2VEC_EMBEDDING, "order", ORDER_EMBEDDING_OPTIONS);

/** HDBSCAN with everything left to the data. */
export const DEFAULT_HDBSCAN = readOptions({}, HDBSCAN_CLUSTERING_OPTIONS);

const HDBSCAN_CLUSTERING = pluggable<Clusterer, typeof HDBSCAN_CLUSTERING_OPTIONS>(
  "cluster",
  HDBSCAN_CLUSTERING_OPTIONS,
);

/** The fields of {@link FitSegmentsOptions}. */
export const FIT_SEGMENTS_OPTIONS = {
  sequences: settings<Omit<BuildSequencesOptions, keyof RunOptions>>(SEQUENCES),
  embedding: orAuto(byMethod(OWN_EMBEDDING, "sentence-bert", SENTENCE_BERT_EMBEDDING_OPTIONS)),
  reduction: pluggable<Reducer, typeof REDUCTION_OPTIONS>("fit", REDUCTION_OPTIONS),
  clustering: orAuto(
    byMethod(
      byMethod(HDBSCAN_CLUSTERING, "kmeans", KMEANS_CLUSTERING_OPTIONS),
      "markov-mixture",
      MARKOV_MIXTURE_CLUSTERING_OPTIONS,
    ),
  ),
  projection: nested(PROJECTION_OPTIONS),
  profiles: settings<ProfileOptions>(PROFILES),
  effort: oneOf(["quick", "thorough"], "quick"),
  timeBudget: duration(),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  ...RUN_OPTIONS,
} satisfies Schema<FitSegmentsOptions>;
