import type { Duration } from "../../core";
import { duration, integer, ofType, oneOf, type Resolved, readOptions, type Schema } from "../../core/internal";
import type { Embedder } from "../../embedding";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import type { SummarizeOptions } from "../../profiles";
import { SUMMARIZE_OPTIONS } from "../../profiles/internal";
import type { Selection } from "../../selection";
import type { BuildSequencesOptions, TokenizedSequences } from "../../sequences";
import { BUILD_SEQUENCES_OPTIONS } from "../../sequences/internal";
import { type KnownPaths, resolveGuide } from "../guide/resolve-guide";
import { checkedOptions } from "./checked-options";
import {
  CLUSTERING,
  type ClusteringOption,
  type ClusteringSettings,
  clusteringSettings,
  type HdbscanClusteringOptions,
  type KmeansClusteringOptions,
  type MarkovMixtureClusteringOptions,
} from "./clustering-options";
import {
  EMBEDDING,
  type EmbeddingOption,
  type NgramStageOptions,
  type OrderStageOptions,
  type SentenceBertStageOptions,
  type Word2VecStageOptions,
} from "./embedding-options";
import type {
  AgglomerativeClusteringOptions,
  BisectingKmeansClusteringOptions,
  DbscanClusteringOptions,
  GaussianMixtureClusteringOptions,
  OpticsClusteringOptions,
} from "./engine-options";
import { GUIDE, type GuideOptions } from "./guide-options";
import type { Pin } from "./pin";
import { isModel, type PreviousModel } from "./previous-model";
import {
  type PcaProjectionOptions,
  PROJECTION,
  type ProjectionOption,
  type UmapProjectionOptions,
} from "./projection-options";
import {
  type PcaReductionOptions,
  REDUCTION,
  type ReductionOption,
  type UmapReductionOptions,
} from "./reduction-options";

/**
 * Options of {@link fitSegments}. A stage is given as the name of its method (`embedding: "order"`), as the method and its
 * options (`{ method: "order", window: 5 }`), or as an object of your own. `"auto"`, `{}` and nothing at all mean the same:
 * the data choose.
 */
export interface FitSegmentsOptions extends RunOptions {
  /** How events become sequences. Not for input that is built sequences already. */
  sequences?: Omit<BuildSequencesOptions, keyof RunOptions> | undefined;
  /**
   * How sequences become vectors.
   * - `"auto"`: those below that need no model compete ({@link Selection} says which won, and why)
   * - `"word2vec"`: pooled vectors of actions ({@link Word2VecStageOptions})
   * - `"order"`: n-grams and ordered pairs ({@link OrderStageOptions})
   * - `"ngrams"`: n-grams alone ({@link NgramStageOptions})
   * - `"sentence-bert"`: a local model that reads sequences as texts; it needs its `model` ({@link SentenceBertStageOptions})
   * - an {@link Embedder} of your own
   * @default "auto"
   */
  embedding?: EmbeddingOption | undefined;
  /**
   * How vectors become few-dimensional before clustering: HDBSCAN needs few dimensions, for density thins out in many.
   * - `"auto"`: those below compete, `false` too
   * - `"pca"`: {@link PcaReductionOptions}
   * - `"umap"`: {@link UmapReductionOptions}
   * - `false`: the vectors are clustered as they are
   * - a {@link Reducer} of your own
   * @default "auto"
   */
  reduction?: ReductionOption | undefined;
  /**
   * How vectors are grouped.
   * - `"auto"`: HDBSCAN, and k-means on the vectors as they are, compete
   * - `"hdbscan"`: {@link HdbscanClusteringOptions}
   * - `"kmeans"`: {@link KmeansClusteringOptions}
   * - `"markov-mixture"`: needs no vectors ({@link MarkovMixtureClusteringOptions})
   * - `"bisecting-kmeans"`: {@link BisectingKmeansClusteringOptions}
   * - `"gaussian-mixture"`: {@link GaussianMixtureClusteringOptions}
   * - `"dbscan"`: needs its `eps` ({@link DbscanClusteringOptions})
   * - `"optics"`: {@link OpticsClusteringOptions}
   * - `"agglomerative"`: {@link AgglomerativeClusteringOptions}
   * - a {@link Clusterer} of your own
   * @default "auto"
   */
  clustering?: ClusteringOption | undefined;
  /**
   * What is already known of some users ({@link GuideOptions}): segments are sought and cut so that it holds, and
   * `model.report.guide` says where the data say otherwise. For the clusterings `"auto"` and `"hdbscan"`.
   * @default nothing
   */
  guide?: GuideOptions | undefined;
  /**
   * The 2-D picture.
   * - `"umap"`: {@link UmapProjectionOptions}
   * - `"pca"`: {@link PcaProjectionOptions}
   * - `false`: none
   * @default umap
   */
  projection?: ProjectionOption | undefined;
  /** How the segments are profiled: how much is listed, properties to compare, a describer of your own. */
  profiles?: ProfileOptions | undefined;
  /**
   * How much is tried, where something is left to `"auto"`: `thorough` compares on larger samples and resamples more.
   * @default "quick"
   */
  effort?: "quick" | "thorough" | undefined;
  /**
   * Time after which no other candidate is tried, such as `"30s"` or milliseconds; at least one is. Results then depend
   * on the machine; `model.selection.skipped` says how many were left out.
   * @default no limit, so that results do not
   */
  timeBudget?: Duration | undefined;
  /**
   * Actions of paths that fewer users (or sessions) took are hidden, in profiles, reports and the saved model: see the guide to
   * privacy.
   * @default 1
   */
  minPathMembers?: number | undefined;
  /**
   * The model before, fitted or loaded. Its pipeline is fitted anew without a choice (sizes as shares of the users), with
   * its options where none are given here; segments that go on keep their id and name, and the picture its orientation.
   * Where `embedding`, `reduction` or `clustering` is given, that choice is made again.
   * @default none
   */
  previous?: PreviousModel | undefined;
  /** Seed of all random numbers. @default 1 */
  seed?: number | undefined;
}

