import { integer, number, oneOf, readOptions, type Schema } from "../../core/internal";
import type { Reducer } from "../stages/reducer";
import type { LeftToTheData, PluggedIn } from "./plugged-in";
import { stageField } from "./stage-field";

/**
 * How vectors become few-dimensional before clustering: the name of a method, or its options, or a reducer of the user's own;
 * `false` for no reduction.
 */
export type ReductionOption =
  | "auto"
  | "pca"
  | "umap"
  | false
  | LeftToTheData
  | PcaReductionOptions
  | UmapReductionOptions
  | PluggedIn<Reducer, "auto" | "pca" | "umap">;

/** Principal components: distances stay as they are. */
export interface PcaReductionOptions {
  method: "pca";
  /** Dimensions kept; all, where they are fewer. @default 8 */
  nComponents?: number | undefined;
}

/** UMAP: neighborhoods become dense places. It finds more where every path is different, and splits what is one cloud. */
export interface UmapReductionOptions {
  method: "umap";
  /** Dimensions of the layout. @default 5 */
  nComponents?: number | undefined;
  /** Size of a neighborhood. @default 15 */
  nNeighbors?: number | undefined;
  /** How close together points may stand. @default 0 */
  minDist?: number | undefined;
  /** How vectors are compared. @default "cosine" */
  metric?: "cosine" | "euclidean" | undefined;
  /** Rounds of settling. @default by size: as many as umap takes, 200 at most with the effort quick */
  nEpochs?: number | undefined;
}

const PCA_REDUCTION_OPTIONS = {
  method: oneOf(["pca"]),
  nComponents: integer({ min: 1 }, 8),
} satisfies Schema<PcaReductionOptions>;

const UMAP_REDUCTION_OPTIONS = {
  method: oneOf(["umap"]),
  nComponents: integer({ min: 1 }, 5),
  nNeighbors: integer({ min: 2 }, 15),
  minDist: number({ min: 0, max: 1000 }, 0),
  metric: oneOf(["cosine", "euclidean"], "cosine"),
  nEpochs: integer({ min: 1, max: 20_000 }),
} satisfies Schema<UmapReductionOptions>;

const METHODS = { pca: PCA_REDUCTION_OPTIONS, umap: UMAP_REDUCTION_OPTIONS };

const STAGE = stageField<typeof METHODS, "auto", Reducer, false>({
  methods: METHODS,
  fallback: "auto",
  optional: true,
  plugIn: { member: "fit" },
});

type Stage = typeof STAGE;

/** Named, so that declarations of other options do not import {@link Reducer} in a circle. */
export interface ReductionField extends Stage {
  readonly default: "auto";
}

/** Reads a {@link ReductionOption}. */
export const REDUCTION: ReductionField = STAGE;

/** The methods as they compete. */
export const PCA_BY_DEFAULT = { ...readOptions({}, PCA_REDUCTION_OPTIONS), method: "pca" as const };
export const UMAP_BY_DEFAULT = { ...readOptions({}, UMAP_REDUCTION_OPTIONS), method: "umap" as const };
