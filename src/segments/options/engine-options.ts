import type { AgglomerativeOptions, DbscanOptions, GaussianMixtureOptions, OpticsOptions } from "../../clustering";
import { GAUSSIAN_MIXTURE_SETTINGS } from "../../clustering/internal";
import { either, integer, number, oneOf, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { NOISE_POLICY, type NoiseOption } from "./noise-policy";
import { type NumberOfSegments, SEGMENTS } from "./number-of-segments";
import type { MethodSettings } from "./stage-field";

/** Bisecting k-means over the distinct behaviours (`bisectingKmeans`). */
export interface BisectingKmeansClusteringOptions extends NumberOfSegments {
  method: "bisecting-kmeans";
  /** Number of clusters. `"auto"` tries 1 to 40. @default "auto" */
  k?: number | "auto" | undefined;
  /** Starts of each split. @default 10 */
  restarts?: number | undefined;
}

/** A mixture of Gaussians over the distinct behaviours (`gaussianMixture`). */
export interface GaussianMixtureClusteringOptions
  extends NumberOfSegments,
    Pick<GaussianMixtureOptions, "covariance" | "regularization" | "restarts" | "maxIterations" | "tolerance"> {
  method: "gaussian-mixture";
  /** Number of components. `"auto"` tries 1 to 40. @default "auto" */
  k?: number | "auto" | undefined;
}

/** DBSCAN over the distinct behaviours (`dbscan`). */
export interface DbscanClusteringOptions extends NoiseOption, Omit<DbscanOptions, keyof RunOptions | "weights"> {
  method: "dbscan";
}

/** OPTICS over the distinct behaviours (`optics`). */
export interface OpticsClusteringOptions extends NoiseOption, Omit<OpticsOptions, keyof RunOptions | "weights"> {
  method: "optics";
}

/** A hierarchy of the distinct behaviours from below, cut once (`agglomerative`). */
export interface AgglomerativeClusteringOptions
  extends NumberOfSegments,
    Pick<AgglomerativeOptions, "linkage" | "height" | "maxDistance"> {
  method: "agglomerative";
  /** Number of clusters. `"auto"` tries 1 to 40. @default left to the data, without a height */
  k?: number | "auto" | undefined;
}

const CLUSTERS = either(integer({ min: 1, max: 1000 }), oneOf(["auto"]), "auto");

const BISECTING_KMEANS = {
  method: oneOf(["bisecting-kmeans"]),
  k: CLUSTERS,
  segments: SEGMENTS,
  restarts: integer({ min: 1, max: 1000 }, 10),
} satisfies Schema<BisectingKmeansClusteringOptions>;

const GAUSSIAN_MIXTURE = {
  method: oneOf(["gaussian-mixture"]),
  k: CLUSTERS,
  segments: SEGMENTS,
  ...GAUSSIAN_MIXTURE_SETTINGS,
} satisfies Schema<GaussianMixtureClusteringOptions>;

const DBSCAN = {
  method: oneOf(["dbscan"]),
  eps: number({ above: 0 }),
  minSamples: integer({ min: 1 }, 5),
  noise: NOISE_POLICY,
} satisfies Schema<DbscanClusteringOptions>;

const OPTICS = {
  method: oneOf(["optics"]),
  minSamples: integer({ min: 2 }, 5),
  noise: NOISE_POLICY,
  maxEps: number({ above: 0 }),
  clusterMethod: oneOf(["xi", "dbscan"], "xi"),
  xi: number({ above: 0, max: 0.999 }, 0.05),
  minClusterSize: integer({ min: 2 }),
  eps: number({ above: 0 }),
} satisfies Schema<OpticsClusteringOptions>;

const AGGLOMERATIVE = {
  method: oneOf(["agglomerative"]),
  k: either(integer({ min: 1, max: 1000 }), oneOf(["auto"])),
  segments: SEGMENTS,
  linkage: oneOf(["ward", "average", "complete", "single"], "ward"),
  height: number({ min: 0 }),
  maxDistance: number({ above: 0 }),
} satisfies Schema<AgglomerativeClusteringOptions>;

/** The classical engines, each with its options. */
export const ENGINES = {
  "bisecting-kmeans": BISECTING_KMEANS,
  "gaussian-mixture": GAUSSIAN_MIXTURE,
  dbscan: DBSCAN,
  optics: OPTICS,
  agglomerative: AGGLOMERATIVE,
};

type Settings = MethodSettings<typeof ENGINES>;
type OfMethod<M extends Settings["method"]> = Extract<Settings, { readonly method: M }>;

/** DBSCAN has no eps by default, and needs one. */
export type DbscanSettings = OfMethod<"dbscan"> & { readonly eps: number };

/** The options of an engine, read. */
export type EngineSettings = Exclude<Settings, OfMethod<"dbscan">> | DbscanSettings;