/** Options of `summarizeSegments`, without what the model itself knows. */
export type ProfileOptions = Omit<SummarizeOptions, keyof RunOptions | "includeNoise" | "persistence">;

const { workers: _workers, signal: _signal, onProgress: _onProgress, ...SEQUENCES } = BUILD_SEQUENCES_OPTIONS;

const {
  includeNoise: _includeNoise,
  persistence: _persistence,
  workers: _workers2,
  signal: _signal2,
  onProgress: _onProgress2,
  ...PROFILES
} = SUMMARIZE_OPTIONS;

/** The fields of {@link FitSegmentsOptions}. */
export const FIT_SEGMENTS_OPTIONS = {
  sequences: checkedOptions<Omit<BuildSequencesOptions, keyof RunOptions>>(SEQUENCES),
  embedding: EMBEDDING,
  reduction: REDUCTION,
  clustering: CLUSTERING,
  guide: GUIDE,
  projection: PROJECTION,
  profiles: checkedOptions<ProfileOptions>(PROFILES),
  effort: oneOf(["quick", "thorough"], "quick"),
  timeBudget: duration(),
  minPathMembers: integer({ min: 1, max: 1_000_000_000 }, 1),
  previous: ofType<PreviousModel, undefined>("a fitted or loaded model", isModel, undefined),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  ...RUN_OPTIONS,
} satisfies Schema<FitSegmentsOptions>;

/** The options of `fitSegments`, read. */
export type FitSettings = Omit<Resolved<typeof FIT_SEGMENTS_OPTIONS>, keyof RunOptions>;

/** What the choice of segments reads of them. */
export type ChoiceSettings = Omit<
  FitSettings,
  "sequences" | "projection" | "profiles" | "minPathMembers" | "clustering" | "guide" | "previous"
> &
  ClusteringSettings & {
    /** What is known of paths; undefined where there is no guide. */
    readonly known: KnownPaths | undefined;
    /** The one pipeline that is tried. */
    readonly pinned?: Pin | undefined;
  };

/** The same with the method of clustering set apart from what is asked of segments, and a guide brought to paths. */
export function choiceSettings<G extends Pick<FitSettings, "clustering" | "guide">>(
  given: G,
  sequences: TokenizedSequences,
): Omit<G, "clustering" | "guide"> & Pick<ChoiceSettings, "clustering" | "segments" | "noise" | "known"> {
  const { guide, clustering, ...rest } = given;
  return { ...rest, ...clusteringSettings(clustering), known: guide && resolveGuide(guide, sequences) };
}

export type Effort = FitSettings["effort"];

/** Reads options as {@link fitSegments} would, to report wrong ones before there is any input. */
export function checkFitOptions(options: FitSegmentsOptions): void {
  readOptions(options, FIT_SEGMENTS_OPTIONS);
}
