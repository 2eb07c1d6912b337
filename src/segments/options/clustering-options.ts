import type { HdbscanOptions } from "../../clustering";
import { HDBSCAN_SETTINGS, MARKOV_MIXTURE_SETTINGS, type MarkovMixtureSettings } from "../../clustering/internal";
import { either, type Field, integer, oneOf, readOptions, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { Clusterer } from "../stages/clusterer";
import {
  type AgglomerativeClusteringOptions,
  type BisectingKmeansClusteringOptions,
  type DbscanClusteringOptions,
  type DbscanSettings,
  ENGINES,
  type GaussianMixtureClusteringOptions,
  type OpticsClusteringOptions,
} from "./engine-options";
import { NOISE_POLICY, type NoiseOption, type NoisePolicy } from "./noise-policy";
import { type NumberOfSegments, type NumberRange, SEGMENTS } from "./number-of-segments";
import { isPlugIn, type LeftToTheData, type PluggedIn } from "./plugged-in";
import { stageField } from "./stage-field";

/** The methods of {@link ClusteringOption}. */
type MethodName = (
  | HdbscanClusteringOptions
  | KmeansClusteringOptions
  | MarkovMixtureClusteringOptions
  | BisectingKmeansClusteringOptions
  | GaussianMixtureClusteringOptions
  | DbscanClusteringOptions
  | OpticsClusteringOptions
  | AgglomerativeClusteringOptions
)["method"];

/** How vectors are grouped: the name of a method, or its options, or a clusterer of the user's own. */
export type ClusteringOption =
  | "auto"
  | Exclude<MethodName, "dbscan">
  | (LeftToTheData & NumberOfSegments & NoiseOption)
  | HdbscanClusteringOptions
  | KmeansClusteringOptions
  | MarkovMixtureClusteringOptions
  | BisectingKmeansClusteringOptions
  | GaussianMixtureClusteringOptions
  | DbscanClusteringOptions
  | OpticsClusteringOptions
  | AgglomerativeClusteringOptions
  | PluggedIn<Clusterer, "auto" | MethodName>;

/** HDBSCAN over the distinct behaviours, weighted by their users. */
export interface HdbscanClusteringOptions
  extends NumberOfSegments,
    NoiseOption,
    Omit<
      HdbscanOptions,
      | keyof RunOptions
      | "weights"
      | "minClusterSize"
      | "minSamples"
      | "countSamples"
      | "metric"
      | "clusterSelectionMethod"
    > {
  method: "hdbscan";
  /**
   * Fewest users (or sessions) that make a segment. `"auto"` tries a two hundredth, a hundredth, a fiftieth, a twentieth and
   * a tenth of all (at least 5) and takes what predicts the sequences' actions best.
   * @default "auto"
   */
  minClusterSize?: number | "auto" | undefined;
  /** Excess of mass, or the leaves of the condensed tree: more and smaller segments. @default both are tried */
  clusterSelectionMethod?: "eom" | "leaf" | undefined;
  /** `cosine` is the euclidean distance between vectors scaled to length 1. @default "euclidean" */
  metric?: "euclidean" | "cosine" | undefined;
  /**
   * How many users must be near for a place to count as dense. (With the clustering `"auto"` different paths are counted, so
   * that a popular path is not dense by itself.)
   * @default the smaller of 5 and minClusterSize
   */
  minSamples?: number | undefined;
}

/** Weighted k-means over the distinct behaviours, each scaled to length 1 (`kmeans`). */
export interface KmeansClusteringOptions extends NumberOfSegments {
  method: "kmeans";
  /** Number of clusters; those of fewer than 5 users are in no segment. `"auto"` tries 1 to 40. @default "auto" */
  k?: number | "auto" | undefined;
  /** Starts of which the best is kept. @default 10 */
  restarts?: number | undefined;
}

/** A mixture of first-order Markov chains, fitted to the actions themselves (`markovMixture`). */
export interface MarkovMixtureClusteringOptions extends Omit<MarkovMixtureSettings, "segments">, NumberOfSegments {
  method: "markov-mixture";
}

const { countSamples: _countSamples, ...HDBSCAN } = HDBSCAN_SETTINGS;

const HDBSCAN_CLUSTERING_OPTIONS = {
  noise: NOISE_POLICY,
  method: oneOf(["hdbscan"]),
  ...HDBSCAN,
  metric: oneOf(["euclidean", "cosine"], "euclidean"),
  minClusterSize: either(integer({ min: 2 }), oneOf(["auto"]), "auto"),
  clusterSelectionMethod: oneOf(["eom", "leaf"]),
  minSamples: integer({ min: 1 }),
  segments: SEGMENTS,
} satisfies Schema<HdbscanClusteringOptions>;

const KMEANS_CLUSTERING_OPTIONS = {
  method: oneOf(["kmeans"]),
  k: either(integer({ min: 2, max: 1000 }), oneOf(["auto"]), "auto"),
  restarts: integer({ min: 1, max: 1000 }, 10),
  segments: SEGMENTS,
} satisfies Schema<KmeansClusteringOptions>;

const MARKOV_MIXTURE_CLUSTERING_OPTIONS = {
  method: oneOf(["markov-mixture"]),
  ...MARKOV_MIXTURE_SETTINGS,
  segments: SEGMENTS,
} satisfies Schema<MarkovMixtureClusteringOptions>;

/** What may be asked for where the method is left to the data. */
const OF_AUTO = { segments: SEGMENTS, noise: NOISE_POLICY } satisfies Schema<NumberOfSegments & NoiseOption>;

const METHODS = {
  hdbscan: HDBSCAN_CLUSTERING_OPTIONS,
  kmeans: KMEANS_CLUSTERING_OPTIONS,
  "markov-mixture": MARKOV_MIXTURE_CLUSTERING_OPTIONS,
  ...ENGINES,
};

const STAGE = stageField<typeof METHODS, "auto", Clusterer, never, typeof OF_AUTO>({
  methods: METHODS,
  fallback: "auto",
  plugIn: { member: "cluster" },
  ofAuto: OF_AUTO,
});

type Settings = ReturnType<typeof STAGE.read>;

/** A {@link ClusteringOption}, read. */
export type ReadClustering = Exclude<Settings, { readonly method: "dbscan" }> | DbscanSettings;

/** Reads a {@link ClusteringOption}. */
export const CLUSTERING: Field<ReadClustering, "auto"> = {
  expected: STAGE.expected,
  default: "auto",
  options: STAGE.options,
  get json() {
    return STAGE.json;
  },
  read(value, path) {
    const read = STAGE.read(value, path);
    if (read === "auto" || isPlugIn<Clusterer>(read, "cluster")) return read;
    if (read.method === "agglomerative" && read.k !== undefined && read.height !== undefined) {
      throw new TypeError(`"${path}" of method "agglomerative" takes one of "k" and "height"`);
    }
    refuseTwoNumbers(read, path);
    if (read.method !== "dbscan") return read;
    if (read.eps !== undefined) return { ...read, eps: read.eps };
    throw new TypeError(`"${path}" of method "dbscan" needs a distance, such as { method: "dbscan", eps: 0.5 }`);
  },
};

/** @throws TypeError when the number of clusters is given twice. */
function refuseTwoNumbers(read: object, path: string): void {
  const { segments, k = "auto", height } = read as { segments?: unknown; k?: unknown; height?: unknown };
  if (segments === undefined) return;
  const other = k === "auto" ? (height === undefined ? undefined : "height") : "k";
  if (other !== undefined) throw new TypeError(`"${path}" takes one of "segments" and "${other}"`);
}

/** How segments are made, and what is asked of them whatever makes them. */
export interface ClusteringSettings {
  readonly clustering: Method;
  /** Numbers of segments that are asked for; undefined where it is left to the data, or to the method. */
  readonly segments: NumberRange | undefined;
  /** What becomes of those in none. */
  readonly noise: NoisePolicy;
}

type Method = Exclude<ReadClustering, { readonly method: "auto" }>;

/** Sets apart the method and what is asked of segments. */
export function clusteringSettings(read: ReadClustering): ClusteringSettings {
  if (read === "auto" || isPlugIn<Clusterer>(read, "cluster")) {
    return { clustering: read, segments: undefined, noise: "keep" };
  }
  const { segments, noise } = read as { readonly segments?: NumberRange; readonly noise?: NoisePolicy };
  return {
    clustering: read.method === "auto" ? "auto" : read,
    segments,
    noise: noise ?? (segments ? "nearest" : "keep"),
  };
}

/** HDBSCAN with everything left to the data. */
export const HDBSCAN_BY_DEFAULT = { ...readOptions({}, HDBSCAN_CLUSTERING_OPTIONS), method: "hdbscan" as const };
